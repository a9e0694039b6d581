// A phone in the room: a browser of its own, watched for errors and for requests to anywhere but the market.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import axe from "axe-core";
import { chromium } from "playwright-core";

import { HOST } from "./market.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Where pictures of every page looked at are kept, if anywhere. */
const PICTURES = process.env.GUNE_PICTURES;
const PATIENCE_MS = Number(process.env.GUNE_PATIENCE_MS ?? 20_000);

/** A browser to which the room's name means this machine. */
export function room() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  });
}

/** Every phone that is in the room. */
const present = new Set();

/** Keeps what is on every screen, where pictures are kept at all. */
export async function pictureAll() {
  if (PICTURES) for (const phone of present) await phone.picture(`wrong-${phone.name}`);
}

export class Phone {
  /** What went wrong on this phone that nobody expected. */
  troubles = [];
  #expected = [];

  static async in(browser, market, name, options = {}) {
    const phone = new Phone();
    phone.name = name;
    phone.market = market;
    phone.context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: "fr-FR",
      timezoneId: "Europe/Paris",
      reducedMotion: "reduce",
      ...options,
    });
    phone.context.setDefaultTimeout(PATIENCE_MS);
    phone.context.on("request", (request) => {
      const url = new URL(request.url());
      const own = url.host === new URL(market.address).host || ["data:", "blob:"].includes(url.protocol);
      if (!own) phone.troubles.push(`a request to ${request.url()}`);
    });
    phone.context.on("console", (message) => {
      if (message.type() === "error") phone.#complain(`${message.text()} (${message.location().url})`);
    });
    phone.context.on("weberror", (error) => phone.#complain(String(error.error())));
    phone.page = await phone.context.newPage();
    present.add(phone);
    return phone;
  }

  #complain(text) {
    if (!this.#expected.some((pattern) => pattern.test(text))) this.troubles.push(text);
  }

  /** Chromium writes every refusal and every lost connection to the console; those of a story are no trouble. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  async open(path) {
    return this.page.goto(path.startsWith("http") ? path : this.market.address + path);
  }

  /** The page's main words, with every space a plain one. */
  async words(selector = "main") {
    return (await this.page.locator(selector).first().innerText()).replace(/\s+/g, " ");
  }

  /** Waits until a place says something. */
  async reads(selector, pattern) {
    const place = this.page.locator(selector).filter({ hasText: pattern }).filter({ visible: true }).first();
    await place.waitFor();
    return place;
  }

  async at(pattern) {
    await this.page.waitForURL((url) => pattern.test(url.pathname));
  }

  async press(name, scope = this.page) {
    await scope.getByRole("button", { name }).filter({ visible: true }).first().click();
  }

  /** Anybody can read the page: axe finds nothing in light nor dark, and it fits narrow screens. */
  async look(name) {
    const { page } = this;
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
      assert.deepEqual(told, [], `${name}, ${colorScheme}`);
      if (PICTURES) await this.picture(`${name}-${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: "light" });
    const size = page.viewportSize();
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${name}: ${wide} px wide on a screen of ${width}`);
    }
    await page.setViewportSize(size);
  }

  async picture(name) {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  /** Enters by the door under a name. */
  async join(name) {
    await this.open("/door");
    await this.page.getByLabel("Comment vous appelle-t-on").fill(name);
    await this.press("Entrer");
  }

  /** Keys that this phone keeps: `owner` (until the card is proved) and `device`. */
  async keys() {
    return this.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open("gune");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const asked = opening.result.transaction("keys").objectStore("keys").getAll();
            asked.onsuccess = () => {
              opening.result.close();
              resolve(asked.result.map(({ role }) => role));
            };
          };
        }),
    );
  }

  /** The end of this phone's day: nothing went wrong unexpectedly. */
  async close() {
    present.delete(this);
    await this.context.close();
    assert.deepEqual(this.troubles, [], `what ${this.name} met`);
  }
}

/** The organiser opens the market: name, place, one's own name, signed. */
export async function openMarket(organiser) {
  await organiser.open(organiser.market.organisersLink);
  await organiser.page.getByLabel("Son nom").fill("Marché de l’Atelier");
  await organiser.page.getByLabel("Son lieu").fill("Roubaix");
  await organiser.page.getByLabel("Votre nom").fill("Zoé");
  await organiser.press("Ouvrir le marché");
  await organiser.at(/^\/opened$/);
}
