// The phone as a witness: when it looks, what it keeps, what it cosigns.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase58 } from "../src/base58.ts";
import { concat, fromBase64, hex, utf8 } from "../src/bytes.ts";
import { parse, value } from "../src/document.ts";
import { verify } from "../src/key.ts";
import { alarm, asked, beat, currency, device, fork, fresh, grow, later, log, market, newIdentity, owner, seenHead, sent, server, within, withoutKeys } from "./watching-phone.ts";

beforeEach(fresh);

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
  assert.equal(time, Math.floor(Date.now() / 1000));
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
  const page = Date.now();
  assert.equal(await beat(page), true, "nobody knows what became of it: this page tries again after the pause");
  later(4);
  assert.equal(await beat(page), false);
  assert.equal(sent("/log/cosignatures").length, 1);
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
