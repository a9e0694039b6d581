// The book verified by the rules written in TypeScript: a real one is right, and whatever is done to one is found.

import { deepStrictEqual as deepEqual, strictEqual as equal, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { concat, fromHex, hex, same, textOf, utf8 } from "../src/bytes.ts";
import { leafHash } from "../src/merkle.ts";
import { sourceOf } from "../src/verifier/book.ts";
import { judged, type Judged } from "../src/verifier/entry.ts";
import { sumOfBalances } from "../src/verifier/ledger.ts";
import { headLines, verify, type Report } from "../src/verifier/replay.ts";
import { lists } from "../src/verifier/lists.ts";
import { checkWords } from "../src/check-words.ts";
import { Edge } from "../src/verifier/tree.ts";
import { heads, Nearest, numbersOf, numbersTyped } from "../src/verifier/typed-words.ts";
import { Log, root } from "./tree.ts";
import { vectors } from "./vectors.ts";

const real = Uint8Array.from(readFileSync("../tests/vectors/book.gune"));
const { log_seed, vkey, entries } = vectors<{ log_seed: string; vkey: string; entries: string[] }>("receipts.json");

/** The first entries of the vectors are a small book, whose log's key these tests own. */
const SMALL = 5;
const seed = fromHex(log_seed) ?? new Uint8Array();
const NAME = vkey.split("+")[0] ?? "";

/** Forged books share most of their entries: each is judged once. */
const known = new Map<string, Judged>();

function judgedOnce(bytes: Uint8Array): Judged {
  const name = hex(leafHash(bytes));
  const said = known.get(name) ?? judged(bytes);
  known.set(name, said);
  return said;
}

/** What is found: nothing if all is right, else the code and the line. */
async function found(book: Uint8Array, head?: string): Promise<string> {
  const judge = (many: Uint8Array[]): Promise<Judged[]> => Promise.resolve(many.map(judgedOnce));
  const verdict = await verify(sourceOf(book), { judge, ...(head === undefined ? {} : { head }) });
  return verdict.right ? "" : `${verdict.code} ${verdict.line ?? "-"}`;
}

async function report(book: Uint8Array): Promise<Report> {
  const verdict = await verify(sourceOf(book), { judge: (many) => Promise.resolve(many.map(judgedOnce)) });
  if (!verdict.right) throw new Error(`${verdict.code} at ${verdict.line}`);
  return verdict;
}

const bundled = (many: readonly Uint8Array[]): Uint8Array =>
  concat(...many.flatMap((bytes) => [Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes]));

/** The small book with other entries or another head, bound as the owner of the log's key can. */
function bound(many: readonly (string | Uint8Array)[] = entries.slice(0, SMALL), head?: string, key = vkey): Uint8Array {
  const log = new Log(NAME, seed);
  // The log's tree is over texts: bytes that are none are given a head of their own.
  log.entries.push(...many.map((entry) => (typeof entry === "string" ? entry : textOf(entry))));
  const lead = `gune/1 book\n${key}\n\n${head ?? log.checkpoint()}\n`;
  return concat(utf8(lead), bundled(many.map((entry) => (typeof entry === "string" ? utf8(entry) : entry))));
}

/** The parts of the real book: what stands before its entries, and these. */
function parts(book: Uint8Array): { lead: Uint8Array; all: Uint8Array[] } {
  let end = 0;
  for (let empty = 0; empty < 3; end++) if (book[end] === 10 && book[end + 1] === 10) empty++;
  const all: Uint8Array[] = [];
  for (let place = end + 1; place < book.length; ) {
    const next = place + 2 + (book[place] ?? 0) * 256 + (book[place + 1] ?? 0);
    all.push(book.slice(place + 2, next));
    place = next;
  }
  return { lead: book.slice(0, end + 1), all };
}

test("a real book is right, and its sum is the supply", async () => {
  const right = await report(real);
  const { all } = parts(real);
  equal(right.state.size, all.length);
  equal(sumOfBalances(right.state), right.state.supply);
  ok(right.state.supply > 0n && right.state.dividends.rank === 22 && right.payments > 300 && right.erasures === 0);
  deepEqual([right.first.size, right.last.size], [1, all.length]);
  equal(await found(bound()), "");
});

test("parts of another form are no book", async () => {
  for (const change of [
    (text: string) => text.replace("gune/1 book", "gune/2 book"),
    (text: string) => text.replace("\n\n", "\n"),
    (text: string) => text.replace(`\n${SMALL}\n`, "\n0\n"),
    (text: string) => text.replace(`\n${SMALL}\n`, `\n0${SMALL}\n`),
    (text: string) => text.replace("=\n\n— ", "=\nan extension\n\n— "),
    (text: string) => text.replace("— ", "-- "),
    (text: string) => text.replace(vkey, `${vkey}=`),
    () => "",
    () => "gune/1 book\n",
  ]) {
    const { lead, all } = parts(bound());
    const changed = change(textOf(lead));
    ok(changed !== textOf(lead));
    equal(await found(concat(utf8(changed), bundled(all))), "no-book -", changed);
  }
});

test("each row of what an audit finds, at its line", async () => {
  const small = entries.slice(0, SMALL);
  const at = (line: number, entry: string | Uint8Array): Uint8Array => bound(small.map((old, place) => (place === line ? entry : old)));
  equal(await found(at(3, "hello\n")), "not-an-entry 3");
  equal(await found(at(3, "at: 2026-11-28T14:03:00Z\nhello\n")), "malformed 3");
  equal(await found(at(3, "at: 2026-11-28T14:03:00Z\n")), "malformed 3");
  equal(await found(at(3, "at: 9999-01-01T00:00:00Z\nhello\n")), "not-an-entry 3");
  equal(await found(at(3, "at: 2026-11-28T14:03:00Z\ngune/1 dividend\nrank: 1\n")), "malformed 3");
  equal(await found(at(3, "")), "missing 3");
  equal(await found(at(3, (small[3] ?? "").replace("number: ", "number: 1"))), "bad-signature 3");
  equal(await found(at(0, small[1] ?? "")), "not-opened 0");
  equal(await found(at(3, (small[3] ?? "").replace("at: 2026-11-28T14:03", "at: 2026-11-28T14:01"))), "moment-decreases 3");
  equal(await found(at(3, small[2] ?? "")), "number-used 3");

  const whole = bound();
  equal(await found(whole.slice(0, -1)), `missing ${SMALL - 1}`);
  equal(await found(concat(whole, Uint8Array.of(0))), `trailing ${SMALL}`);
  const other = new Log(NAME, new Uint8Array(32).fill(77));
  other.entries.push(...small);
  equal(await found(bound(small, undefined, other.vkey)), "log-key 0");
  equal(await found(bound(small, other.checkpoint())), "head-signature -");
  const log = new Log(NAME, seed);
  log.entries.push(...small.slice(0, 4), "another");
  equal(await found(bound(small, log.checkpoint())), "head-root -");
  // Several signatures: a stranger's is passed over; of the log's own, each must count.
  const good = new Log(NAME, seed);
  good.entries.push(...small);
  const stranger = new Log("stranger.example", seed);
  stranger.entries.push(...small);
  const line = (text: string): string => text.split("\n").at(-2) ?? "";
  equal(await found(bound(small, `${good.checkpoint()}${line(stranger.checkpoint())}\n`)), "");
  const flipped = `${line(good.checkpoint()).slice(0, -8)}AAAAAAA=`;
  equal(await found(bound(small, `${good.checkpoint()}${flipped}\n`)), "head-signature -");
});

test("a head or a receipt that somebody kept is met, or says which way it is not", async () => {
  const small = entries.slice(0, SMALL);
  const log = new Log(NAME, seed);
  log.entries.push(...small);
  equal(await found(bound(), log.checkpoint(3)), "");
  equal(await found(bound(), log.receipt(2)), "");
  const rewritten = new Log(NAME, seed);
  rewritten.entries.push(...small.slice(0, 2), "another", ...small.slice(3));
  equal(await found(bound(), rewritten.checkpoint(3)), "remembered-other -");
  equal(await found(bound(), rewritten.receipt(2)), "remembered-other -");
  log.entries.push("one more");
  equal(await found(bound(), log.checkpoint()), "remembered-longer -");
  const stranger = new Log(NAME, new Uint8Array(32).fill(77));
  stranger.entries.push(...small);
  equal(await found(bound(), stranger.checkpoint()), "remembered-foreign -");
  equal(await found(bound(), "hello"), "remembered-foreign -");
  // What is wrong in the book itself comes first.
  equal(await found(concat(bound(), utf8("x")), stranger.checkpoint()), `trailing ${SMALL}`);
});

test("one bit anywhere in a real book is found, and never as something unforeseen", async () => {
  const { lead } = parts(real);
  const codes = new Set<string>();
  for (let turn = 0; turn < 120; turn++) {
    const forged = real.slice();
    // The first entries over and over, so that the rest is not read.
    const place = turn < 40 ? (turn * 7) % lead.length : lead.length + turn * 53;
    forged[place] = (forged[place] ?? 0) ^ (1 << turn % 8);
    const code = await found(forged);
    ok(code !== "", `bit ${turn % 8} of byte ${place}`);
    codes.add(code.split(" ")[0] ?? "");
  }
  ok(codes.has("no-book") && codes.has("bad-signature"), [...codes].join());
  for (let end = 0; end < 1200; end += 13) ok((await found(real.slice(0, end))) !== "", `${end}`);
});

test("the tree's edge has the roots of the definitions", () => {
  const edge = new Edge();
  const leaves = Array.from({ length: 70 }, (_, place) => utf8(`leaf ${place}`));
  ok(same(edge.root(), root([])));
  for (const [place, leaf] of leaves.entries()) {
    edge.append(leafHash(leaf));
    ok(same(edge.root(), root(leaves.slice(0, place + 1))), `${place + 1}`);
  }
});

test("check words as people note them lead to the head they are of", async () => {
  const right = await report(bound());
  const all = [...heads(right.leaves)];
  const [size, third] = all[2] ?? [0, new Uint8Array()];
  const lines = headLines(NAME, size, third);
  for (const list of [lists.fr, lists.en]) {
    const words = checkWords(lines, list);
    for (const noted of [words.join(" "), words.map((word) => word.normalize("NFD").replace(/\p{M}/gu, "").slice(0, 4).toUpperCase()).join(", ")]) {
      const typed = numbersTyped(noted);
      ok("numbers" in typed, noted);
      const looking = new Nearest<number>(typed.numbers);
      ok(all.some(([at, hash]) => looking.look(at, numbersOf(headLines(NAME, at, hash)))), noted);
      deepEqual(looking.found, { head: 3 }, noted);
    }
  }
  deepEqual(numbersTyped("un deux"), { count: 2 });
  const wrong = numbersTyped("abandon abandon abandon abandon abandon zzzz");
  ok("word" in wrong && wrong.position === 6 && wrong.word === "zzzz");
});
