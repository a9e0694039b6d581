// Bundles one folder's tests as the pages' scripts are bundled, and runs them: node test/run.mjs [file.ts …]

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { wordLists } from "../word-lists.mjs";

const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync("test").filter((name) => name.endsWith(".test.ts")).map((name) => `test/${name}`);
const outdir = mkdtempSync(join(tmpdir(), "gune-web-"));
try {
  await build({
    entryPoints: files,
    plugins: [wordLists],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outdir,
    outExtension: { ".js": ".mjs" },
  });
  const built = readdirSync(outdir).map((name) => join(outdir, name));
  const arguments_ = named.length > 0 ? built : ["--test", ...built];
  process.exitCode = spawnSync(process.execPath, arguments_, { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
