// This phone as a witness: at each heartbeat it looks whether the book is still the one it knows, and cosigns its head.

import { showAlarm } from "./alarm.ts";
import { random } from "./bytes.ts";
import { cosignature } from "./cosignature.ts";
import { document as whole, textOf } from "./document.ts";
import { accept, headOf, look, raise, seenHead, tellAlarm } from "./head.ts";
import { publicKey, sign } from "./key.ts";
import { verifierKey } from "./note.ts";
import * as page from "./page.ts";
import { within, type OwnKey, type SeenHead, type WitnessKey } from "./store.ts";

const HEARTBEAT_MS = 60_000;
/** All tabs of a phone together look no more often than this, however fast the book grows. */
const PAUSE_MS = 5_000;
/** A room does not ask as one. */
const JITTER_MS = 1_000;

let soon: ReturnType<typeof setTimeout> | undefined;
let next = 0;
/** When this page began to watch. */
const begun = Date.now();
/** When it looked last itself. */
let own: number | undefined;

/** Looks from now on, as long as somebody has the page before their eyes. */
export function start(): void {
  document.addEventListener("news", lookSoon);
  document.addEventListener("visibilitychange", lookSoon);
  addEventListener("online", lookSoon);
  document.addEventListener("alarm", () => void showAlarm());
  setInterval(lookSoon, HEARTBEAT_MS);
  lookSoon();
  void showAlarm();
}

function lookSoon(): void {
  if (document.hidden) return;
  const wait = Math.max(next - Date.now(), Math.random() * JITTER_MS);
  soon ??= setTimeout(() => {
    soon = undefined;
    next = Date.now() + PAUSE_MS;
    // Storage that refuses keeps no head to compare with.
    beat(begun).then((again) => again && lookSoon(), () => undefined);
  }, wait);
}

/**
 * One look at the book, unless this phone has just had one. Whether to try again: this page's own last look was before what
 * it is asked to look for now, and one from before this page may have been cut off with the page that began it.
 */
export async function beat(since = 0): Promise<boolean> {
  const turn = await claim();
  if (typeof turn === "number") return turn < since || turn === own;
  const key = turn && verifierKey(turn.row.log);
  if (!turn || !key) return false;
  own = turn.row.looked;
  const known = headOf(turn.row);
  const sight = await look(known, key);
  if (!sight) return false;
  await within(["head", "alarm"], "readwrite", (shelf) =>
    sight.head ? accept(shelf, page.currency, page.log, known, sight.head) : raise(shelf, page.currency, sight.contradiction),
  );
  if (sight.head) await cosign(turn.voucher);
  else tellAlarm();
  // Other phones have signed meanwhile, which is no news of the book: the page that counts them asks again.
  if (document.getElementById("watch")) document.dispatchEvent(new CustomEvent("stale"));
  return false;
}

/**
 * Takes the turn to look, and makes the witness key with the row of the head. When the last look began, where that was a
 * moment ago; nothing for a phone without keys here.
 */
function claim(): Promise<{ row: SeenHead & { looked: number }; voucher: OwnKey | undefined } | number | undefined> {
  return within(["keys", "head"], "readwrite", async (shelf) => {
    const mine = (await shelf.all("keys")).filter(({ currency }) => currency === page.currency);
    const seen = await shelf.get("head", page.currency);
    const now = Date.now();
    if (mine.length === 0 && !seen?.witness) return undefined;
    const looked = seen?.looked ?? 0;
    if (looked <= now && now < looked + PAUSE_MS) return looked;
    const row = { log: page.log, ...seen, currency: page.currency, witness: seen?.witness ?? newKey(), looked: now };
    await shelf.put("head", row);
    page.remember("witness", "1");
    // An owner key that a device key stands beside goes away with the rescue card, and must not vouch.
    const owners = mine.filter(({ role, account }) => role === "device" || !mine.some((key) => key.account === account && key.role === "device"));
    const signers = owners.filter(({ inBook }) => inBook).sort((a, b) => b.made - a.made);
    return { row, voucher: signers.find((signer) => signer.key === row.witness.voucher) ?? signers[0] };
  });
}

function newKey(): WitnessKey {
  const seed = random(32);
  return { seed, key: publicKey(seed) };
}

/** Cosigns the head that is known now, once a heartbeat and once a size at the most. */
async function cosign(voucher: OwnKey | undefined): Promise<void> {
  const row = await seenHead(page.currency);
  let { witness } = row ?? {};
  const { lines, size, cosigned } = row ?? {};
  if (!voucher || !witness || lines === undefined || size === undefined) return;
  const recent = cosigned && Math.abs(Date.now() - cosigned.at) < HEARTBEAT_MS;
  if (recent || cosigned?.size === size) return;
  if (witness.voucher !== voucher.key) {
    // A key that another one vouches for is taken: an account opened again by its words begins anew.
    const fresh = witness.voucher === undefined ? witness : newKey();
    const { ok, status } = await post("/documents", registration(voucher, fresh.key));
    if (status === 409) await change({ witness: newKey() });
    if (!ok) return;
    witness = { ...fresh, voucher: voucher.key };
    await change({ witness });
  }
  const { ok, status } = await post("/log/cosignatures", `${lines}\n${cosignature(witness, lines, Math.floor(page.now() / 1000))}\n`);
  if (ok) await change({ cosigned: { at: Date.now(), size } });
  // The market has forgotten who this is, as one does that was restored: the next time it is told again.
  else if (status === 403) await change({ witness: { seed: witness.seed, key: witness.key } });
}

function registration(voucher: OwnKey, witness: string): string {
  const { account, key, seed } = voucher;
  const fields = Object.entries({ currency: page.currency, account, key, number: String(page.now()), witness });
  const text = textOf({ kind: "witness", fields });
  return whole(text, sign(text, seed));
}

const change = (changed: Partial<SeenHead>): Promise<void> =>
  within(["head"], "readwrite", async (shelf) => {
    const seen = await shelf.get("head", page.currency);
    if (seen) await shelf.put("head", { ...seen, ...changed });
  });

async function post(path: string, body: string): Promise<{ ok: boolean; status: number }> {
  try {
    return await fetch(path, { method: "POST", body, headers: { "content-type": "text/plain" } });
  } catch {
    return { ok: false, status: 0 };
  }
}
