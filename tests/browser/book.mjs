// A book in one file, taken apart: its entries, and receipts of them under its head (docs/protocol.md § 6), for whoever
// was given none.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaf = (entry) => sha256(Buffer.of(0), entry);
const node = (left, right) => sha256(Buffer.of(1), left, right);

/** The largest power of two below a size. */
const split = (size) => 2 ** Math.floor(Math.log2(size - 1));

function root(leaves) {
  if (leaves.length === 1) return leaves[0];
  const half = split(leaves.length);
  return node(root(leaves.slice(0, half)), root(leaves.slice(half)));
}

function inclusion(index, leaves) {
  if (leaves.length === 1) return [];
  const half = split(leaves.length);
  return index < half
    ? [...inclusion(index, leaves.slice(0, half)), root(leaves.slice(half))]
    : [...inclusion(index - half, leaves.slice(half)), root(leaves.slice(0, half))];
}

export class Book {
  constructor(path) {
    this.bytes = readFileSync(path);
    let end = -1;
    const ends = [1, 2, 3].map(() => (end = this.bytes.indexOf("\n\n", end + 1)));
    this.head = this.bytes.subarray(ends[0] + 2, ends[2] + 1).toString();
    this.entries = [];
    this.places = [];
    for (let place = ends[2] + 2; place < this.bytes.length; ) {
      const next = place + 2 + this.bytes.readUInt16BE(place);
      this.places.push(place + 2);
      this.entries.push(this.bytes.subarray(place + 2, next));
      place = next;
    }
  }

  /** The last entry of a kind: where it stands. */
  last(kind) {
    return this.entries.findLastIndex((entry) => entry.includes(`\ngune/1 ${kind}\n`));
  }

  receipt(index) {
    const proof = inclusion(index, this.entries.map(leaf)).map((hash) => `${hash.toString("base64")}\n`);
    const extra = this.entries[index].toString("base64");
    return `c2sp.org/tlog-proof@v1\nextra ${extra}\nindex ${index}\n${proof.join("")}\n${this.head}`;
  }

  /** The same book with one digit of an entry's amount changed. */
  raised(index) {
    const forged = Buffer.from(this.bytes);
    const at = this.places[index] + this.entries[index].indexOf(".") + 1;
    forged[at] = forged[at] === 0x39 ? 0x38 : forged[at] + 1;
    return forged;
  }
}
