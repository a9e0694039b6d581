// A book verified at home: one file from a stick, a browser, no network and no market any more.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { Book } from "../book.mjs";
import { Firefox } from "../firefox.mjs";
import { Market, PROGRAM } from "../market.mjs";
import { openMarket, Phone, pictureAll, room } from "../phone.mjs";
import { chapters } from "../story.mjs";

const VECTOR = fileURLToPath(new URL("../../vectors/book.gune", import.meta.url));
const test = chapters(pictureAll);
const book = new Book(VECTOR);
let folder, address, browser, reader, market;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "gune-verifier-"));
  execFileSync(PROGRAM, ["export", "--verifier", join(folder, "verifier.html")]);
  address = pathToFileURL(join(folder, "verifier.html")).href;
  browser = await room();
  reader = await at_home("Nour");
});

after(async () => {
  await browser?.close();
  await market?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody at home, on a laptop without a network. Every request that is not the file itself is counted. */
async function at_home(name, options = {}) {
  const phone = await Phone.in(browser, { address }, name, { viewport: { width: 1280, height: 900 }, ...options });
  phone.requests = [];
  phone.context.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && request.url() !== address) phone.requests.push(request.url());
  });
  await phone.context.setOffline(true);
  await phone.page.goto(address);
  return phone;
}

const give = (phone, selector, name, content) =>
  phone.page.locator(selector).setInputFiles({ name, mimeType: "", buffer: Buffer.from(content) });

test("the page opens from a disk, can be read by anybody, and asks for nothing", async () => {
  await reader.reads("h1", /^Vérifier le livre$/);
  await reader.look("verifier");
  assert.equal(await reader.page.locator("[data-word]").filter({ hasText: /^$/ }).count(), 0, "every word is there");
});

test("an honest book is right: the sum, the figures, the words of its heads", async () => {
  await give(reader, "#book-file", "book.gune", book.bytes);
  await reader.reads("#verdict h3", /La somme tombe juste/);
  const report = await reader.words("#report");
  assert.match(report, new RegExp(`Écritures ${book.entries.length}`));
  assert.match(report, /Personnes 3 .*Dividendes 22 .*Effacements 0/);
  assert.equal(await reader.page.locator(".checkwords li").count(), 12);
  await reader.look("verifier-right");
});

test("a receipt is true, and one changed sign makes it false", async () => {
  const index = book.last("payment");
  const receipt = book.receipt(index);
  await reader.page.getByLabel("Le texte du reçu").fill(receipt);
  await reader.press("Vérifier le reçu");
  await reader.reads("#receipt-verdict", new RegExp(`Vrai, inscrit au rang ${index}, .*\\d\\d\\sh\\s\\d\\d`));
  await reader.reads("#receipt-verdict", /le livre chargé ci-dessus le contient/);
  for (const place of [40, 200, receipt.length - 20]) {
    const other = receipt[place] === "A" ? "B" : "A";
    await reader.page.getByLabel("Le texte du reçu").fill(receipt.slice(0, place) + other + receipt.slice(place + 1));
    await reader.press("Vérifier le reçu");
    await reader.reads("#receipt-verdict", /^Faux/);
  }
});

test("words noted on paper lead to their head, others to none", async () => {
  const words = await reader.page.locator(".heads section:last-child .checkwords li").allInnerTexts();
  const noted = words.map((word) => word.replace(/^\d\s*/, "").normalize("NFD").replace(/\p{M}/gu, "").slice(0, 4));
  await reader.page.getByLabel("Les six mots").fill(noted.join(" "));
  await reader.press("Comparer");
  await reader.reads("#compare-verdict", new RegExp(`ce livre à ${book.entries.length}\\sécritures`));
  await reader.page.getByLabel("Les six mots").fill(noted.with(2, "abri").join(" "));
  await reader.press("Comparer");
  await reader.reads("#compare-verdict", /Presque\s: le mot n°\s3 est différent/);
  await reader.reads("#compare-verdict", new RegExp(words[2].replace(/^\d\s*/, "")));
  await reader.page.getByLabel("Les six mots").fill(noted.toReversed().join(" "));
  await reader.press("Comparer");
  await reader.reads("#compare-verdict", /Aucune tête de ce livre/);
});

test("a book with one raised amount is wrong, and its line is named and shown", async () => {
  const index = book.last("payment");
  await give(reader, "#book-file", "forged.gune", book.raised(index));
  await reader.reads("#verdict h3", /Ce livre est faux/);
  await reader.reads("#verdict", new RegExp(`Écriture n°\\s${index}\\s: la signature n’est pas`));
  await reader.reads("#report pre", /^at: .*gune\/1 payment/s);
  await reader.look("verifier-wrong");
  await give(reader, "#book-file", "photo.jpg", "not a book at all");
  await reader.reads("#verdict", /n’est pas un livre/);
});

test("the page speaks English too, and takes the browser's language", async () => {
  await reader.press("English");
  await reader.reads("h1", /^Verify the book$/);
  await reader.reads("#verdict", /not a book/);
  assert.equal(await reader.page.locator("html").getAttribute("lang"), "en");
  const english = await at_home("Noor", { locale: "en-GB" });
  await give(english, "#book-file", "book.gune", book.bytes);
  await english.reads("#verdict h3", /The sum is right/);
  assert.deepEqual([...reader.requests, ...english.requests], []);
  await english.close();
});

test("taken home from a market: its page, its book, and a receipt photographed from a phone", async () => {
  market = await Market.start();
  const [zoe, awa] = [await Phone.in(browser, market, "Zoé"), await Phone.in(browser, market, "Awa")];
  await openMarket(zoe);
  const account = (await zoe.context.cookies()).find(({ name }) => name === "account").value;
  await awa.join("Awa");
  await awa.at(/^\/me$/);
  await awa.open(`/pay?to=${account}&amount=2.50`);
  await awa.press(/^Payer /);
  await awa.at(/^\/receipt\/\d+$/);
  await awa.reads("[data-verdict=true]", /Vrai, inscrit au rang/);
  await awa.page.getByText("La preuve, pour qui veut vérifier ailleurs").click();
  await awa.page.locator("details svg.qr").waitFor();
  const picture = await awa.page.locator("details svg.qr").screenshot();
  const fetched = async (path) => {
    const answer = await fetch(`http://127.0.0.1:${market.port}${path}`);
    assert.match(answer.headers.get("content-disposition"), /^(attachment|inline); filename="[a-z0-9.-]+"$/);
    return Buffer.from(await answer.arrayBuffer());
  };
  const [page, taken] = [await fetched("/verifier"), await fetched("/log/book")];
  await zoe.close();
  await awa.close();
  await market.kill();

  address = pathToFileURL(join(folder, "taken.html")).href;
  writeFileSync(join(folder, "taken.html"), page);
  const nour = await at_home("Nour", { viewport: { width: 390, height: 844 } });
  await nour.reads(".hero", /Cette page vient de «\sMarché de l’Atelier\s»/);
  await nour.page.locator("#receipt-file").setInputFiles({ name: "code.png", mimeType: "image/png", buffer: picture });
  await nour.reads("#receipt-verdict", /Vrai, inscrit au rang/);
  await nour.reads("#receipt-verdict", /2,50/);
  await give(nour, "#book-file", "taken.gune", taken);
  await nour.reads("#verdict h3", /La somme tombe juste/);
  await nour.reads("#receipt-verdict", /le livre chargé ci-dessus le contient/);
  await nour.look("verifier-taken");
  await give(nour, "#book-file", "other.gune", book.bytes);
  await nour.reads("#verdict", /une autre clé que celle de «\sMarché de l’Atelier\s»/);
  assert.deepEqual(nour.requests, []);
  await nour.close();
});

test("Firefox says the same", async () => {
  const firefox = await Firefox.start();
  try {
    await firefox.open(pathToFileURL(join(folder, "verifier.html")).href);
    await firefox.give("#book-file", VECTOR);
    await firefox.reads("#verdict h3", /La somme tombe juste|The sum is right/);
    writeFileSync(join(folder, "forged.gune"), book.raised(book.last("payment")));
    await firefox.give("#book-file", join(folder, "forged.gune"));
    await firefox.reads("#verdict h3", /Ce livre est faux|This book is wrong/);
  } finally {
    await firefox.end();
  }
});
