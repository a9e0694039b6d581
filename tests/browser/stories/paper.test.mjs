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
let folder, browser, market, reader, nour, account, receipt, paper, photo, scan;

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

/** The same text is given to a page that verifies as it is, and with one letter changed. */
async function verifies(phone) {
  const check = async (text) => {
    await phone.page.getByLabel("Ou le texte du reçu").fill(text);
    await phone.press("Vérifier le reçu");
  };
  await check(scan.text);
  assert.match(await verdict(phone, "#receipt-verdict h3"), VERDICT);
  for (const text of changed(scan.text)) {
    await check(text);
    await phone.reads("#receipt-verdict", /^Faux/);
  }
  await phone.page.getByLabel("La photo de son code").setInputFiles(photo);
  assert.match(await verdict(phone, "#receipt-verdict h3"), VERDICT);
  await phone.reads("#receipt-verdict", /2,50 Ğ/);
  const { y, height } = await phone.page.locator("#receipt-verdict .verdict").boundingBox();
  assert.ok(y > 0 && y + height < 844, `the verdict is in sight: at ${y}`);
}

test("in the room, the scanned text is true; with one changed letter it is not", async () => {
  reader = await Phone.in(browser, market, "a reader");
  await reader.open("/check");
  const check = async (text) => {
    await reader.page.getByLabel("Le reçu").fill(text);
    await reader.press("Vérifier");
  };
  await check(scan.text);
  assert.match(await verdict(reader, "[data-state=true] [data-slot=true]"), VERDICT);
  await reader.reads("[data-payment]", /2,50 Ğ/);
  for (const text of changed(scan.text)) {
    await check(text);
    await reader.reads("[data-state=false]", /Faux/);
  }
});

test("a picture given there loses nothing, and is told where photos are read: at hand, in the language of the phone", async () => {
  nour = await Phone.in(browser, market, "Nour", { locale: "en-GB" });
  await nour.open("/check");
  await nour.press("Français");
  await nour.page.getByLabel("Le reçu").fill("half a receipt");
  photo = await photographed(nour.page, paper);
  if (process.env.GUNE_PICTURES) writeFileSync(join(process.env.GUNE_PICTURES, "photo-of-a-receipt.jpg"), photo.buffer);
  for (const given of [photo, { ...photo, name: "IMG_1.HEIC", mimeType: "" }]) {
    await nour.page.getByLabel("Ou son fichier").setInputFiles({ name: "words.txt", mimeType: "text/plain", buffer: Buffer.from("words") });
    await nour.reads("[data-state=unread]", /pas un reçu/);
    await nour.page.getByLabel("Le reçu").fill("half a receipt");
    await nour.page.getByLabel("Ou son fichier").setInputFiles(given);
    await nour.reads("[data-state=photo]", /les photos se lisent à la page qui vérifie/);
    assert.equal(await nour.page.getByLabel("Le reçu").inputValue(), "half a receipt");
  }
  await nour.look("check-photo");
  await nour.page.locator("[data-state=photo] a").click();
  await nour.at(/^\/verifier$/);
  const field = nour.page.getByLabel("La photo de son code");
  const { y, height } = await field.boundingBox();
  assert.ok(y > 0 && y + height < 844, `in sight: at ${y}`);
  await nour.page.keyboard.press("Tab");
  assert.ok(await field.evaluate((input) => input === document.activeElement), "and next for a keyboard");
  assert.equal(await nour.page.locator("html").getAttribute("lang"), "fr");
});

test("there a photo of the paper is true, one changed letter is not, and the way back compares the head with those seen", async () => {
  await verifies(nour);
  await nour.look("verifier-photo");
  const blank = await nour.page.screenshot();
  await nour.page.getByLabel("La photo de son code").setInputFiles({ name: "blank.png", mimeType: "image/png", buffer: blank });
  await nour.reads("#receipt-verdict", /Aucun code/);
  assert.equal(await nour.page.getByLabel("Ou le texte du reçu").inputValue(), scan.text, "what was there stays");
  await nour.press("Vérifier le reçu");
  await nour.page.getByRole("link", { name: "Comparer au marché" }).click();
  await nour.at(/^\/check$/);
  assert.match(await verdict(nour, "[data-state=true] [data-slot=true]"), VERDICT);
  await nour.page.goBack();
  await nour.at(/^\/verifier$/);
});

test("with the market gone, the page that was opened goes on verifying, and so does one taken home", async () => {
  const taken = join(folder, "taken.html");
  writeFileSync(taken, await (await fetch(`http://127.0.0.1:${market.port}/verifier`)).text());
  for (const phone of [reader, nour]) phone.expect(/^Failed to load resource: net::ERR_/);
  await market.kill();
  await verifies(nour);
  const home = await Phone.in(browser, { address: pathToFileURL(taken).href }, "home");
  await home.context.setOffline(true);
  await home.page.goto(pathToFileURL(taken).href);
  await verifies(home);
  for (const [phone, ways] of [[nour, 1], [home, 0]]) {
    assert.equal(await phone.page.getByRole("link", { name: "Comparer au marché" }).count(), ways, `the way back, for ${phone.name}`);
    await phone.close();
  }
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
