// Rescue phrases: twelve words of BIP 39, forgiving at the keyboard, exact about which word is wrong.

import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { utf8, type Bytes } from "./bytes.ts";

export const WORDS = 12;
const SUGGESTIONS = 3;
/** Both lists are unique on their words' first four letters. */
const LETTERS = 4;

export type Language = "fr" | "en";
export type Lists = Readonly<Record<Language, readonly string[]>>;

/** What typed words turned out to be. */
export type Reading =
  | { readonly is: "phrase"; readonly entropy: Bytes; readonly language: Language }
  | { readonly is: "count"; readonly count: number }
  /** `position` counts from 1; `suggestions` are the nearest words of the list, nearest first. */
  | { readonly is: "word"; readonly position: number; readonly word: string; readonly suggestions: string[] }
  /** Every word exists, but they do not belong together: one is another word of the list, or two changed places. */
  | ({ readonly is: "checksum" } & Slip);

/** Which word of the list was probably meant for another, where that can be told. */
interface Slip {
  readonly position?: number;
  readonly word?: string;
  readonly suggestions: string[];
}

/** Loads a word list, a file of its own (word-lists.mjs): most pages never need one. */
export async function wordList(language: Language): Promise<readonly string[]> {
  const list =
    language === "fr"
      ? await import("@scure/bip39/wordlists/french.js")
      : await import("@scure/bip39/wordlists/english.js");
  return await list.wordlist;
}

export async function wordLists(): Promise<Lists> {
  const [fr, en] = await Promise.all([wordList("fr"), wordList("en")]);
  return { fr, en };
}

/** The Ed25519 seed behind 16 bytes of entropy, as Substrate derives it (docs/protocol.md, § 8). */
export function seedOf(entropy: Uint8Array): Bytes {
  return pbkdf2(sha512, entropy, utf8("mnemonic"), { c: 2048, dkLen: 64 }).slice(0, 32) as Bytes;
}

export function phraseOf(entropy: Uint8Array, list: readonly string[]): string[] {
  const bits = entropy.reduce((number, byte) => number * 256n + BigInt(byte), 0n) * 16n + checksum(entropy);
  return Array.from({ length: WORDS }, (_, place) => list[Number((bits >> BigInt(11 * (WORDS - 1 - place))) & 2047n)] ?? "");
}

/** Letters only, without accents and capitals: how words are compared. */
export function plain(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
}

/** The place in `list` of a typed word: the word itself, or its first letters, four at least. */
export function placeOf(typed: string, list: readonly string[]): number | undefined {
  const word = plain(typed);
  const exact = list.findIndex((candidate) => plain(candidate) === word);
  if (exact >= 0) return exact;
  if (word.length < LETTERS) return undefined;
  const begun = list.findIndex((candidate) => plain(candidate).startsWith(word));
  return begun >= 0 ? begun : undefined;
}

/** Reads typed words in whichever list fits them best. */
export function read(typed: string, lists: Lists): Reading {
  const words = typed.normalize("NFD").replace(/\p{M}/gu, "").split(/[^\p{L}]+/u).filter((word) => word !== "");
  if (words.length !== WORDS) return { is: "count", count: words.length };
  const readings = (["fr", "en"] as const).map((language) => readIn(words, language, lists[language]));
  const whole = readings.find(({ reading }) => reading.is === "phrase");
  // Else the list that knows more of the words is the one the person meant.
  readings.sort((a, b) => b.known - a.known);
  return (whole ?? readings[0])?.reading ?? { is: "count", count: 0 };
}

function readIn(words: readonly string[], language: Language, list: readonly string[]): { reading: Reading; known: number } {
  const places = words.map((word) => placeOf(word, list));
  const known = places.filter((place) => place !== undefined).length;
  const wrong = places.indexOf(undefined);
  if (wrong >= 0) {
    const word = words[wrong] ?? "";
    return { known, reading: { is: "word", position: wrong + 1, word, suggestions: nearest(word, list) } };
  }
  const found = places.map((place) => place ?? 0);
  const entropy = entropyOf(found);
  if (entropy) return { known, reading: { is: "phrase", entropy, language } };
  return { known, reading: { is: "checksum", ...likelySlip(words, found, list) } };
}

/** The entropy of twelve places, or nothing if their checksum is wrong. */
function entropyOf(places: readonly number[]): Bytes | undefined {
  const bits = places.reduce((number, place) => number * 2048n + BigInt(place), 0n);
  const entropy = new Uint8Array(16);
  for (let place = 15, rest = bits >> 4n; place >= 0; place--, rest >>= 8n) entropy[place] = Number(rest & 255n);
  return checksum(entropy) === (bits & 15n) ? entropy : undefined;
}

const checksum = (entropy: Uint8Array): bigint => BigInt((sha256(entropy)[0] ?? 0) >> 4);

/** The word one letter away from another with which the checksum would be right, if there is only one such slip. */
function likelySlip(words: readonly string[], places: readonly number[], list: readonly string[]): Slip {
  const slips = words.flatMap((word, at) =>
    list
      .filter((candidate, place) => {
        if (place === places[at] || distance(plain(word), plain(candidate)) > 1) return false;
        return entropyOf(places.map((other, index) => (index === at ? place : other))) !== undefined;
      })
      .map((candidate) => ({ position: at + 1, word, suggestions: [candidate] })),
  );
  const [only, ...more] = slips;
  return only && more.length === 0 ? only : { suggestions: [] };
}

function nearest(typed: string, list: readonly string[]): string[] {
  const word = plain(typed);
  return list
    .map((candidate) => ({ candidate, far: distance(word, plain(candidate)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, SUGGESTIONS)
    .map(({ candidate }) => candidate);
}

/** How many letters to add, drop, change or swap with their neighbour to make one word of the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, place) => place)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(i - 2, j - 2) + 1);
      row.push(least);
    }
  }
  return at(a.length, b.length);
}

