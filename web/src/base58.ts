// Base58 (Bitcoin alphabet), as the Ğ1 world writes keys, and how an address is shown to people.

import { sha256 } from "@noble/hashes/sha2.js";
import type { Bytes } from "./bytes.ts";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** The longest spelling of 32 bytes. */
const LENGTH_MAX = 44;

export function base58(bytes: Uint8Array): string {
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let digits = "";
  for (; rest > 0n; rest /= 58n) digits = (ALPHABET[Number(rest % 58n)] ?? "") + digits;
  const zeroes = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(zeroes < 0 ? bytes.length : zeroes) + digits;
}

/** The 32 bytes that `text` spells, or nothing if it spells anything else. */
export function fromBase58(text: string): Bytes | undefined {
  if (text.length === 0 || text.length > LENGTH_MAX) return undefined;
  let rest = 0n;
  for (const sign of text) {
    const digit = ALPHABET.indexOf(sign);
    if (digit < 0) return undefined;
    rest = rest * 58n + BigInt(digit);
  }
  const bytes = new Uint8Array(32);
  for (let place = 31; place >= 0; place--, rest >>= 8n) bytes[place] = Number(rest & 255n);
  return rest === 0n && base58(bytes) === text ? bytes : undefined;
}

/** First and last four characters, a colon, three check characters; an unreadable address stands as it is. */
export function shownToPeople(address: string): string {
  const bytes = fromBase58(address);
  if (!bytes) return address;
  return `${address.slice(0, 4)}…${address.slice(-4)}:${base58(sha256(sha256(bytes))).slice(0, 3)}`;
}
