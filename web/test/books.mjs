// The verifier of the one-file page, on the command line: node books.mjs --books <folder>
// Each <name>.gune of the folder is verified, against the head or receipt in <name>.head where there is one. One JSON
// object a line, in the order of the names: {"file", "right", "code", "line"}; code is "right" for a right book, "no-book"
// for a file that is none, else as in docs/protocol.md; line is null where no entry is meant.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

const HERE = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const outdir = mkdtempSync(join(tmpdir(), "gune-books-"));
try {
  const outfile = join(outdir, "verify-books.mjs");
  const entryPoints = [join(HERE, "verify-books.ts")];
  await build({ entryPoints, bundle: true, platform: "node", format: "esm", target: "node20", outfile });
  process.exitCode = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
