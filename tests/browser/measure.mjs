// How fast the page that verifies a book is, in both browsers: node measure.mjs <book.gune>

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { Book } from "./book.mjs";
import { Firefox } from "./firefox.mjs";
import { PROGRAM } from "./market.mjs";
import { room } from "./phone.mjs";

const PATIENCE_MS = 600_000;
const path = resolve(process.argv[2]);
const { length } = new Book(path).entries;
const folder = mkdtempSync(join(tmpdir(), "gune-measure-"));
const page = join(folder, "verifier.html");
execFileSync(PROGRAM, ["export", "--verifier", page]);
const address = pathToFileURL(page).href;
const said = (browser, began) => {
  const seconds = (performance.now() - began) / 1000;
  console.log(`${browser}: ${length} entries in ${seconds.toFixed(1)} s, ${Math.round(length / seconds)} a second`);
};
try {
  const chromium = await room();
  const tab = await chromium.newPage();
  await tab.goto(address);
  let began = performance.now();
  await tab.locator("#book-file").setInputFiles(path);
  await tab.locator("#verdict .good").waitFor({ timeout: PATIENCE_MS });
  said("Chromium", began);
  await chromium.close();
  const firefox = await Firefox.start();
  await firefox.open(address);
  began = performance.now();
  await firefox.give("#book-file", path);
  await firefox.reads("#verdict h3", /La somme tombe juste|The sum is right/);
  said("Firefox", began);
  await firefox.end();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
