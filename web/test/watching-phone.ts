// A phone that watches, before a market that the test plays: keys in its store, a clock that only the test moves.

import { page as body, server } from "./browser.ts";
import { Log } from "./tree.ts";

export { server };

export const seed = (fill: number) => new Uint8Array(32).fill(fill);
export const log = new Log("market.example/log", seed(9));
body["log"] = log.vkey;
body["language"] = "fr";

const { base58 } = await import("../src/base58.ts");
export const currency = (body["currency"] = base58(seed(1)));

// Only now: these look at the page when they are loaded.
export const { beat } = await import("../src/witness.ts");
export const { evidence } = await import("../src/alarm.ts");
export const { newIdentity } = await import("../src/identity.ts");
export const { seenHead } = await import("../src/head.ts");
export const { within } = await import("../src/store.ts");

export const { owner, device } = newIdentity(currency);

/** What the phone sent, in order, by path. */
export const asked: [path: string, body: string][] = [];
let clock = 1_795_874_400_000;
Date.now = () => clock;

/** A market that has this log, knows every witness and takes every cosignature. */
export const market = (book: Log) => (path: string, request: string): Response => {
  asked.push([path, request]);
  const old = /^\/log\/consistency\/([0-9]+)$/.exec(path)?.[1];
  if (old !== undefined) return Number(old) > book.entries.length ? new Response("", { status: 404 }) : new Response(book.consistency(Number(old)));
  if (path === "/log/checkpoint") return new Response(book.checkpoint());
  return new Response("", { status: 201 });
};
export const grow = (book: Log, ...entries: string[]): void => void book.entries.push(...entries.map((entry) => `at: 2026-11-28T14:00:00Z\n${entry}\n`));
export const sent = (path: string): string[] => asked.filter(([to]) => to === path).map(([, request]) => request);
export const alarm = () => within(["alarm"], "readonly", (shelf) => shelf.get("alarm", currency));
export const later = (seconds: number): void => void (clock += seconds * 1000);

/** Another book under the same key: it agrees with the first up to `common` entries. */
export function fork(common: number, ...entries: string[]): Log {
  const other = new Log(log.name, log.seed);
  other.entries.push(...log.entries.slice(0, common));
  grow(other, ...entries);
  return other;
}

/** A new day, a book of three entries, a phone that has seen nothing yet. */
export async function fresh(): Promise<void> {
  asked.length = 0;
  clock += 86_400_000;
  log.entries.length = 0;
  grow(log, "opening", "joining", "key");
  server.answer = market(log);
  await within(["keys", "head", "alarm"], "readwrite", async (shelf) => {
    await shelf.remove("head", currency);
    await shelf.remove("alarm", currency);
    for (const key of [owner, device]) await shelf.put("keys", { ...key, inBook: true });
  });
}

/** The phone loses its keys. */
export const withoutKeys = () =>
  within(["keys"], "readwrite", async (shelf) => {
    for (const { account, role } of [owner, device]) await shelf.remove("keys", [currency, account, role]);
  });
