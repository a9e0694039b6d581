// The server's side of the log, naively, after the definitions of RFC 6962: what the phone's proofs are tested against.

import { sha256 } from "@noble/hashes/sha2.js";
import { getPublicKey, hashes, sign } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { base64, concat, hex, utf8, type Bytes } from "../src/bytes.ts";
import { leafHash, nodeHash } from "../src/merkle.ts";

hashes.sha512 = sha512;

/** The largest power of two below `size`. */
const split = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

export function root(leaves: readonly Bytes[]): Bytes {
  if (leaves.length === 0) return sha256(new Uint8Array()) as Bytes;
  if (leaves.length === 1) return leafHash(leaves[0] ?? new Uint8Array());
  const k = split(leaves.length);
  return nodeHash(root(leaves.slice(0, k)), root(leaves.slice(k)));
}

export function inclusion(index: number, leaves: readonly Bytes[]): Bytes[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...inclusion(index, leaves.slice(0, k)), root(leaves.slice(k))]
    : [...inclusion(index - k, leaves.slice(k)), root(leaves.slice(0, k))];
}

export function consistency(old: number, leaves: readonly Bytes[], whole = true): Bytes[] {
  if (old === leaves.length) return whole ? [] : [root(leaves)];
  const k = split(leaves.length);
  return old <= k
    ? [...consistency(old, leaves.slice(0, k), whole), root(leaves.slice(k))]
    : [...consistency(old - k, leaves.slice(k), false), root(leaves.slice(0, k))];
}

/** A log that signs its heads, as the server does. */
export class Log {
  readonly entries: string[] = [];

  constructor(
    readonly name: string,
    readonly seed: Uint8Array,
  ) {}

  private get typed(): Bytes {
    return concat(Uint8Array.of(1), getPublicKey(this.seed));
  }

  private get id(): Bytes {
    return sha256(concat(utf8(`${this.name}\n`), this.typed)).slice(0, 4) as Bytes;
  }

  get vkey(): string {
    return `${this.name}+${hex(this.id)}+${base64(this.typed)}`;
  }

  private leaves(size: number): Bytes[] {
    return this.entries.slice(0, size).map(utf8);
  }

  checkpoint(size = this.entries.length): string {
    const lines = `${this.name}\n${size}\n${base64(root(this.leaves(size)))}\n`;
    return `${lines}\n— ${this.name} ${base64(concat(this.id, sign(utf8(lines), this.seed)))}\n`;
  }

  receipt(index: number, size = this.entries.length): string {
    const proof = inclusion(index, this.leaves(size)).map((hash) => `${base64(hash)}\n`).join("");
    const extra = base64(utf8(this.entries[index] ?? ""));
    return `c2sp.org/tlog-proof@v1\nextra ${extra}\nindex ${index}\n${proof}\n${this.checkpoint(size)}`;
  }

  consistency(old: number, size = this.entries.length): string {
    const proof = consistency(old, this.leaves(size)).map((hash) => `${base64(hash)}\n`).join("");
    return `old ${old}\n${proof}\n${this.checkpoint(size)}`;
  }
}
