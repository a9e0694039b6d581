// Bundles the page that verifies a book alone: one script and one style, with nothing left outside of them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { wordLists } from "./word-lists.mjs";

/** Makes `verifier.js` and `verifier.css` in the folder; their paths. */
export async function verifier(here, folder) {
  const common = { absWorkingDir: here, bundle: true, minify: true, write: false, legalComments: "none" };
  const [script, style] = await Promise.all([
    // A classic script: a page opened from a disk may not load modules, and its own text makes its workers.
    build({ ...common, entryPoints: ["src/verifier/main.ts"], plugins: [wordLists], format: "iife", target: "es2022" }),
    build({
      ...common,
      entryPoints: ["verifier.css"],
      supported: { nesting: true, "inline-style": true },
      loader: { ".woff2": "dataurl" },
    }),
  ]);
  return [keep(folder, "verifier.js", script), keep(folder, "verifier.css", style)];
}

function keep(folder, name, { outputFiles: [output] }) {
  // Inside a page only its own end ends a script or a style. (The bundler writes `<\/script` by itself.)
  if (/<\/(script|style)|<!--/i.test(output.text)) throw new Error(`${name} holds what would end it inside a page`);
  const path = join(folder, name);
  writeFileSync(path, output.contents);
  console.log(`${name}: ${output.contents.length} bytes`);
  return path;
}
