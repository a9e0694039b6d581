// A listing that waited in a phone until the market had forgotten its picture arrives whole.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { Market } from "../market.mjs";
import { openMarket, Phone, pictureAll, room } from "../phone.mjs";
import { chapters } from "../story.mjs";

const test = chapters(pictureAll);
let browser, market, awa;

before(async () => {
  market = await Market.start();
  browser = await room();
  const zoe = await Phone.in(browser, market, "Zoé");
  await openMarket(zoe);
  await zoe.close();
  awa = await Phone.in(browser, market, "Awa");
  await awa.join("Awa");
  await awa.at(/^\/me$/);
});

after(async () => {
  await browser?.close();
  await market?.end();
});

test("the photo arrives, and the network goes before its listing", async () => {
  awa.expect(/^Failed to load resource: net::ERR_/);
  // The same book without the picture, as it will be a day after: nobody has listed it.
  awa.forgetful = await market.setAside();
  await awa.open("/offer");
  const { page } = awa;
  await page.getByLabel("En quelques mots").fill("Confiture de mûres");
  await page.getByLabel("Prix", { exact: true }).fill("0,25");
  const buffer = await page.screenshot({ type: "jpeg" });
  await page.getByLabel("Une photo").setInputFiles({ name: "confiture.jpg", mimeType: "image/jpeg", buffer });
  await page.locator("canvas[data-photo-preview]:not([hidden])").waitFor();
  await awa.context.setOffline(true);
  await awa.press("Mettre au marché");
  await awa.reads("[data-state=waiting]", /./);
  assert.ok((await awa.texts()).some((text) => text.includes("title: Confiture de mûres")), "the listing waits in the phone");
});

test("the day after, on another page, it sends the photo again and then the listing: nothing is lost", async () => {
  await market.show(awa.forgetful);
  await awa.page.close();
  awa.page = await awa.context.newPage();
  const asked = [];
  awa.page.on("response", (answer) => {
    const path = new URL(answer.url()).pathname;
    // The phone's witness is vouched for by a document too.
    const listing = path === "/documents" && answer.request().postData()?.includes("gune%2F1+listing");
    if (path === "/photos" || listing) asked.push(`${path} ${answer.status()}`);
  });
  awa.expect(/the server responded with a status of 422/);
  await awa.context.setOffline(false);
  await awa.open("/me");
  await awa.page.getByRole("link", { name: /Confiture de mûres/ }).waitFor();
  assert.deepEqual(asked, ["/documents 422", "/photos 201", "/documents 201"]);
  await awa.open("/market");
  await awa.page.getByRole("link", { name: /Confiture de mûres/ }).click();
  await awa.at(/^\/listing\//);
  await awa.page.waitForFunction(() => (document.querySelector(".picture img")?.naturalWidth ?? 0) > 0);
  await awa.close();
});
