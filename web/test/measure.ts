// What verifying costs, in CPU time on one core: node test/run.mjs test/measure.ts

import { readFileSync } from "node:fs";
import { fromBase58 } from "../src/base58.ts";
import { fromBase64, textOf, utf8 } from "../src/bytes.ts";
import { parse, value } from "../src/document.ts";
import { verifyBytes } from "../src/key.ts";
import { documentOf } from "../src/receipt.ts";
import { BookReader, sourceOf } from "../src/verifier/book.ts";
import { judged } from "../src/verifier/entry.ts";
import { apply } from "../src/verifier/ledger.ts";
import { signatureCounts } from "../src/verifier/signature.ts";
import type { State } from "../src/verifier/state.ts";
import { Edge } from "../src/verifier/tree.ts";

const reader = new BookReader(sourceOf(Uint8Array.from(readFileSync("../tests/vectors/book.gune"))));
const entries: Uint8Array[] = [];
await reader.lead();
for (let entry = await reader.entry(); entry; entry = await reader.entry()) entries.push(entry);
const signed = entries.flatMap((entry) => {
  const text = documentOf(textOf(entry)) ?? "";
  if (text.startsWith("gune/1 dividend")) return [];
  const document = parse(text);
  const [key, signature] = [fromBase58(value(document, "key") ?? ""), fromBase64(document.signature)];
  return key && signature ? [{ key, signature, message: utf8(document.text) }] : [];
});

/** Milliseconds of CPU time for each of so many. */
function cost(what: string, count: number, act: () => void): void {
  act(); // Tables are made and the code is warm.
  const before = process.cpuUsage();
  act();
  const { user } = process.cpuUsage(before);
  console.log(`${what}: ${(user / 1000 / count).toFixed(3)} ms`);
}

const answers = entries.map(judged);
cost("an entry read, its signature checked", entries.length, () => entries.forEach(judged));
cost("a signature, by the verifier's own arithmetic", signed.length, () => signed.forEach((one) => signatureCounts(one.signature, one.message, one.key)));
cost("a signature, as the pages check one (noble)", signed.length, () => signed.forEach((one) => verifyBytes(one.signature, one.message, one.key)));
cost("an entry replayed: the rules and the tree", entries.length, () => {
  let state: State | undefined;
  const edge = new Edge();
  for (const { leaf, entry } of answers) {
    if (entry) state = apply(state, entry);
    edge.append(leaf);
  }
});
