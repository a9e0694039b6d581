// Phones as witnesses: they cosign the book they see, and a laptop that shows another one is found out by all of them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

import { Market, PROGRAM } from "../market.mjs";
import { openMarket, PATIENCE_MS, Phone, room } from "../phone.mjs";
import { chapters } from "../story.mjs";

const test = chapters();
const folder = mkdtempSync(join(tmpdir(), "gune-evidence-"));
let browser, market, zoe, awa, bilal, aside, size;

before(async () => {
  browser = await room();
});

after(async () => {
  await browser?.close();
  await market?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A market with an organiser and two participants, on phones of their own. */
async function gather() {
  market = await Market.start();
  [zoe, awa, bilal] = await Promise.all(["Zoé", "Awa", "Bilal"].map((name) => Phone.in(browser, market, name)));
  await openMarket(zoe);
  for (const phone of [awa, bilal]) {
    await phone.join(phone.name);
    await phone.at(/^\/me$/);
  }
}

async function part() {
  for (const phone of [zoe, awa, bilal]) await phone.close();
  await market.end();
}

const log = async (path) => (await fetch(`http://127.0.0.1:${market.port}/log/${path}`)).text();
const head = async () => Number((await log("checkpoint")).split("\n")[1]);

async function until(holds, what) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) assert.ok(Date.now() < end, `in vain: ${what}`);
}

/** One entry more, which everybody hears of and looks at. */
async function pay() {
  await awa.open(`/pay?to=${await bilal.page.evaluate(() => document.body.dataset.account)}`);
  await awa.page.getByLabel("Combien").fill("1");
  await awa.press(/^Payer /);
  await awa.at(/^\/receipt\/\d+$/);
  size = await head();
  for (const phone of [awa, bilal]) await phone.open("/me");
  for (const phone of [awa, bilal]) await phone.sees(size);
}

/** Runs `gune audit --evidence` in French: its exit code, and what it prints. */
function audit(file, ...more) {
  const done = spawnSync(PROGRAM, ["audit", "--evidence", file, "--language", "fr", ...more], { encoding: "utf8" });
  return [done.status, done.stdout];
}

/** The evidence as a phone hands it out, by its button. */
async function evidence(phone, name) {
  const coming = phone.page.waitForEvent("download");
  await phone.page.getByRole("link", { name: "Télécharger la preuve" }).click();
  const download = await coming;
  assert.equal(download.suggestedFilename(), "gune-evidence.txt");
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

const alarmed = (phone) => phone.reads("[role=alert]", /Ce livre n’est plus le même/);

/** The network goes and comes, and the browser says so on the console: that is no trouble. */
const expectAbsence = () => [zoe, awa, bilal].forEach((phone) => phone.expect(/Failed to load resource|ERR_/));

test("every phone signs the head it has verified, and the book's page counts them", async () => {
  await gather();
  await until(async () => (await log("cosignatures")).match(/^— gune-phone/gm)?.length === 3, "three phones sign");
  await zoe.open("/book");
  await zoe.reads("#watch", /Vue et signée par 3 téléphones sur 3\. Ce que cela veut dire/);
  await zoe.look("book-watched");
  assert.equal(await zoe.page.locator(".alarm").count(), 0);
});

test("a visitor without an account watches nothing, and loads none of it", async () => {
  const visitor = await Phone.in(browser, market, "a visitor");
  const loaded = [];
  visitor.context.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await visitor.open("/book");
  // Three times as long as it takes a participant’s page to begin: nothing else would tell that nothing comes.
  await visitor.page.waitForFunction(() => performance.now() > 1500);
  assert.ok(loaded.some((path) => path.startsWith("/assets/live-")));
  assert.deepEqual(loaded.filter((path) => /behind|chunk-.*|consistency|cosignatures/.test(path) && !/^\/assets\/chunk/.test(path)), []);
  await visitor.close();
});

test("the laptop shows another book: both phones notice, without anybody touching them", async () => {
  expectAbsence();
  aside = await market.setAside();
  await pay();
  // While the two are out of reach, the book that was set aside goes on in another way, to the same size.
  for (const phone of [awa, bilal]) await phone.context.setOffline(true);
  await market.show(aside);
  await zoe.open("/organise");
  await zoe.press("Fermer la porte");
  await until(async () => (await head()) === size, "the other book has as many entries");
  for (const phone of [awa, bilal]) await phone.context.setOffline(false);
  for (const phone of [awa, bilal]) await alarmed(phone);
  await awa.reads(".alarm [data-state=forked]", /Deux livres ont été signés/);
  await awa.page.locator(".alarm li li", { hasText: `${size} écritures` }).nth(1).waitFor();
  await awa.look("alarm-forked");
  assert.deepEqual(await awa.witnessed(), { size, evidence: 2 }, "the last good head stays");
});

test("the alarm stays on every page, also in English and on the wall", async () => {
  for (const path of ["/market", "/book", "/projector"]) {
    await awa.open(path);
    await alarmed(awa);
    await awa.look(`alarm-on-${path.slice(1)}`);
  }
  await bilal.open("/market");
  await bilal.press("English");
  await bilal.reads("[role=alert]", /This book is not the same any more.*Say it aloud/s);
  await bilal.look("alarm-english");
  await bilal.press("Français");
});

test("the evidence by itself convinces gune audit that one key has signed two books", async () => {
  await awa.open("/me");
  await alarmed(awa);
  const file = await evidence(awa, "forked.txt");
  const [code, printed] = audit(file);
  assert.equal(code, 3, printed);
  assert.match(printed, /C’est prouvé : la même clé a signé deux livres différents\./);
  const [withBook, against] = audit(file, `http://127.0.0.1:${market.port}`);
  assert.equal(withBook, 3);
  assert.match(against, /Ce livre n’a pas cette tête/);
  assert.match(against, /Ce livre a cette tête/);
  const shown = (await awa.page.locator(".alarm li li b:last-child").allInnerTexts()).map((words) => words.normalize("NFC"));
  assert.equal(shown.length, 2);
  for (const words of shown) assert.ok(printed.normalize("NFC").includes(words), `${words} are the check words of the audit too`);
  assert.equal(readFileSync(file, "utf8"), await awa.page.locator(".alarm pre").textContent());
  // Evidence that somebody made up convinces nobody.
  const forged = join(folder, "forged.txt");
  writeFileSync(forged, readFileSync(file, "utf8").replace(/^[0-9]+$/m, "7"));
  assert.deepEqual(audit(forged)[0], 0);
});

test("the true book comes back, and the alarm is not forgotten", async () => {
  await market.show(market.before);
  await awa.open("/me");
  await alarmed(awa);
  await pay();
  await alarmed(awa);
  assert.ok((await awa.witnessed()).evidence >= 2);
  await part();
});

test("a shorter book is noticed by both phones, and proved against the book that is served", async () => {
  await gather();
  expectAbsence();
  aside = await market.setAside();
  await pay();
  await market.show(aside);
  assert.ok((await head()) < size);
  for (const phone of [awa, bilal]) await alarmed(phone);
  await bilal.reads(".alarm [data-state=shorter]", /un livre plus court/);
  await bilal.look("alarm-shorter");
  const file = await evidence(bilal, "shorter.txt");
  const [alone, printed] = audit(file);
  assert.equal(alone, 0, printed);
  assert.match(printed, /À lui seul, ce fichier ne prouve rien/);
  const [code, against] = audit(file, `http://127.0.0.1:${market.port}`);
  assert.equal(code, 3, against);
  assert.match(against, /la fin a été ôtée, ou c’est une vieille copie/);
  const program = spawnSync(PROGRAM, ["audit", "--evidence", file, "--json", `http://127.0.0.1:${market.port}`], { encoding: "utf8" });
  assert.deepEqual([JSON.parse(program.stdout).proved, JSON.parse(program.stdout).code], [true, "shorter-book"]);
  await part();
});
