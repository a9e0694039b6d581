// Receipts, heads and consistency: the right ones pass, and one changed sign anywhere is noticed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../src/bytes.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "../src/merkle.ts";
import { verifiedHead, verifierKey, type VerifierKey } from "../src/note.ts";
import { documentOf, verifiedConsistency, verifiedReceipt } from "../src/receipt.ts";
import { consistency, inclusion, Log, root } from "./tree.ts";
import { vectors } from "./vectors.ts";

interface Receipts {
  vkey: string;
  entries: string[];
  checkpoints: string[];
  receipts: { index: number; size: number; text: string }[];
  consistency: { old: number; size: number; text: string }[];
}
const { vkey, entries, checkpoints, receipts, consistency: proofs } = vectors<Receipts>("receipts.json");
const key: VerifierKey = verifierKey(vkey) ?? assert.fail();

test("inclusion and consistency agree with the definitions for every tree up to 20 leaves", () => {
  const leaves = Array.from({ length: 20 }, (_, place) => utf8(`leaf ${place}`));
  for (let size = 1; size <= leaves.length; size++) {
    const tree = leaves.slice(0, size);
    for (let index = 0; index < size; index++) {
      const leaf = leafHash(leaves[index] ?? assert.fail());
      const proof = inclusion(index, tree);
      assert.ok(verifyInclusion(BigInt(index), BigInt(size), leaf, proof, root(tree)));
      assert.ok(!verifyInclusion(BigInt(index + 1), BigInt(size), leaf, proof, root(tree)));
      assert.ok(!verifyInclusion(BigInt(index), BigInt(size), leaf, [...proof, leaf], root(tree)));
      if (proof.length > 0) assert.ok(!verifyInclusion(BigInt(index), BigInt(size), leaf, proof.slice(1), root(tree)));
    }
    for (let old = 1; old <= size; old++) {
      const [before, now] = [root(leaves.slice(0, old)), root(tree)];
      const proof = consistency(old, tree);
      assert.ok(verifyConsistency(BigInt(old), BigInt(size), before, now, proof), `${old} ${size}`);
      assert.ok(!verifyConsistency(BigInt(old), BigInt(size), leafHash(before), now, proof));
      if (old < size) assert.ok(!verifyConsistency(BigInt(old), BigInt(size), before, now, proof.slice(0, -1)));
    }
  }
});

test("every receipt of the vectors holds its entry", () => {
  for (const { index, text } of receipts) {
    const receipt = verifiedReceipt(text, key);
    assert.equal(receipt?.index, BigInt(index));
    assert.equal(receipt?.entry, entries[index]);
    assert.equal(documentOf(receipt?.entry ?? ""), entries[index]?.replace(/^at: .*\n/, ""));
  }
});

test("a receipt with one changed sign is no receipt", () => {
  const { text } = receipts[3] ?? assert.fail();
  const lines = text.split("\n");
  for (const [place, line] of lines.entries()) {
    if (line === "") continue;
    const at = Math.floor(line.length / 2);
    const changed = line.slice(0, at) + (line[at] === "A" ? "B" : "A") + line.slice(at + 1);
    assert.equal(verifiedReceipt(lines.map((other, row) => (row === place ? changed : other)).join("\n"), key), undefined, line);
  }
  assert.equal(verifiedReceipt(text.replace("index 3", "index 03"), key), undefined);
  assert.equal(verifiedReceipt("", key), undefined);
});

test("a head signed by another key, or for another log, is no head", () => {
  const note = checkpoints[2] ?? assert.fail();
  assert.equal(verifiedHead(note, key)?.size, 3n);
  const other = new Log("market.example/log", new Uint8Array(32).fill(10));
  assert.equal(verifiedHead(note, verifierKey(other.vkey) ?? assert.fail()), undefined);
  other.entries.push(...entries.slice(0, 3));
  assert.equal(verifiedHead(other.checkpoint(), key), undefined);
  const elsewhere = new Log("elsewhere.example", new Uint8Array(32).fill(9));
  elsewhere.entries.push(...entries.slice(0, 3));
  assert.equal(verifiedHead(elsewhere.checkpoint(), key), undefined);
});

test("signatures of witnesses beside the log's are passed over", () => {
  const note = checkpoints[2] ?? assert.fail();
  assert.equal(verifiedHead(`${note}— witness.example AAAAAAAA\n`, key)?.size, 3n);
  assert.equal(verifiedHead(note.slice(0, note.indexOf("\n\n") + 2), key), undefined);
});

test("consistency leads from every old head to the present one, and not from a forked one", () => {
  for (const { old, size, text } of proofs) {
    const head = verifiedHead(checkpoints[old - 1] ?? "", key) ?? assert.fail();
    assert.equal(verifiedConsistency(text, head, key)?.size, BigInt(size));
  }
  const fork = new Log("market.example/log", new Uint8Array(32).fill(9));
  fork.entries.push(...entries.map((entry, place) => (place === 1 ? `${entry}x` : entry)));
  const head = verifiedHead(checkpoints[2] ?? "", key) ?? assert.fail();
  assert.equal(verifiedConsistency(fork.consistency(3), head, key), undefined);
});

test("a verifier key line has one spelling and a right hash", () => {
  assert.equal(verifierKey(vkey)?.name, "market.example/log");
  for (const line of ["", vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+"), vkey.slice(0, -1), `${vkey}\n`, vkey.replace("+", " ")]) {
    assert.equal(verifierKey(line), undefined, line);
  }
});
