// Signed notes and the checkpoints they carry (C2SP signed-note, tlog-checkpoint), Ed25519 (type 01) only.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, fromBase64, hex, same, utf8, type Bytes } from "./bytes.ts";
import { verifyBytes } from "./key.ts";
import { UNSEEN } from "./unseen.ts";

/** The most entries of a log. */
const SIZE_MAX = 2n ** 53n - 1n;

export interface VerifierKey {
  readonly name: string;
  readonly id: Bytes;
  readonly key: Bytes;
}

/** A head of the log, as its signed checkpoint states it. */
export interface Head {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Bytes;
  /** The three lines that are signed, each with its line end. */
  readonly lines: string;
  /** The whole note, as the log signed it. */
  readonly note?: string;
}

/** The longest name of a key, the most signatures of a note, its longest text. */
const NAME_BYTES_MAX = 255;
const SIGNATURES_MAX = 100;
const NOTE_BYTES_MAX = 1_000_000;

/** Whether this may name a key: no space, no plus sign, nothing that hides or reorders. */
const isName = (name: string): boolean => /^[^+\p{White_Space}]+$/u.test(name) && !UNSEEN.test(name);

/** Reads a verifier key line (`<name>+<8 hex digits>+<base64>`), or nothing. Whether the key counts is asked elsewhere. */
export function verifierKey(line: string): VerifierKey | undefined {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !isName(name) || utf8(name).length > NAME_BYTES_MAX) return undefined;
  if (bytes?.length !== 33 || bytes[0] !== 1) return undefined;
  const hash = sha256(concat(utf8(`${name}\n`), bytes)).slice(0, 4) as Bytes;
  return hex(hash) === id ? { name, id: hash, key: bytes.slice(1) } : undefined;
}

/** A signed note in its form: nobody has checked a signature yet. */
export interface Note {
  /** What is signed, with the end of its last line. */
  readonly lines: string;
  readonly signatures: readonly { readonly name: string; readonly id: Bytes; readonly bytes: Bytes }[];
}

/** Reads a signed note, or nothing. */
export function noteOf(note: string): Note | undefined {
  // Signature lines are never empty: the last empty line ends the text.
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined;
  const written = note.slice(end + 2, -1).split("\n");
  if (written.length > SIGNATURES_MAX || utf8(note).length > NOTE_BYTES_MAX) return undefined;
  const signatures = [];
  for (const line of written) {
    const [, name, encoded] = /^— ([^ ]+) (\S+)$/.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    if (name === undefined || !isName(name) || bytes === undefined || bytes.length < 5) return undefined;
    signatures.push({ name, id: bytes.slice(0, 4), bytes: bytes.slice(4) });
  }
  return { lines: note.slice(0, end + 1), signatures };
}

/** The head that three lines state, or nothing: an origin, a size from 1, a root, and no line more. */
export function headOf(lines: string): Head | undefined {
  const [origin, size, root, end, ...more] = lines.split("\n");
  const hash = root === undefined ? undefined : fromBase64(root);
  if (!origin || size === undefined || hash?.length !== 32 || end !== "" || more.length > 0) return undefined;
  if (!/^[1-9][0-9]{0,15}$/.test(size) || BigInt(size) > SIZE_MAX) return undefined;
  return { origin, size: BigInt(size), root: hash, lines };
}

/**
 * The head in a note, if the log's key has signed it. Other signers are passed over; of the key's own lines each must
 * count, as signed-note asks.
 */
export function signedHead(note: Note, key: VerifierKey, counts: typeof verifyBytes): Head | undefined {
  const own = note.signatures.filter(({ name, id }) => name === key.name && same(id, key.id));
  if (own.length === 0 || !own.every(({ bytes }) => counts(bytes, utf8(note.lines), key.key))) return undefined;
  const head = headOf(note.lines);
  return head?.origin === key.name ? head : undefined;
}

/** The head in a signed checkpoint, if the log's key has signed it. */
export function verifiedHead(text: string, key: VerifierKey): Head | undefined {
  const note = noteOf(text);
  const head = note && signedHead(note, key, verifyBytes);
  return head && { ...head, note: text };
}
