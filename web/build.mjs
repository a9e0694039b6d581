// Makes the files that pages load, and the table by which the program carries them: node build.mjs <folder> <table.rs>
// Every name carries a hash of the content, so that the file may be cached for ever.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { verifier } from "./verifier.mjs";
import { wordListFiles } from "./word-lists.mjs";

const HERE = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
/** Compressed bytes: of all scripts together, and of what a page that signs nothing loads at once. */
const SCRIPTS_BYTES_MAX = 40 * 1024;
const LIVE_BYTES_MAX = 3 * 1024;
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

const [folder, table] = process.argv.slice(2);
if (!folder || !table) throw new Error("usage: node build.mjs <folder> <table.rs>");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const outputs = await bundled();
const [script, style] = await verifier(HERE, folder);
const assets = [...outputs, icon(), sprite()].map(weighed).sort((a, b) => (a.name < b.name ? -1 : 1));
checkBudget();
writeFileSync(table, tableOf(assets));
for (const { name, bytes, gzip } of assets) console.log(`${name}: ${bytes.length} bytes, ${gzip?.length ?? "not"} compressed`);

/** Bundles scripts and style; answers each file with its name, what it loads at once, and its bytes. */
async function bundled() {
  const { metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: [
      { in: "src/live.ts", out: "live" },
      { in: "src/sign.ts", out: "sign" },
      { in: "style.css", out: "style" },
    ],
    plugins: [wordListFiles],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2020",
    // CSS is not lowered: every browser with the features the scripts need reads it as written.
    supported: { nesting: true, "inline-style": true },
    legalComments: "none",
    loader: { ".woff2": "file" },
    outdir: folder,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    publicPath: "/assets",
    metafile: true,
  });
  return Object.entries(metafile.outputs).map(([path, output]) => {
    const file = basename(path);
    const chunk = extname(file) === ".js" && !output.entryPoint;
    return {
      file,
      name: chunk ? file : file.replace(/-[A-Z0-9]{8}(?=\.)/, ""),
      loads: output.imports.filter(({ kind }) => kind === "import-statement").map(({ path: loaded }) => basename(loaded)),
      bytes: readFileSync(join(folder, file)),
    };
  });
}

/** One SVG with a symbol for each name in icons.txt. */
function sprite() {
  const names = readFileSync(join(HERE, "icons.txt"), "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
  const symbols = [...new Set(names)].map((name) => {
    const source = join(HERE, "node_modules/lucide-static/icons", `${name}.svg`);
    if (!/^[a-z0-9-]+$/.test(name) || !existsSync(source)) throw new Error(`icons.txt: lucide has no icon "${name}"`);
    const drawing = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(source, "utf8"))[1].replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`;
  });
  return made("icons.svg", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`));
}

/** The market's own sign, for the browser's tab. */
function icon() {
  return made("icon.svg", readFileSync(join(HERE, "icon.svg")));
}

function made(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const file = name.replace(/(?=\.\w+$)/, `-${hash}`);
  writeFileSync(join(folder, file), bytes);
  return { file, name, loads: [], bytes };
}

/** Adds the compressed form of a text, which is made once here and never by the server. */
function weighed(asset) {
  if (extname(asset.file) === ".woff2") return asset;
  const gzip = gzipSync(asset.bytes, { level: 9 });
  writeFileSync(join(folder, `${asset.file}.gz`), gzip);
  return { ...asset, gzip };
}

function checkBudget() {
  const scripts = assets.filter(({ file }) => extname(file) === ".js");
  const weight = (files) => files.reduce((sum, { gzip }) => sum + gzip.length, 0);
  const atOnce = new Set();
  const follow = (file) => {
    const script = scripts.find((other) => other.file === file);
    if (!script || atOnce.has(script)) return;
    atOnce.add(script);
    script.loads.forEach(follow);
  };
  follow(scripts.find(({ name }) => name === "live.js").file);
  const [live, whole] = [weight([...atOnce]), weight(scripts)];
  console.log(`live.js with what it loads at once: ${live} compressed; all scripts: ${whole} compressed`);
  if (live > LIVE_BYTES_MAX) throw new Error(`live.js weighs ${live} bytes compressed, more than ${LIVE_BYTES_MAX}`);
  if (whole > SCRIPTS_BYTES_MAX) throw new Error(`the scripts weigh ${whole} bytes compressed, more than ${SCRIPTS_BYTES_MAX}`);
}

function tableOf(list) {
  const text = (value) => JSON.stringify(value);
  const entries = list.map(({ name, file, gzip }) => {
    const path = text(join(folder, file));
    const compressed = gzip ? `Some(include_bytes!(${text(join(folder, `${file}.gz`))}))` : "None";
    return `    Asset { name: ${text(name)}, path: ${text(`/assets/${file}`)}, content_type: ${text(TYPES[extname(file)])}, bytes: include_bytes!(${path}), gzip: ${compressed} },\n`;
  });
  const carried = (what, name, path) => `\n/// ${what} of the page that verifies a book.\npub static ${name}: &str = include_str!(${text(path)});\n`;
  return [
    `/// The files that pages load, by name.\npub static ASSETS: &[Asset] = &[\n${entries.join("")}];\n`,
    carried("The script", "VERIFIER_SCRIPT", script),
    carried("The style, with its fonts,", "VERIFIER_STYLE", style),
  ].join("");
}
