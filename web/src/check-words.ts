// Check words: a head of the log as six words that people can compare aloud or on a flipchart.

import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "./bytes.ts";

/** Six words of `list` for the three lines of a checkpoint: its hash's first 66 bits, eleven a word. */
export function checkWords(lines: string, list: readonly string[]): string[] {
  const bits = sha256(utf8(lines)).slice(0, 9).reduce((number, byte) => number * 256n + BigInt(byte), 0n) >> 6n;
  return [5n, 4n, 3n, 2n, 1n, 0n].map((place) => list[Number((bits >> (11n * place)) & 2047n)] ?? "");
}
