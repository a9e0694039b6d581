// The documents people sign: their kinds, fields and one spelling (docs/protocol.md, § 2).

import { sha256 } from "@noble/hashes/sha2.js";
import { parseAmount } from "./amount.ts";
import { base58 } from "./base58.ts";
import { base64, fromBase64, utf8 } from "./bytes.ts";
import * as spelled from "./spelling.ts";
import type { Spelling } from "./spelling.ts";

export const SIZE_MAX = 16_384;

export type Field = readonly [name: string, value: string];

/** A document before its signature. */
export interface Draft {
  readonly kind: string;
  readonly fields: readonly Field[];
}

/** A document with its signature (64 bytes, as base64). */
export interface Signed extends Draft {
  readonly text: string;
  readonly signature: string;
}

/** A document that is not in its one spelling: the line (from 1) and the field that is wrong. */
export class Misspelled extends Error {
  constructor(
    readonly line: number,
    readonly field: string,
  ) {
    super(`line ${line}: ${field}`);
  }
}

interface Rule {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly spelling: Spelling;
}

const one = (name: string, spelling: Spelling): Rule => ({ name, least: 1, most: 1, spelling });
const maybe = (name: string, spelling: Spelling): Rule => ({ name, least: 0, most: 1, spelling });
const several = (name: string, least: number, most: number, spelling: Spelling): Rule => ({ name, least, most, spelling });

const ACCOUNT = [one("account", spelled.bytes32), one("key", spelled.bytes32), one("number", spelled.number)];
const COMMON = [one("currency", spelled.bytes32), ...ACCOUNT, maybe("until", spelled.moment)];
const END = [maybe("end", spelled.moment), maybe("after", spelled.duration)];

/** Every kind that people sign, with its fields in their order. */
const KINDS: Readonly<Record<string, readonly Rule[]>> = {
  opening: [
    ...ACCOUNT,
    one("market", spelled.words(80)),
    one("place", spelled.words(80)),
    one("unit", spelled.words(16)),
    one("log", spelled.logKey),
    one("salt", spelled.salt),
    one("rule", spelled.oneOf("ratio", "g1", "g1-v1")),
    one("first", (value) => (parseAmount(value) ?? 0n) >= 1n),
    one("growth", spelled.whole(0, 1_000_000_000)),
    maybe("reevaluation", spelled.duration),
    one("period", spelled.duration),
    ...END,
    several("organiser", 1, 8, spelled.pair(spelled.bytes32, spelled.bytes32)),
  ],
  joining: [...COMMON, one("name", spelled.bytes32)],
  admission: [...COMMON, several("member", 1, 64, spelled.bytes32)],
  departure: [...COMMON, one("member", spelled.bytes32)],
  door: [...COMMON, one("door", spelled.oneOf("open", "shut"))],
  key: [
    ...COMMON,
    one("authorised", spelled.bytes32),
    several("role", 1, 2, spelled.oneOf("pay", "organise")),
    maybe("limit", spelled.limit),
    maybe("end", spelled.moment),
  ],
  revocation: [...COMMON, one("revoked", spelled.bytes32)],
  payment: [
    ...COMMON,
    several("to", 1, 16, spelled.pair(spelled.bytes32, spelled.amount)),
    maybe("listing", spelled.bytes32),
    maybe("refund-of", spelled.index),
    maybe("memo", spelled.bytes32),
  ],
  tempo: [...COMMON, one("phase", spelled.oneOf("running", "paused", "closed")), one("period", spelled.duration), ...END],
  erasure: COMMON,
  listing: [
    ...COMMON,
    one("sort", spelled.oneOf("offer", "want", "gift", "swap", "help")),
    one("title", spelled.words(80)),
    several("text", 0, 12, spelled.words(200)),
    one("category", spelled.oneOf("food", "skills", "objects", "clothes", "culture", "garden", "children", "other")),
    maybe("price", spelled.price),
    one("quantity", spelled.whole(1, 999)),
    maybe("stand", spelled.words(8)),
    maybe("photo", spelled.bytes32),
    maybe("replaces", spelled.bytes32),
  ],
  withdrawal: [...COMMON, one("listing", spelled.bytes32)],
  witness: [...COMMON, one("witness", spelled.bytes32)],
};

/** Kinds kept beside the book: the server answers with an identifier, not a receipt. */
export const besideTheBook = (kind: string): boolean => ["listing", "withdrawal", "witness"].includes(kind);

/** The names of a kind's fields in their order; none for a kind that does not exist. */
export const fieldNames = (kind: string): string[] => (KINDS[kind] ?? []).map((rule) => rule.name);

export const value = (draft: Draft, name: string): string | undefined =>
  draft.fields.find(([field]) => field === name)?.[1];

export const values = (draft: Draft, name: string): string[] =>
  draft.fields.filter(([field]) => field === name).map(([, text]) => text);

/** The text to sign. Throws `Misspelled` where it would not be in its one spelling. */
export function textOf(draft: Draft): string {
  check(draft);
  return unchecked(draft);
}

/** The same text without any check, for showing a document that is still being filled in. */
export function unchecked(draft: Draft): string {
  return [`gune/1 ${draft.kind}`, ...draft.fields.map(([name, text]) => `${name}: ${text}`)].map((line) => `${line}\n`).join("");
}

/** The whole document: its text and the signature line. */
export const document = (text: string, signature: Uint8Array): string => `${text}signature: ${base64(signature)}\n`;

/** The identifier of a document, from its text (without the signature). */
export const identifier = (text: string): string => base58(sha256(utf8(text)));

/** Reads a whole document; throws `Misspelled` for any other spelling than the one. */
export function parse(whole: string): Signed {
  if (utf8(whole).length > SIZE_MAX) throw new Misspelled(1, "size");
  const lines = whole.split("\n");
  if (lines.pop() !== "") throw new Misspelled(lines.length + 1, "end");
  const last = lines.pop() ?? "";
  const signature = last.startsWith("signature: ") ? last.slice("signature: ".length) : "";
  if (fromBase64(signature)?.length !== 64) throw new Misspelled(lines.length + 1, "signature");
  const [head, ...rest] = lines;
  const kind = /^gune\/1 ([a-z]+)$/.exec(head ?? "")?.[1];
  if (kind === undefined) throw new Misspelled(1, "kind");
  const fields = rest.map((line, place): Field => {
    const [, name, text] = /^([a-z-]+): (.+)$/su.exec(line) ?? [];
    if (name === undefined || text === undefined) throw new Misspelled(place + 2, "line");
    return [name, text];
  });
  check({ kind, fields });
  return { kind, fields, signature, text: [head, ...rest].map((line) => `${line}\n`).join("") };
}

function check(draft: Draft): void {
  const rules = Object.prototype.hasOwnProperty.call(KINDS, draft.kind) ? KINDS[draft.kind] : undefined;
  if (!rules) throw new Misspelled(1, "kind");
  let place = 0;
  for (const rule of rules) {
    let count = 0;
    for (let field = draft.fields[place]; field && field[0] === rule.name; field = draft.fields[++place]) {
      if (++count > rule.most || !rule.spelling(field[1])) throw new Misspelled(place + 2, rule.name);
    }
    if (count < rule.least) throw new Misspelled(place + 2, rule.name);
  }
  const surplus = draft.fields[place];
  if (surplus) throw new Misspelled(place + 2, surplus[0]);
  checkTogether(draft);
  if (utf8(unchecked(draft)).length > SIZE_MAX - "signature: \n".length - 88) throw new Misspelled(1, "size");
}

/** What one field demands of another. */
function checkTogether(draft: Draft): void {
  const refuse = (name: string): never => {
    throw new Misspelled(draft.fields.findIndex(([field]) => field === name) + 2, name);
  };
  for (const name of ["to", "member", "organiser", "role"]) {
    const firsts = values(draft, name).map((text) => text.split(" ")[0]);
    if (new Set(firsts).size !== firsts.length) refuse(name);
  }
  if (values(draft, "role").join(" ") === "organise pay") refuse("role");
  if (value(draft, "after") !== undefined && value(draft, "end") === undefined) refuse("after");
  if (draft.kind === "joining" && value(draft, "account") !== value(draft, "key")) refuse("key");
  if (draft.kind !== "opening") return;
  const account = value(draft, "account");
  if (value(draft, "key") !== account) refuse("key");
  if (value(draft, "number") !== "1") refuse("number");
  const reevaluation = value(draft, "reevaluation");
  if ((reevaluation === undefined) !== (value(draft, "rule") === "ratio")) refuse("reevaluation");
  if (reevaluation !== undefined && Number(reevaluation) < Number(value(draft, "period"))) refuse("reevaluation");
  if (!values(draft, "organiser").some((line) => line.split(" ")[0] === account)) refuse("organiser");
}
