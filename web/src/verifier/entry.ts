// Entries of the book (docs/protocol.md, § 2): their one spelling, and whether their signature counts.

import { parseAmount } from "../amount.ts";
import { fromBase58 } from "../base58.ts";
import { fromBase64, textOf, utf8 } from "../bytes.ts";
import { besideTheBook, identifier, Misspelled, parse, value, type Field } from "../document.ts";
import { leafHash } from "../merkle.ts";
import { parseMoment } from "../moment.ts";
import { bytes32, index } from "../spelling.ts";
import { signatureCounts } from "./signature.ts";

const AT = /^at: ([^\n]{20})$/;
const DIVIDEND = /^gune\/1 dividend\ncurrency: (.+)\nrank: (.+)\namount: (.+)\nmembers: (.+)\nsupply: (.+)\n$/;
const DOCUMENT_BYTES_MAX = 16_384;

/** Why bytes are no entry, or which rule refuses one: a code of docs/protocol.md. */
export class Wrong extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** What somebody signed. Its fields are spelled right, and in their order. */
export interface Document {
  readonly at: number;
  readonly kind: string;
  readonly fields: readonly Field[];
  /** SHA-256 of the text, in base58. */
  readonly identifier: string;
}

/** What the book says of a dividend. */
export interface Dividend {
  readonly at: number;
  readonly kind: "dividend";
  readonly currency: string;
  readonly rank: number;
  readonly amount: bigint;
  readonly members: number;
  readonly supply: bigint;
}

export type Entry = Document | Dividend;

export const isDividend = (entry: Entry): entry is Dividend => entry.kind === "dividend";

/** An entry with its leaf of the tree; where it is none, or its signature does not count, the code that says so. */
export interface Judged {
  readonly leaf: Uint8Array;
  readonly entry?: Entry;
  readonly wrong?: string;
}

/** Reads an entry and checks its signature. Always the same answer for the same bytes: it may be remembered. */
export function judged(bytes: Uint8Array): Judged {
  const leaf = leafHash(bytes);
  try {
    return { leaf, entry: readEntry(bytes) };
  } catch (error) {
    if (error instanceof Wrong) return { leaf, wrong: error.code };
    if (error instanceof Misspelled) return { leaf, wrong: "malformed" };
    throw error;
  }
}

/** Reads an entry whose signature counts. Throws `Wrong` or `Misspelled`. */
export function readEntry(bytes: Uint8Array): Entry {
  const end = bytes.indexOf(10);
  const at = parseMoment(AT.exec(decoded(bytes.subarray(0, Math.max(end, 0)), "not-an-entry"))?.[1] ?? "");
  if (at === undefined) throw new Wrong("not-an-entry");
  const rest = bytes.subarray(end + 1);
  if (rest.length > DOCUMENT_BYTES_MAX) throw new Wrong("malformed");
  const whole = decoded(rest, "malformed");
  if (whole.startsWith("gune/1 dividend\n")) return readDividend(at, whole);
  const { kind, fields, text, signature } = parse(whole);
  if (besideTheBook(kind)) throw new Wrong("malformed");
  const [key, signed] = [fromBase58(value({ kind, fields }, "key") ?? ""), fromBase64(signature)];
  if (!key || !signed || !signatureCounts(signed, utf8(text), key)) throw new Wrong("bad-signature");
  return { at, kind, fields, identifier: identifier(text) };
}

function readDividend(at: number, whole: string): Dividend {
  const [, currency = "", rank = "", amount = "", members = "", supply = ""] = DIVIDEND.exec(whole) ?? [];
  const [each, all] = [parseAmount(amount), parseAmount(supply)];
  if (!bytes32(currency) || !index(rank) || each === undefined || !index(members) || all === undefined) {
    throw new Wrong("malformed");
  }
  return { at, kind: "dividend", currency, rank: Number(rank), amount: each, members: Number(members), supply: all };
}

function decoded(bytes: Uint8Array, otherwise: string): string {
  try {
    return textOf(bytes);
  } catch {
    throw new Wrong(otherwise);
  }
}
