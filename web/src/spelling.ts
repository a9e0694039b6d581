// The one spelling of each value in a document (docs/protocol.md, § 1).

import { parseAmount } from "./amount.ts";
import { fromBase58 } from "./base58.ts";
import { parseMoment } from "./moment.ts";
import { verifierKey } from "./note.ts";
import { UNSEEN } from "./unseen.ts";

/** Says whether a value is spelled as the rules of the book ask. */
export type Spelling = (value: string) => boolean;

const DURATION_MAX = 31_622_400;
const NUMBER_MAX = Number.MAX_SAFE_INTEGER;
const LONE_SURROGATE = /\p{Surrogate}/u;

export const whole =
  (least: number, most: number): Spelling =>
  (value) =>
    /^(0|[1-9][0-9]{0,15})$/.test(value) && Number(value) >= least && Number(value) <= most;

export const words =
  (most: number): Spelling =>
  (value) => {
    const length = [...value].length;
    if (length < 1 || length > most || value.trim() !== value) return false;
    return !UNSEEN.test(value) && !LONE_SURROGATE.test(value);
  };

export const oneOf =
  (...values: string[]): Spelling =>
  (value) =>
    values.includes(value);

/** Two values with one space between them. */
export const pair =
  (first: Spelling, second: Spelling): Spelling =>
  (value) => {
    const [left, right, ...more] = value.split(" ");
    return left !== undefined && right !== undefined && more.length === 0 && first(left) && second(right);
  };

export const amount: Spelling = (value) => parseAmount(value) !== undefined;
export const moment: Spelling = (value) => parseMoment(value) !== undefined;
export const duration: Spelling = whole(1, DURATION_MAX);
export const index: Spelling = whole(0, NUMBER_MAX);
export const number: Spelling = whole(1, NUMBER_MAX);
/** A key, an address, or the hash behind a currency, an identifier, a commitment. */
export const bytes32: Spelling = (value) => fromBase58(value) !== undefined;
export const salt: Spelling = (value) => /^[0-9a-f]{32}$/.test(value);
export const logKey: Spelling = (value) => verifierKey(value) !== undefined;

export const limit: Spelling = (value) => {
  const [, allowed, dividends, period] = /^([0-9.]+)( UD)? per ([0-9]+)$/.exec(value) ?? [];
  if (allowed === undefined || period === undefined) return false;
  return (dividends ? whole(1, 1_000_000) : amount)(allowed) && duration(period);
};

export const price: Spelling = (value) => value === "libre" || amount(value.replace(/ UD$/, ""));

/** What a person typed, made fit for a document: composed, without unseen signs, trimmed. */
export function tidied(typed: string): string {
  return typed.normalize("NFC").replace(new RegExp(UNSEEN, "gu"), " ").replace(/\s+/g, " ").trim();
}

/** A longer text as the lines of a listing: empty ones dropped, over-long ones cut at a space. */
export function asLines(typed: string, most: number): string[] {
  const lines: string[] = [];
  for (const line of typed.split(/\r\n?|\n/).map(tidied)) {
    let rest = [...line];
    while (rest.length > most) {
      const space = rest.lastIndexOf(" ", most);
      const cut = space > 0 ? space : most;
      lines.push(rest.slice(0, cut).join("").trim());
      rest = [...rest.slice(cut).join("").trim()];
    }
    if (rest.length > 0) lines.push(rest.join(""));
  }
  return lines;
}
