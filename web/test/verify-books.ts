// Verifies every book of a folder, and prints one JSON object a line: see books.mjs.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hex } from "../src/bytes.ts";
import { judged, type Judged } from "../src/verifier/entry.ts";
import { leafHash } from "../src/merkle.ts";
import { sourceOf } from "../src/verifier/book.ts";
import { verify } from "../src/verifier/replay.ts";

/** Books made of one another share most entries: what was once said of some bytes holds for ever. */
const KNOWN_MAX = 200_000;
const known = new Map<string, Judged>();

function judge(bytes: Uint8Array): Judged {
  const name = hex(leafHash(bytes));
  const before = known.get(name);
  if (before) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const said = judged(bytes);
  known.set(name, said);
  return said;
}

const [option, folder] = process.argv.slice(2);
if (option !== "--books" || folder === undefined) throw new Error("usage: node books.mjs --books <folder>");
const files = readdirSync(folder).filter((name) => name.endsWith(".gune")).sort();
for (const file of files) {
  const kept = join(folder, file.replace(/\.gune$/, ".head"));
  const head = existsSync(kept) ? { head: readFileSync(kept, "utf8") } : {};
  const verdict = await verify(sourceOf(readFileSync(join(folder, file))), {
    judge: (entries) => Promise.resolve(entries.map(judge)),
    ...head,
  });
  const found = verdict.right ? { code: "right", line: null } : { code: verdict.code, line: verdict.line ?? null };
  console.log(JSON.stringify({ file, right: verdict.right, ...found }));
}
