// The verifier's own Ed25519: every published edge case, and the same answers as the pages' (which is noble's arithmetic).

import { deepStrictEqual as deepEqual, strictEqual as equal, ok } from "node:assert";
import { test } from "node:test";
import { getPublicKey, hashes, sign } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { fromHex, utf8 } from "../src/bytes.ts";
import { isKey, verifyBytes } from "../src/key.ts";
import { keyCounts, signatureCounts } from "../src/verifier/signature.ts";
import { vectors } from "./vectors.ts";

hashes.sha512 = sha512;

interface Case {
  readonly key: string;
  readonly msg: string;
  readonly sig: string;
}
interface Edges {
  readonly low_order_canonical: string[];
  readonly low_order_non_canonical: string[];
  readonly speccheck: Case[];
  readonly wycheproof: (Case & { readonly result: string })[];
  readonly cctv: (Case & { readonly flags: string[] | null })[];
}

const edges = vectors<Edges>("ed25519.json");
const bytes = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array();
const counts = ({ key, msg, sig }: Case, message = bytes(msg)): boolean => signatureCounts(bytes(sig), message, bytes(key));

test("a point of small order, in any spelling, is no key and signs nothing", () => {
  for (const point of [...edges.low_order_canonical, ...edges.low_order_non_canonical]) {
    equal(keyCounts(bytes(point)), false, point);
    equal(signatureCounts(new Uint8Array(64), utf8("text"), bytes(point)), false, point);
  }
});

test("Wycheproof's signatures are judged as their authors say", () => {
  let right = 0;
  for (const one of edges.wycheproof) {
    equal(counts(one), one.result === "valid", JSON.stringify(one));
    if (one.result === "valid") right++;
  }
  ok(right > 50 && right < edges.wycheproof.length);
});

test("C2SP's edge cases count only without small order, torsion in the equation, or another spelling", () => {
  const bad = ["low_order_A", "low_order_R", "low_order_residue", "non_canonical_A", "non_canonical_R", "reencoded_k"];
  let right = 0;
  for (const one of edges.cctv) {
    const expected = !(one.flags ?? []).some((flag) => bad.includes(flag));
    equal(counts(one, utf8(one.msg)), expected, JSON.stringify(one));
    if (expected) right++;
    const badKey = ["low_order_A", "non_canonical_A", "low_order_component_A"];
    equal(keyCounts(bytes(one.key)), !(one.flags ?? []).some((flag) => badKey.includes(flag)), JSON.stringify(one));
  }
  // A rule that refuses everything passes no test.
  equal(right, 43);
});

test("of the twelve of Taming the many EdDSAs one counts, whose key no book takes", () => {
  // 3: A and R of mixed order, the equation holds byte for byte. 4 and 5 hold with the cofactor only.
  deepEqual(edges.speccheck.flatMap((one, number) => (counts(one) ? [number] : [])), [3]);
  deepEqual(edges.speccheck.flatMap((one, number) => (keyCounts(bytes(one.key)) ? [number] : [])), [6, 7]);
});

test("what is signed counts, one changed bit does not, and the pages say the same", () => {
  for (let turn = 0; turn < 64; turn++) {
    const seed = new Uint8Array(32).fill(turn + 1);
    const [key, message] = [getPublicKey(seed), utf8(`text ${turn}`)];
    const signature = sign(message, seed);
    ok(keyCounts(key) && isKey(key));
    ok(signatureCounts(signature, message, key) && verifyBytes(signature, message, key));
    const forged = Uint8Array.from(signature);
    forged[(turn * 7) % 64] = (forged[(turn * 7) % 64] ?? 0) ^ (1 << turn % 8);
    equal(signatureCounts(forged, message, key), false);
    equal(verifyBytes(forged, message, key), false);
    equal(signatureCounts(signature, utf8(`text ${turn}.`), key), false);
    const other = Uint8Array.from(key, (byte, place) => (place === turn % 32 ? byte ^ 1 : byte));
    equal(keyCounts(other), isKey(other), `${turn}`);
  }
});
