// Documents, amounts, keys and commitments against the vectors shared with Rust.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inUnits, parseAmount, printAmount, typedAmount } from "../src/amount.ts";
import { base58, fromBase58, shownToPeople } from "../src/base58.ts";
import { base64, fromBase64, fromHex, utf8 } from "../src/bytes.ts";
import { commitment } from "../src/commitment.ts";
import { document, identifier, Misspelled, parse, textOf, type Field } from "../src/document.ts";
import { isKey, publicKey, sign, verify } from "../src/key.ts";
import { parseMoment, printMoment, typedMoment } from "../src/moment.ts";
import { asLines, tidied } from "../src/spelling.ts";
import { vectors } from "./vectors.ts";

interface Documents {
  documents: { name: string; kind: string; fields: Field[]; text: string; identifier: string; signature: string; document: string; seed: string; public_key: string }[];
  refused: { name: string; document: string }[];
  commitments: { salt: string; text: string; commitment: string }[];
}
const book = vectors<Documents>("documents.json");
const bytes = (text: string): Uint8Array => fromHex(text) ?? assert.fail(text);

for (const vector of book.documents) {
  test(`${vector.name} has its one spelling, identifier and signature`, () => {
    const { kind, fields } = vector;
    assert.equal(textOf({ kind, fields }), vector.text);
    assert.equal(identifier(vector.text), vector.identifier);
    assert.equal(publicKey(bytes(vector.seed)), vector.public_key);
    assert.equal(base64(sign(vector.text, bytes(vector.seed))), vector.signature);
    assert.equal(document(vector.text, sign(vector.text, bytes(vector.seed))), vector.document);
    const read = parse(vector.document);
    assert.deepEqual([read.kind, read.fields, read.text, read.signature], [kind, fields, vector.text, vector.signature]);
    const signature = fromBase64(vector.signature) ?? assert.fail();
    assert.ok(verify(signature, utf8(vector.text), vector.public_key));
    signature[0] = (signature[0] ?? 0) ^ 1;
    assert.ok(!verify(signature, utf8(vector.text), vector.public_key));
  });
}

for (const { name, document: whole } of book.refused) {
  test(`${name} is refused`, () => assert.throws(() => parse(whole), Misspelled));
}

test("a refusal names the line and the field", () => {
  const whole = book.documents.find(({ kind }) => kind === "payment")?.document ?? "";
  assert.throws(() => parse(whole.replace("12.50", "12.5")), { line: 7, field: "to" });
  assert.throws(() => parse(whole.replace("currency", "währung")), { line: 2, field: "line" });
});

test("a document past 16384 bytes is refused", () => {
  const listing = book.documents.find(({ kind }) => kind === "listing");
  assert.ok(listing);
  assert.throws(() => parse(listing.document.replace("title: ", `title: ${"a".repeat(16_384)}`)), { field: "size" });
});

test("personal texts open their commitments", () => {
  for (const { salt, text, commitment: expected } of book.commitments) assert.equal(commitment({ salt, text }), expected);
});

interface Amounts {
  good: { text: string; hundredths: string }[];
  bad: string[];
  price_in_dividends: { price: string; dividend: string; units: string | null }[];
}
const amounts = vectors<Amounts>("amounts.json");

test("amounts have one spelling", () => {
  for (const { text, hundredths } of amounts.good) {
    assert.equal(parseAmount(text), BigInt(hundredths));
    assert.equal(printAmount(BigInt(hundredths)), text);
  }
  for (const text of amounts.bad) assert.equal(parseAmount(text), undefined, text);
});

test("a price in UD becomes units, rounded half up", () => {
  for (const { price, dividend, units } of amounts.price_in_dividends) {
    const found = inUnits(parseAmount(price) ?? assert.fail(), parseAmount(dividend) ?? assert.fail());
    assert.equal(found === undefined ? null : printAmount(found), units, `${price} UD at ${dividend}`);
  }
});

test("people type amounts with a comma or a point", () => {
  assert.deepEqual(["12,5", "12.50", " 1 250,00 ", "7"].map(typedAmount), [1250n, 1250n, 125000n, 700n]);
  for (const text of ["", "-1", "1,234", "1.000,00", "douze", "1e3", "."]) assert.equal(typedAmount(text), undefined, text);
});

test("moments have one spelling", () => {
  assert.equal(parseMoment("2026-11-28T14:03:12Z"), 1795874592);
  assert.equal(printMoment(1795874592), "2026-11-28T14:03:12Z");
  assert.equal(parseMoment("9998-12-31T23:59:59Z"), 253370764799);
  for (const text of ["2026-02-29T00:00:00Z", "2026-11-28T24:00:00Z", "2026-11-28T14:03:12z", "9999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-11-28 14:03:12Z"]) {
    assert.equal(parseMoment(text), undefined, text);
  }
});

test("a time on the clock is its next moment", () => {
  const now = Math.floor(new Date(2026, 10, 28, 15, 0).getTime() / 1000);
  assert.equal(typedMoment("18:00", now), now + 3 * 3600);
  assert.equal(typedMoment("14:00", now), Math.floor(new Date(2026, 10, 29, 14, 0).getTime() / 1000));
  assert.equal(typedMoment("2026-11-28T18:00", now), now + 3 * 3600);
  assert.equal(typedMoment("soon", now), undefined);
});

test("base58 keeps leading zeroes and refuses any other length", () => {
  const low = new Uint8Array(32);
  low[31] = 1;
  assert.equal(base58(low), `${"1".repeat(31)}2`);
  assert.deepEqual(fromBase58(base58(low)), low);
  for (const text of ["", "2", "1".repeat(33), "z".repeat(44), "O".repeat(43)]) assert.equal(fromBase58(text), undefined, text);
  assert.match(shownToPeople(publicKey(new Uint8Array(32).fill(1))), /^.{4}….{4}:[1-9A-HJ-NP-Za-km-z]{3}$/);
});

test("keys of small order, with torsion or not canonical are no keys", () => {
  const identity = new Uint8Array(32);
  identity[0] = 1;
  assert.ok(!isKey(identity));
  assert.ok(!isKey(bytes("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")));
  assert.ok(!isKey(bytes("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")));
  assert.ok(!isKey(bytes("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")));
  assert.ok(isKey(fromBase58(publicKey(new Uint8Array(32).fill(1))) ?? assert.fail()));
});

test("a signature with S past the order is refused", () => {
  const seed = new Uint8Array(32).fill(1);
  const signature = sign("text", seed);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let s = signature.slice(32).reduceRight((number, byte) => number * 256n + BigInt(byte), 0n) + order;
  for (let place = 32; place < 64; place++, s >>= 8n) signature[place] = Number(s & 255n);
  assert.ok(!verify(signature, utf8("text"), publicKey(seed)));
});

test("what people type is made fit for a document", () => {
  assert.equal(tidied("  Pain\tau\u200b levain \n"), "Pain au levain");
  assert.equal(tidied("e\u0301te\u0301"), "été");
  assert.deepEqual(asLines("un\n\n deux \r\ntrois", 200), ["un", "deux", "trois"]);
  assert.deepEqual(asLines("mot ".repeat(5), 10), ["mot mot", "mot mot", "mot"]);
  assert.deepEqual(asLines("a".repeat(12), 10), ["a".repeat(10), "aa"]);
});
