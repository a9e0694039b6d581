// Commitments: personal texts stay beside the book, behind a salted hash.

import { sha256 } from "@noble/hashes/sha2.js";
import { base58 } from "./base58.ts";
import { concat, fromHex, hex, random, utf8 } from "./bytes.ts";
import { words } from "./spelling.ts";

/** A personal text and what opens its commitment. */
export interface PersonalText {
  readonly salt: string;
  readonly text: string;
}

const LENGTH_MAX = { name: 40, memo: 140 } as const;
export type Sort = keyof typeof LENGTH_MAX;

export const isPersonalText = (sort: Sort, text: string): boolean => words(LENGTH_MAX[sort])(text);

export const newSalt = (): string => hex(random(16));

export function commitment({ salt, text }: PersonalText): string {
  const bytes = fromHex(salt);
  if (bytes?.length !== 16) throw new RangeError("a salt is 32 hexadecimal digits");
  return base58(sha256(concat(bytes, utf8(text))));
}
