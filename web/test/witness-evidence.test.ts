// The phone as a witness: what it takes for evidence that the book is not the same any more, and what it does not.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { hex } from "../src/bytes.ts";
import { verifiedHead, verifierKey } from "../src/note.ts";
import { alarm, beat, currency, evidence, fork, fresh, grow, later, log, market, seed, seenHead, sent, server, within } from "./watching-phone.ts";
import { Log } from "./tree.ts";

beforeEach(fresh);

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
