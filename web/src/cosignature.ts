// Cosignatures (C2SP tlog-cosignature, Ed25519): the line by which this phone says when it saw a head to be consistent.

import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase58 } from "./base58.ts";
import { base64, concat, utf8 } from "./bytes.ts";
import { sign } from "./key.ts";
import type { WitnessKey } from "./store.ts";

const TYPE = 4;

/** The signature line under these three lines, at this time in seconds since 1970. */
export function cosignature({ seed, key }: WitnessKey, lines: string, time: number): string {
  const name = `gune-phone/${key}`;
  const typed = concat(Uint8Array.of(TYPE), fromBase58(key) ?? new Uint8Array());
  const id = sha256(concat(utf8(`${name}\n`), typed)).slice(0, 4);
  const seconds = new Uint8Array(8);
  new DataView(seconds.buffer).setBigUint64(0, BigInt(time));
  return `— ${name} ${base64(concat(id, seconds, sign(`cosignature/v1\ntime ${time}\n${lines}`, seed)))}`;
}
