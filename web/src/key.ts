// Ed25519 keys: made from a seed, signing, and the strict verification of docs/protocol.md, § 3.

import { Point, getPublicKey, hashes, sign as signBytes } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { base58, fromBase58 } from "./base58.ts";
import { concat, same, utf8, type Bytes } from "./bytes.ts";

hashes.sha512 = sha512;

const ORDER = Point.CURVE().n;

/** The public key of a 32-byte seed, as it stands in documents. */
export const publicKey = (seed: Uint8Array): string => base58(getPublicKey(seed));

export const sign = (text: string, seed: Uint8Array): Bytes => signBytes(utf8(text), seed) as Bytes;

/** Whether `signature` counts as made by `key` (base58) on these bytes. */
export function verify(signature: Uint8Array, message: Uint8Array, key: string): boolean {
  const point = keyPoint(fromBase58(key));
  return point !== undefined && verifyByPoint(signature, message, point);
}

/** The same with the 32 bytes of a key. */
export function verifyBytes(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  const point = keyPoint(key);
  return point !== undefined && verifyByPoint(signature, message, point);
}

/** Whether these 32 bytes may enter the book as a key: canonical, on the curve, of prime order. */
export const isKey = (bytes: Uint8Array): boolean => keyPoint(bytes) !== undefined;

/** Builds the point table (a quarter of a second on a slow phone), so that the first signature is quick. */
export function warm(): void {
  Point.BASE.multiply(2n);
}

function keyPoint(bytes: Uint8Array | undefined): Point | undefined {
  const point = bytes && decompressed(bytes);
  if (!point || point.isSmallOrder() || !point.isTorsionFree()) return undefined;
  return point;
}

function decompressed(bytes: Uint8Array): Point | undefined {
  try {
    // The second argument is zip215: false refuses encodings that are not canonical.
    return Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}

/** The cofactorless equation, compared on bytes: S·B − k·A = R. noble's own verdict multiplies by the cofactor. */
function verifyByPoint(signature: Uint8Array, message: Uint8Array, key: Point): boolean {
  if (signature.length !== 64) return false;
  const r = signature.slice(0, 32);
  const s = littleEndian(signature.slice(32));
  const rPoint = decompressed(r);
  if (s >= ORDER || !rPoint || rPoint.isSmallOrder()) return false;
  const k = littleEndian(sha512(concat(r, key.toBytes(), message))) % ORDER;
  const left = Point.BASE.multiply(s, false).subtract(key.multiply(k, false));
  return same(left.toBytes(), r);
}

const littleEndian = (bytes: Uint8Array): bigint => bytes.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n);
