// The phone as a witness: what it keeps, what it cosigns, what it takes for evidence, and what it does not.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { page as body, server } from "./browser.ts";
import { Log } from "./tree.ts";

const seed = (fill: number) => new Uint8Array(32).fill(fill);
const log = new Log("market.example/log", seed(9));
body["log"] = log.vkey;
body["language"] = "fr";

const { base58, fromBase58 } = await import("../src/base58.ts");
const currency = (body["currency"] = base58(seed(1)));

const { beat } = await import("../src/witness.ts");
const { evidence } = await import("../src/alarm.ts");
const { newIdentity } = await import("../src/identity.ts");
const { seenHead } = await import("../src/head.ts");
const { verifiedHead, verifierKey } = await import("../src/note.ts");
const { within } = await import("../src/store.ts");
const { parse, value } = await import("../src/document.ts");
const { fromBase64, concat, hex, utf8 } = await import("../src/bytes.ts");
const { verify } = await import("../src/key.ts");
const { sha256 } = await import("@noble/hashes/sha2.js");

const { owner, device } = newIdentity(currency);

/** What the phone sent, in order, by path. */
let asked: [path: string, body: string][] = [];
let clock = 1_795_874_400_000;
Date.now = () => clock;

/** A market that has this log, knows every witness and takes every cosignature. */
const market = (book: Log) => (path: string, request: string): Response => {
  asked.push([path, request]);
  const old = /^\/log\/consistency\/([0-9]+)$/.exec(path)?.[1];
  if (old !== undefined) return Number(old) > book.entries.length ? new Response("", { status: 404 }) : new Response(book.consistency(Number(old)));
  if (path === "/log/checkpoint") return new Response(book.checkpoint());
  return new Response("", { status: 201 });
};
const grow = (book: Log, ...entries: string[]): void => void book.entries.push(...entries.map((entry) => `at: 2026-11-28T14:00:00Z\n${entry}\n`));
const sent = (path: string): string[] => asked.filter(([to]) => to === path).map(([, request]) => request);
const alarm = () => within(["alarm"], "readonly", (shelf) => shelf.get("alarm", currency));
const later = (seconds: number): void => void (clock += seconds * 1000);

beforeEach(async () => {
  asked = [];
  clock += 86_400_000;
  log.entries.length = 0;
  grow(log, "opening", "joining", "key");
  server.answer = market(log);
  await within(["keys", "head", "alarm"], "readwrite", async (shelf) => {
    await shelf.remove("head", currency);
    await shelf.remove("alarm", currency);
    for (const key of [owner, device]) await shelf.put("keys", { ...key, inBook: true });
  });
});

const withoutKeys = () =>
  within(["keys"], "readwrite", async (shelf) => {
    for (const { account, role } of [owner, device]) await shelf.remove("keys", [currency, account, role]);
  });

test("a phone without a key here asks nothing and keeps nothing", async () => {
  await withoutKeys();
  await beat();
  assert.deepEqual([asked, await seenHead(currency)], [[], undefined]);
});

test("the first look keeps the signed head and a witness key of its own in one row", async () => {
  await beat();
  const row = await seenHead(currency);
  assert.equal(row?.note, log.checkpoint());
  assert.equal(row?.size, 3n);
  assert.ok(row?.witness && ![owner.key, device.key].includes(row.witness.key));
});

test("the phone's own key vouches for the witness key, which cosigns the head as C2SP says", async () => {
  await beat();
  const witness = (await seenHead(currency))?.witness?.key ?? "";
  const registration = parse(sent("/documents")[0] ?? "");
  assert.equal(registration.kind, "witness");
  assert.deepEqual(["account", "key", "witness"].map((name) => value(registration, name)), [owner.account, device.key, witness]);
  assert.ok(verify(fromBase64(registration.signature) ?? assert.fail(), utf8(registration.text), device.key));

  const [text, line] = (sent("/log/cosignatures")[0] ?? "").split("\n\n");
  assert.equal(`${text}\n`, log.checkpoint().split("\n\n")[0] + "\n");
  const [, name, encoded] = /^— (\S+) (\S+)\n$/.exec(line ?? "") ?? assert.fail(line);
  assert.equal(name, `gune-phone/${witness}`);
  const bytes = fromBase64(encoded ?? "") ?? assert.fail();
  assert.equal(bytes.length, 4 + 8 + 64);
  const typed = concat(Uint8Array.of(4), fromBase58(witness) ?? assert.fail());
  assert.equal(hex(bytes.slice(0, 4)), hex(sha256(concat(utf8(`${name}\n`), typed)).slice(0, 4)));
  const time = Number(new DataView(bytes.buffer).getBigUint64(4));
  assert.equal(time, Math.floor(clock / 1000));
  assert.ok(verify(bytes.slice(12), utf8(`cosignature/v1\ntime ${time}\n${text}\n`), witness));
});

test("while the owner key is here, it is the device key that vouches, once the book knows it", async () => {
  await within(["keys"], "readwrite", (shelf) => shelf.put("keys", { ...device, inBook: false }));
  await beat();
  assert.deepEqual([sent("/documents"), sent("/log/cosignatures")], [[], []]);
  assert.equal((await seenHead(currency))?.size, 3n, "it looks all the same");
});

test("a head is cosigned once, and a larger one not before the next heartbeat", async () => {
  await beat();
  later(10);
  grow(log, "payment");
  await beat();
  assert.equal((await seenHead(currency))?.size, 4n);
  assert.equal(sent("/log/cosignatures").length, 1);
  later(60);
  await beat();
  assert.deepEqual(sent("/log/cosignatures").map((note) => note.split("\n")[1]), ["3", "4"]);
  later(60);
  await beat();
  assert.equal(sent("/log/cosignatures").length, 2);
  assert.equal(sent("/documents").length, 1);
});

test("two tabs at once look once", async () => {
  await Promise.all([beat(), beat(), beat()]);
  assert.equal(sent("/log/checkpoint").length, 1);
  later(4);
  assert.equal(await beat(), true, "what this page is asked to look for may be newer than its look: again after the pause");
  assert.equal(asked.length, 3, "one look, one registration, one cosignature");
});

test("a look whose page was left is made up for by the next page", async () => {
  server.answer = () => new Promise<Response>(() => undefined);
  void beat();
  while ((await seenHead(currency))?.looked === undefined) await new Promise(setImmediate);
  server.answer = market(log);
  later(1);
  const page = clock;
  assert.equal(await beat(page), true, "nobody knows what became of it: this page tries again after the pause");
  later(4);
  assert.equal(await beat(page), false);
  assert.equal(sent("/log/cosignatures").length, 1);
});

/** Another book under the same key: it agrees with the first up to `common` entries. */
function fork(common: number, ...entries: string[]): Log {
  const other = new Log(log.name, log.seed);
  other.entries.push(...log.entries.slice(0, common));
  grow(other, ...entries);
  return other;
}

const heads = (text: string): (readonly [bigint, string] | undefined)[] => {
  const [mark, vkey, empty, ...rest] = text.split("\n");
  assert.deepEqual([mark, vkey, empty], ["gune/1 evidence", log.vkey, ""]);
  const notes = rest.join("\n").replace(/^old .*\n(?:\S+\n)*\n/gm, "");
  const key = verifierKey(log.vkey) ?? assert.fail();
  return [...notes.matchAll(/\S+\n[0-9]+\n\S+\n\n— .*\n/g)].map(([note]) => verifiedHead(note, key)).map((head) => head && ([head.size, hex(head.root)] as const));
};

test("a book of the same size with another root is evidence by itself, and the last good head stays", async () => {
  await beat();
  const good = await seenHead(currency);
  server.answer = market(fork(2, "another"));
  later(60);
  await beat();
  const kept = (await alarm()) ?? assert.fail("no alarm");
  assert.equal(kept.reason, "forked");
  const [one, two, ...more] = heads(evidence(kept));
  assert.ok(one && two && more.length === 0, "both heads are signed by the log");
  assert.equal(one[0], two[0]);
  assert.notEqual(one[1], two[1]);
  const { looked: _, ...row } = (await seenHead(currency)) ?? assert.fail();
  const { looked: __, ...before } = good ?? assert.fail();
  assert.deepEqual(row, before);
  assert.equal(sent("/log/cosignatures").length, 1, "no fork is cosigned");
  assert.doesNotMatch(JSON.stringify({ ...kept, log: "" }), /seed/, "no key stands beside the evidence");
});

test("a larger book that does not continue the one seen is evidence with its failed proof", async () => {
  await beat();
  server.answer = market(fork(2, "another", "and", "more"));
  later(60);
  await beat();
  const kept = (await alarm()) ?? assert.fail("no alarm");
  assert.equal(kept.reason, "forked");
  assert.match(kept.parts[1] ?? "", /^old 3\n/);
  assert.deepEqual(heads(evidence(kept)).map((head) => head?.[0]), [3n, 5n]);
});

test("a shorter book is evidence, though the market says only that it does not know the size", async () => {
  await beat();
  server.answer = market(fork(2));
  later(60);
  await beat();
  const kept = (await alarm()) ?? assert.fail("no alarm");
  assert.equal(kept.reason, "shorter");
  assert.deepEqual(heads(evidence(kept)).map((head) => head?.[0]), [3n, 2n]);
  assert.equal((await seenHead(currency))?.size, 3n);
});

test("a market that knows the size, shows a larger head and gives no proof is taken for another book", async () => {
  await beat();
  grow(log, "payment");
  server.answer = (path, request) => (path.startsWith("/log/consistency/") ? new Response("", { status: 404 }) : market(log)(path, request));
  later(60);
  await beat();
  assert.equal((await alarm())?.reason, "forked");
});

test("a head under another key, or of another origin, is evidence", async () => {
  for (const stranger of [new Log(log.name, seed(11)), new Log("other.example/log", seed(9))]) {
    later(60);
    server.answer = market(log);
    await within(["head", "alarm"], "readwrite", async (shelf) => {
      await shelf.remove("head", currency);
      await shelf.remove("alarm", currency);
    });
    await beat();
    stranger.entries.push(...log.entries);
    server.answer = market(stranger);
    later(60);
    await beat();
    assert.equal((await alarm())?.reason, "key", stranger.name);
    assert.equal((await seenHead(currency))?.note, log.checkpoint());
  }
});

test("a market that is away, or somebody else at its address, is no evidence", async () => {
  await beat();
  const page = "<!doctype html><title>Connectez-vous</title>";
  const others: [string, () => Response | Promise<Response>][] = [
    ["no network", () => Promise.reject(new TypeError("no network"))],
    ["nothing here", () => new Response("", { status: 404 })],
    ["a page for everything", () => new Response(page)],
    ["a page for everything, not found", () => new Response(page, { status: 404 })],
    ...[403, 408, 429, 500, 502, 503].map((status): [string, () => Response] => [String(status), () => new Response("", { status })]),
  ];
  for (const [name, answer] of others) {
    server.answer = answer;
    later(60);
    await beat();
    assert.equal(await alarm(), undefined, name);
    assert.equal((await seenHead(currency))?.note, log.checkpoint(), name);
  }
  server.answer = market(log);
  grow(log, "payment");
  later(60);
  await beat();
  assert.equal((await seenHead(currency))?.size, 4n, "and the phone goes on where it was");
});

test("evidence stays as it was first found, whatever comes after", async () => {
  await beat();
  server.answer = market(fork(2));
  later(60);
  await beat();
  const first = (await alarm()) ?? assert.fail("no alarm");
  server.answer = market(fork(1, "another", "book"));
  later(60);
  await beat();
  const both = (await alarm()) ?? assert.fail("no alarm");
  assert.equal(both.reason, "shorter");
  assert.deepEqual(both.parts.slice(0, first.parts.length), first.parts);
  assert.equal(both.parts.length, first.parts.length + 1);
  for (let turn = 0; turn < 20; turn++) {
    server.answer = market(fork(1, "another", `book ${turn}`));
    later(60);
    await beat();
  }
  const many = (await alarm()) ?? assert.fail("no alarm");
  assert.equal(many.parts.length, 8, "bounded");
  assert.deepEqual(many.parts.slice(0, both.parts.length), both.parts);
  server.answer = market(log);
  later(60);
  await beat();
  assert.deepEqual(await alarm(), many);
});

test("an answer lost on the way to being registered is asked for again, for the same witness key", async () => {
  server.answer = (path, request) => {
    if (path !== "/documents") return market(log)(path, request);
    asked.push([path, request]);
    return Promise.reject(new TypeError("no network"));
  };
  await beat();
  const witness = (await seenHead(currency))?.witness?.key;
  assert.equal(sent("/log/cosignatures").length, 0);
  server.answer = market(log);
  later(60);
  await beat();
  const both = sent("/documents").map((document) => parse(document));
  assert.deepEqual(both.map((document) => value(document, "witness")), [witness, witness]);
  assert.ok(Number(value(both[1] ?? assert.fail(), "number")) > Number(value(both[0] ?? assert.fail(), "number")));
  assert.equal(sent("/log/cosignatures").length, 1);
});

test("a look that is cut off keeps the head and the key, and the next one goes on from there", async () => {
  await beat();
  const before = await seenHead(currency);
  server.answer = () => Promise.reject(new TypeError("the page was left"));
  grow(log, "payment");
  later(60);
  await beat();
  const cut = await seenHead(currency);
  assert.deepEqual([cut?.note, cut?.witness], [before?.note, before?.witness]);
  server.answer = market(log);
  later(60);
  await beat();
  const after = await seenHead(currency);
  assert.deepEqual([after?.size, after?.witness], [4n, before?.witness]);
});

test("a market that has forgotten the witness is told again", async () => {
  await beat();
  grow(log, "payment");
  server.answer = (path, request) => (path === "/log/cosignatures" ? new Response("", { status: 403 }) : market(log)(path, request));
  later(60);
  await beat();
  server.answer = market(log);
  later(60);
  await beat();
  assert.equal(sent("/documents").length, 2);
  assert.equal(sent("/log/cosignatures").at(-1)?.split("\n")[1], "4");
});

test("an account opened again by its words, under a new key, begins with a new witness key", async () => {
  await beat();
  const before = (await seenHead(currency))?.witness;
  const again = newIdentity(currency).device;
  await within(["keys"], "readwrite", (shelf) => shelf.put("keys", { ...device, key: again.key, seed: again.seed, inBook: true }));
  grow(log, "payment");
  later(60);
  await beat();
  const after = (await seenHead(currency))?.witness;
  assert.deepEqual([before?.voucher, after?.voucher], [device.key, again.key]);
  assert.notEqual(after?.key, before?.key);
  assert.deepEqual(sent("/documents").map((document) => value(parse(document), "witness")), [before?.key, after?.key]);
  assert.match(sent("/log/cosignatures").at(-1) ?? "", new RegExp(`gune-phone/${after?.key} `));
});

test("a witness key that the market says is taken is given up for another", async () => {
  server.answer = (path, request) => (path === "/documents" ? new Response("", { status: 409 }) : market(log)(path, request));
  await beat();
  const before = (await seenHead(currency))?.witness;
  assert.equal(before?.voucher, undefined);
  server.answer = market(log);
  later(60);
  await beat();
  const after = (await seenHead(currency))?.witness;
  assert.equal(value(parse(sent("/documents")[0] ?? ""), "witness"), after?.key);
  assert.equal(after?.voucher, device.key);
  assert.equal(sent("/log/cosignatures").length, 1);
});

test("a phone whose key was taken away goes on looking, and signs no more", async () => {
  await beat();
  await withoutKeys();
  grow(log, "payment");
  later(60);
  await beat();
  assert.deepEqual([(await seenHead(currency))?.size, sent("/log/cosignatures").length], [4n, 1]);
  server.answer = market(fork(2, "another", "and"));
  later(60);
  await beat();
  assert.equal((await alarm())?.reason, "forked");
});
