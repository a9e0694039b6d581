// A book in one file (docs/protocol.md, § 6): read piece by piece, so that its size does not matter.

import { textOf } from "../bytes.ts";
import { headOf, noteOf, verifierKey, type Head, type Note, type VerifierKey } from "../note.ts";

/** The file's bytes in `from .. until`; fewer where it ends before. */
export type Source = (from: number, until: number) => Promise<Uint8Array>;

const PIECE = 1 << 20;
const FIRST_LINE = "gune/1 book";
/** A first line, a verifier key line, a note at its longest, and the empty lines. */
const LEAD_BYTES_MAX = 1_000_400;

/** What stands before the entries. Nobody has checked the head's signature yet. */
export interface Lead {
  readonly line: string;
  readonly key: VerifierKey;
  readonly note: Note;
  readonly head: Head;
}

export const sourceOf = (bytes: Uint8Array): Source => (from, until) => Promise.resolve(bytes.subarray(from, until));

export class BookReader {
  private place = 0;
  private piece: Uint8Array = new Uint8Array();

  constructor(private readonly source: Source) {}

  /** Parts 1 to 5, or nothing if they are not of their form. */
  async lead(): Promise<Lead | undefined> {
    const start = await this.source(0, LEAD_BYTES_MAX);
    // The entries may be any bytes: the lead ends with the third empty line.
    let end = -1;
    for (let empty = 0; empty < 3; empty++) {
      end = start.findIndex((byte, place) => place > end && byte === 10 && start[place - 1] === 10);
      if (end < 0) return undefined;
    }
    this.place = end + 1;
    return readLead(start.subarray(0, end + 1));
  }

  /** How many bytes were read. */
  get read(): number {
    return this.place;
  }

  /** The next entry; nothing if the file ends before its last byte, or its length is 0. */
  async entry(): Promise<Uint8Array | undefined> {
    const length = await this.take(2);
    const size = length && (length[0] ?? 0) * 256 + (length[1] ?? 0);
    return size ? (await this.take(size))?.slice() : undefined;
  }

  /** Whether nothing is left. */
  async ended(): Promise<boolean> {
    return (await this.take(1)) === undefined;
  }

  private async take(count: number): Promise<Uint8Array | undefined> {
    if (this.piece.length < count) this.piece = await this.source(this.place, this.place + PIECE);
    if (this.piece.length < count) return undefined;
    const taken = this.piece.subarray(0, count);
    this.piece = this.piece.subarray(count);
    this.place += count;
    return taken;
  }
}

function readLead(bytes: Uint8Array): Lead | undefined {
  let text: string;
  try {
    text = textOf(bytes);
  } catch {
    return undefined;
  }
  const [first, line = "", empty, ...rest] = text.split("\n");
  const key = verifierKey(line);
  // Its own last line's end and the empty line after it: two empty strings.
  const note = noteOf(`${rest.slice(0, -2).join("\n")}\n`);
  const head = note && headOf(note.lines);
  if (first !== FIRST_LINE || empty !== "" || !key || !note || !head) return undefined;
  return { line, key, note, head };
}
