// Whether every verifier finds in the forged books what has to be found: node agree.mjs <folder> <verifier…>
//
// The folder was written by `cargo test --test forged`. A verifier is a command as one word, run with `--books <folder>`; it
// prints a line of JSON for each book: {"file", "right", "code", "line"}. How it names what has no code in docs/protocol.md
// (a right book, bytes that are no book) is its own affair.

import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const OUTPUT_BYTES_MAX = 64 << 20;
const SHOWN_MAX = 40;
const UNNAMED = ["right", "no-book", undefined];

const [folder, ...verifiers] = process.argv.slice(2);
if (folder === undefined || verifiers.length === 0) throw new Error("usage: node agree.mjs <folder> <verifier…>");

const lines = (text) => text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
const said = ({ right, code, line }) => JSON.stringify([right, UNNAMED.includes(code) ? null : code, line ?? null]);

const expected = lines(readFileSync(join(folder, "expected.jsonl"), "utf8"));
const books = readdirSync(folder).filter((name) => name.endsWith(".gune"));
const kinds = new Set(expected.filter((book) => !book.right).map((book) => book.kind));
const forged = expected.filter((book) => !book.right).length;
console.log(`${kinds.size} kinds of lie, ${forged} forged books, ${expected.length - forged} right ones`);

let disagreements = books.length === expected.length && kinds.size > 0 ? 0 : 1;
if (disagreements) console.log(`${books.length} books in the folder, ${expected.length} in its list`);

for (const verifier of verifiers) {
  const begun = Date.now();
  const [program, ...words] = verifier.split(" ");
  const run = spawnSync(program, [...words, "--books", folder], {
    encoding: "utf8",
    maxBuffer: OUTPUT_BYTES_MAX,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const found = new Map(run.status === 0 ? lines(run.stdout).map((book) => [book.file, said(book)]) : []);
  const wrong = expected.filter((book) => found.get(book.file) !== said(book));
  for (const book of wrong.slice(0, SHOWN_MAX)) {
    console.log(`  ${book.file}: expected ${said(book)}, found ${found.get(book.file) ?? "nothing"}`);
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`${verifier}: ${expected.length - wrong.length} agree, ${wrong.length} disagree, ${seconds} s`);
  disagreements += wrong.length;
}
process.exitCode = disagreements === 0 ? 0 : 1;
