// A receipt on paper: printed, photographed, and checked; first in the room, then at home with the market gone.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";

import { Market } from "../market.mjs";
import { photographed, printed, scanned } from "../paper.mjs";
import { openMarket, Phone, pictureAll, room } from "../phone.mjs";
import { chapters } from "../story.mjs";

const test = chapters(pictureAll);
/** « Vrai, inscrit au rang 214, dimanche 15 h 12. » */
const VERDICT = /^Vrai, inscrit au rang (\d+), (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d\d h \d\d\.$/;
let folder, browser, market, reader, account, receipt, paper, photo, scan;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "gune-paper-"));
  market = await Market.start();
  browser = await room();
});

after(async () => {
  await browser?.close();
  await market?.end();
  rmSync(folder, { recursive: true, force: true });
});

const verdict = async (phone, selector) => (await (await phone.reads(selector, /rang/)).innerText()).replace(/\s+/g, " ").trim();

/** One letter of the proof changed: in the entry, on the way to the root, in the head, in its signature. */
function changed(text) {
  const lines = text.trimEnd().split("\n");
  const places = [[1, 40], [3, 5], [lines.length - 3, 5], [lines.length - 1, 60]];
  return places.map(([line, column]) => {
    const letter = lines[line][column];
    const other = `${lines[line].slice(0, column)}${letter === "A" ? "B" : "A"}${lines[line].slice(column + 1)}`;
    return [...lines.slice(0, line), other, ...lines.slice(line + 1), ""].join("\n");
  });
}

test("somebody pays, and the receipt says when it entered and where", async () => {
  const [zoe, awa] = [await Phone.in(browser, market, "Zoé"), await Phone.in(browser, market, "Awa")];
  await openMarket(zoe);
  account = (await zoe.context.cookies()).find(({ name }) => name === "account").value;
  await awa.join("Awa");
  await awa.at(/^\/me$/);
  await awa.open(`/pay?to=${account}&amount=2.50`);
  await awa.press(/^Payer /);
  await awa.at(/^\/receipt\/\d+$/);
  assert.match(await verdict(awa, "[data-verdict=true]"), VERDICT);
  receipt = new URL(awa.page.url()).pathname;
  await zoe.close();
  await awa.close();
});

test("its paper is one sheet, and a stranger's reader finds entry, proof and head in the code; no script drew it", async () => {
  const printer = await Phone.in(browser, market, "a printer", { javaScriptEnabled: false, colorScheme: "dark" });
  await printer.open(receipt);
  const sheets = await printed(printer.page);
  assert.equal(sheets.length, 1);
  [paper] = sheets;
  scan = scanned(paper);
  assert.equal(scan.text, await printer.page.locator("pre[data-proof]").textContent(), "the very lines of the proof");
  assert.ok(scan.module >= 0.5, `${scan.module} mm a module`);
  await printer.close();
});

test("a statement on paper has dates, check words, and nothing to press", async () => {
  const printer = await Phone.in(browser, market, "a printer");
  await printer.open(`/book/account/${account}`);
  await printer.page.emulateMedia({ media: "print" });
  const words = await printer.words("body");
  assert.match(words, /Awa \d+ [a-zéû]+ 20\d\d, \d\d h \d\d Reçu \+2,50 Ğ/);
  assert.match(words, /Mots de contrôle \(\d+ écritures\) : \p{L}\S+( \p{L}\S+){5}$/u);
  assert.doesNotMatch(words, /il y a|à l’instant|Payer|←/);
  await printer.close();
});

test("in the room, the scanned text and a photo of the paper are true; one changed letter is not", async () => {
  reader = await Phone.in(browser, market, "a reader");
  await reader.open("/check");
  photo = await photographed(reader.page, paper);
  if (process.env.GUNE_PICTURES) writeFileSync(join(process.env.GUNE_PICTURES, "photo-of-a-receipt.jpg"), photo.buffer);
  const check = async (text) => {
    await reader.page.getByLabel("Le reçu").fill(text);
    await reader.press("Vérifier");
  };
  await check(scan.text);
  assert.match(await verdict(reader, "[data-state=true] [data-slot=true]"), VERDICT);
  for (const text of changed(scan.text)) {
    await check(text);
    await reader.reads("[data-state=false]", /Faux/);
  }
  await reader.page.getByLabel("la photo de son code").setInputFiles(photo);
  assert.match(await verdict(reader, "[data-state=true] [data-slot=true]"), VERDICT);
  await reader.reads("[data-payment]", /2,50 Ğ/);
  await reader.look("check-photo");
  const blank = await reader.page.screenshot();
  await reader.page.getByLabel("la photo de son code").setInputFiles({ name: "blank.png", mimeType: "image/png", buffer: blank });
  await reader.reads("[data-state=no-code]", /Aucun code/);
});

test("at home, the market gone, the page that verifies says the same of both", async () => {
  const taken = join(folder, "taken.html");
  writeFileSync(taken, await (await fetch(`http://127.0.0.1:${market.port}/verifier`)).text());
  reader.expect(/^Failed to load resource: net::ERR_/);
  await market.kill();
  const home = await Phone.in(browser, { address: pathToFileURL(taken).href }, "home");
  await home.context.setOffline(true);
  await home.page.goto(pathToFileURL(taken).href);
  const check = async (text) => {
    await home.page.getByLabel("Le texte du reçu").fill(text);
    await home.press("Vérifier le reçu");
  };
  await check(scan.text);
  assert.match(await verdict(home, "#receipt-verdict h3"), VERDICT);
  for (const text of changed(scan.text)) {
    await check(text);
    await home.reads("#receipt-verdict", /^Faux/);
  }
  await home.page.locator("#receipt-file").setInputFiles(photo);
  assert.match(await verdict(home, "#receipt-verdict h3"), VERDICT);
  await home.reads("#receipt-verdict", /2,50/);
  await home.close();
});

test("with the market gone, the phone that still has its page open says what it could not see", async () => {
  await reader.page.getByLabel("Le reçu").fill(scan.text);
  await reader.press("Vérifier");
  assert.match(await verdict(reader, ".verdict [data-slot=true]"), VERDICT);
  await reader.close();
});

test("a poster is one sheet, of a rehearsal too, which says that it is one", async () => {
  const rehearsal = await Market.start(["demo", "--people", "2"]);
  try {
    const guest = await Phone.in(browser, rehearsal, "a guest");
    await guest.open("/poster");
    await guest.reads(".rehearsal", /Répétition/);
    assert.equal((await printed(guest.page)).length, 1);
    await guest.page.locator(".rehearsal").evaluate((line) => line.remove());
    assert.equal((await printed(guest.page)).length, 1, "nor is it longer without that line");
    await guest.close();
  } finally {
    await rehearsal.end();
  }
});
