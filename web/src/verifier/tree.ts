// The tree's right edge (RFC 6962, § 2.1): the roots of its complete subtrees, the largest first, make its root.

import { sha256 } from "@noble/hashes/sha2.js";
import { nodeHash } from "../merkle.ts";

export class Edge {
  /** One root for each bit of the size. */
  private readonly roots: Uint8Array[] = [];
  size = 0;

  append(leaf: Uint8Array): void {
    let carried = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) carried = nodeHash(this.roots.pop() ?? leaf, carried);
    this.roots.push(carried);
    this.size++;
  }

  root(): Uint8Array {
    if (this.roots.length === 0) return sha256(new Uint8Array());
    return this.roots.reduceRight((right, left) => nodeHash(left, right));
  }
}
