// Signed notes and the checkpoints they carry (C2SP signed-note, tlog-checkpoint), Ed25519 (type 01) only.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, fromBase64, hex, same, utf8, type Bytes } from "./bytes.ts";
import { isKey, verifyBytes } from "./key.ts";

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

/** Reads a verifier key line (`<name>+<8 hex digits>+<base64>`), or nothing. */
export function verifierKey(line: string): VerifierKey | undefined {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || bytes?.length !== 33 || bytes[0] !== 1) return undefined;
  const hash = sha256(concat(utf8(`${name}\n`), bytes)).slice(0, 4) as Bytes;
  const key = bytes.slice(1);
  return hex(hash) === id && isKey(key) ? { name, id: hash, key } : undefined;
}

/** The head in a signed checkpoint, if the log's key has signed it; other signers are passed over. */
export function verifiedHead(note: string, key: VerifierKey): Head | undefined {
  const end = note.indexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) return undefined;
  const lines = note.slice(0, end + 1);
  const signatures = note.slice(end + 2, -1).split("\n");
  if (!signatures.some((line) => isSignedBy(line, lines, key))) return undefined;
  const [origin, size, root, ...more] = lines.slice(0, -1).split("\n");
  const hash = root === undefined ? undefined : fromBase64(root);
  if (origin !== key.name || size === undefined || hash?.length !== 32 || more.length > 0) return undefined;
  if (!/^[1-9][0-9]{0,15}$/.test(size)) return undefined;
  return { origin, size: BigInt(size), root: hash, lines, note };
}

function isSignedBy(line: string, lines: string, key: VerifierKey): boolean {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name !== key.name || bytes?.length !== 68 || !same(bytes.slice(0, 4), key.id)) return false;
  return verifyBytes(bytes.slice(4), utf8(lines), key.key);
}
