// Six check words as people note them (as src/http/room/compare.rs reads them), and every head of a book to look for them.

import { checkWords } from "../check-words.ts";
import { plain } from "../phrase.ts";
import { lists } from "./lists.ts";
import { Edge } from "./tree.ts";

const COUNT = 6;
/** Fewer letters than so are no word: four always say which one of its list it is, three often do. */
const LETTERS = 3;
const NUMBERS = Array.from({ length: 2048 }, (_, place) => String(place));

/** The places of six check words in a list. */
export type Numbers = readonly number[];

/** What six typed words can mean: too few, one that is in no list, or their places in each list that has them all. */
export type Typed =
  | { readonly count: number }
  | { readonly position: number; readonly word: string }
  | { readonly numbers: readonly Numbers[] };

/** The six places that a head's check words have in any list. */
export const numbersOf = (lines: string): Numbers => checkWords(lines, NUMBERS).map(Number);

export function numbersTyped(text: string): Typed {
  const words = plain(text).split(/[^\p{L}]+/u).filter((word) => word !== "");
  if (words.length !== COUNT) return { count: words.length };
  const readings = [lists.fr, lists.en].map((list) => words.map((word) => placeOf(word, list)));
  const whole = readings.filter((places): places is number[] => !places.includes(undefined));
  if (whole.length > 0) return { numbers: whole };
  // The list that has more of the words is the one that was meant.
  const known = (places: (number | undefined)[]): number => places.filter((place) => place !== undefined).length;
  const [meant = []] = readings.sort((a, b) => known(b) - known(a));
  const place = meant.indexOf(undefined);
  return { position: place + 1, word: words[place] ?? "" };
}

/** The place of a word in a list: the word itself, or the only one that begins so. */
function placeOf(word: string, list: readonly string[]): number | undefined {
  const exact = list.findIndex((candidate) => plain(candidate) === word);
  if (exact >= 0) return exact;
  const begun = list.flatMap((candidate, place) => (plain(candidate).startsWith(word) ? [place] : []));
  return word.length >= LETTERS && begun.length === 1 ? begun[0] : undefined;
}

/** A head, and the place of the word that is another than the one noted, if one is. */
export interface Near<Head> {
  readonly head: Head;
  readonly differs?: number;
}

/**
 * The head that was noted: the one with these words or else, of the first reading that has one, the latest of which all
 * words but one are these. Heads are given to `look` in their order, until it is content.
 */
export class Nearest<Head> {
  private readonly almost: (Near<Head> | undefined)[] = [];
  private exact: Near<Head> | undefined;

  constructor(private readonly readings: readonly Numbers[]) {}

  look(head: Head, numbers: Numbers): boolean {
    for (const [reading, noted] of this.readings.entries()) {
      const [differs, ...more] = noted.flatMap((number, place) => (number === numbers[place] ? [] : [place]));
      if (differs === undefined) this.exact = { head };
      else if (more.length === 0) this.almost[reading] = { head, differs };
    }
    return this.exact !== undefined;
  }

  get found(): Near<Head> | undefined {
    return this.exact ?? this.almost.find((near) => near !== undefined);
  }
}

/** Every head of a book: its size and its root. */
export function* heads(leaves: readonly Uint8Array[]): Generator<[size: number, root: Uint8Array]> {
  const edge = new Edge();
  for (const leaf of leaves) {
    edge.append(leaf);
    yield [edge.size, edge.root()];
  }
}
