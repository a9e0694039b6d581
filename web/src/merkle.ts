// The Merkle tree of RFC 6962, as much of it as verifying a proof needs.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, same, type Bytes } from "./bytes.ts";

export const leafHash = (entry: Uint8Array): Bytes => sha256(concat(Uint8Array.of(0), entry)) as Bytes;
export const nodeHash = (left: Uint8Array, right: Uint8Array): Bytes =>
  sha256(concat(Uint8Array.of(1), left, right)) as Bytes;

/** Whether `proof` leads from a leaf at `index` to the root of a tree of `size` (RFC 9162, § 2.1.3.2). */
export function verifyInclusion(
  index: bigint,
  size: bigint,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0n || index >= size) return false;
  let place = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2n === 0n && place !== 0n) {
        place /= 2n;
        last /= 2n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    place /= 2n;
    last /= 2n;
  }
  return last === 0n && same(hash, root);
}

/** Whether the tree of `oldSize` is the beginning of the tree of `newSize` (RFC 9162, § 2.1.4.2). */
export function verifyConsistency(
  oldSize: bigint,
  newSize: bigint,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (oldSize < 1n || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && same(oldRoot, newRoot);
  let place = oldSize - 1n;
  let last = newSize - 1n;
  while (place % 2n === 1n) {
    place /= 2n;
    last /= 2n;
  }
  // Where the old tree is a whole subtree of the new one, the proof leaves its root out.
  const path = place === 0n ? [oldRoot, ...proof] : [...proof];
  const start = path.shift();
  if (!start) return false;
  let oldHash = start;
  let newHash = start;
  for (const sibling of path) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (place % 2n === 0n && place !== 0n) {
        place /= 2n;
        last /= 2n;
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    place /= 2n;
    last /= 2n;
  }
  return last === 0n && same(oldHash, oldRoot) && same(newHash, newRoot);
}
