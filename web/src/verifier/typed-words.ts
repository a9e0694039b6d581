// Six check words as people note them, and every head of a book to look for them.

import { checkWords } from "../check-words.ts";
import { placeOf } from "../phrase.ts";
import { lists } from "./lists.ts";
import { Edge } from "./tree.ts";

const COUNT = 6;
const NUMBERS = Array.from({ length: 2048 }, (_, place) => String(place));

/** What six typed words can mean: too few, one that is in no list, or their places in each list that has them all. */
export type Typed =
  | { readonly count: number }
  | { readonly position: number; readonly word: string }
  | { readonly numbers: readonly string[] };

/** The six places that a head's check words have in any list, as one text. */
export const numbersOf = (lines: string): string => checkWords(lines, NUMBERS).join(" ");

export function numbersTyped(text: string): Typed {
  const words = text.normalize("NFD").replace(/\p{M}/gu, "").split(/[^\p{L}]+/u).filter((word) => word !== "");
  if (words.length !== COUNT) return { count: words.length };
  const readings = [lists.fr, lists.en].map((list) => words.map((word) => placeOf(word, list)));
  const whole = readings.filter((places) => !places.includes(undefined)).map((places) => places.join(" "));
  if (whole.length > 0) return { numbers: whole };
  // The list that has more of the words is the one that was meant.
  const known = (places: (number | undefined)[]): number => places.filter((place) => place !== undefined).length;
  const [meant = []] = readings.sort((a, b) => known(b) - known(a));
  const place = meant.indexOf(undefined);
  return { position: place + 1, word: words[place] ?? "" };
}

/** Every head of a book: its size and its root. */
export function* heads(leaves: readonly Uint8Array[]): Generator<[size: number, root: Uint8Array]> {
  const edge = new Edge();
  for (const leaf of leaves) {
    edge.append(leaf);
    yield [edge.size, edge.root()];
  }
}
