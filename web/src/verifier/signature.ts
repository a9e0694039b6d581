// Which keys and signatures count (docs/protocol.md, § 3).

import { sha512 } from "@noble/hashes/sha2.js";
import { same } from "../bytes.ts";
import { isTorsionFree, keyTable, L, littleEndian, spelledDifference, type KeyTable } from "./curve.ts";

/** How many keys' tables are kept: five kilobytes each. Those used least lately are made again. */
const TABLES_MAX = 4096;
const tables = new Map<string, KeyTable | undefined>();

function tableOf(key: Uint8Array): KeyTable | undefined {
  const name = String.fromCharCode(...key);
  const known = tables.has(name);
  const table = known ? tables.get(name) : keyTable(key);
  // Taken out and put back: the first of the map is the one used least lately.
  if (known) tables.delete(name);
  else if (tables.size >= TABLES_MAX) tables.delete(tables.keys().next().value ?? "");
  tables.set(name, table);
  return table;
}

/** Whether these 32 bytes may enter the book as a key: canonical, a point, not of small order, torsion-free. */
export function keyCounts(key: Uint8Array): boolean {
  const table = tableOf(key);
  return table !== undefined && isTorsionFree(table);
}

/** Whether R ‖ S is a signature of these bytes by this key: the cofactorless equation, compared on bytes. */
export function signatureCounts(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  const s = littleEndian(signature.subarray(32));
  const table = s < L ? tableOf(key) : undefined;
  if (!table) return false;
  const r = signature.subarray(0, 32);
  const k = littleEndian(sha512.create().update(r).update(key).update(message).digest()) % L;
  // The bytes of a point are canonical: an R that is not one of them is not equal to any.
  const difference = spelledDifference(s, k, table);
  return difference !== undefined && same(difference, r);
}
