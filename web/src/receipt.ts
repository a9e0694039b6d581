// Receipts (C2SP tlog-proof with the entry as `extra`) and consistency proofs: read and verified, without a network.

import { fromBase64, textOf, type Bytes } from "./bytes.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "./merkle.ts";
import { parseMoment } from "./moment.ts";
import { verifiedHead, type Head, type VerifierKey } from "./note.ts";

const PROOF_MAX = 63;
/** The longest receipt, in characters: the longest entry in base64, its proof and a note of many signatures. */
export const RECEIPT_MAX = 200_000;

export interface Receipt {
  readonly index: bigint;
  /** `at: <moment>` and the whole document. */
  readonly entry: string;
  readonly head: Head;
}

/** Reads and verifies a receipt: inclusion under the root that the log's key has signed. Nothing if it is not right. */
export function verifiedReceipt(text: string, key: VerifierKey): Receipt | undefined {
  const [proof, note] = cut(text);
  const [header, extra, place, ...hashes] = proof.split("\n");
  const entry = extra?.startsWith("extra ") ? fromBase64(extra.slice("extra ".length)) : undefined;
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(place ?? "")?.[1];
  const path = hashesOf(hashes);
  if (header !== "c2sp.org/tlog-proof@v1" || !entry || index === undefined || !path) return undefined;
  const head = verifiedHead(note, key);
  if (!head || !verifyInclusion(BigInt(index), head.size, leafHash(entry), path, head.root)) return undefined;
  try {
    return { index: BigInt(index), entry: textOf(entry), head };
  } catch {
    return undefined;
  }
}

/** When an entry came, in seconds; nothing if it does not say so. */
export const momentOf = (entry: string): number | undefined => parseMoment(/^at: ([^\n]{20})\n/.exec(entry)?.[1] ?? "");

/** The document inside an entry, without the line that says when it entered; nothing if there is no such line. */
export function documentOf(entry: string): string | undefined {
  return /^at: [^\n]{20}\n([\s\S]*)$/.exec(entry)?.[1];
}

/**
 * Verifies what `GET /log/consistency/<old>` answered: the present head, if its log begins with the tree of `old`.
 * Nothing if the proof, the signature or the size is not right.
 */
export function verifiedConsistency(body: string, old: Head, key: VerifierKey): Head | undefined {
  const [proof, note] = cut(body);
  const [size, ...hashes] = proof.split("\n");
  const path = hashesOf(hashes);
  const head = verifiedHead(note, key);
  if (size !== `old ${old.size}` || !path || !head) return undefined;
  return verifyConsistency(old.size, head.size, old.root, head.root, path) ? head : undefined;
}

/** What stands before the first empty line, and all that follows it. */
export function cut(text: string): [string, string] {
  const end = text.indexOf("\n\n");
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 2)];
}

function hashesOf(lines: readonly string[]): Bytes[] | undefined {
  if (lines.length > PROOF_MAX) return undefined;
  const hashes = lines.map((line) => fromBase64(line));
  return hashes.every((hash): hash is Bytes => hash?.length === 32) ? hashes : undefined;
}
