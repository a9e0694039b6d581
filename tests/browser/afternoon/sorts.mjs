// What is given, and what is looked for: neither is bought as an offer is.

import assert from "node:assert/strict";

import { balance } from "./screen.mjs";

export function giftsAndWants(test, cast) {
  test("what is given has no price to fill in, and is taken by saying so", async () => {
    const { awa, bilal } = cast;
    const had = await told(awa);
    await bilal.open("/offer");
    await bilal.page.getByRole("radio", { name: "Je donne" }).check({ force: true });
    await bilal.page.locator("#price").waitFor({ state: "hidden" });
    await bilal.page.getByLabel("En quelques mots").fill("Graines de haricots");
    await bilal.press("Mettre au marché");
    await bilal.at(/^\/listing\//);
    await awa.open(new URL(bilal.page.url()).pathname);
    await awa.look("gift");
    await awa.page.getByRole("link", { name: "Je le prends" }).click();
    assert.equal(await awa.page.getByLabel("Combien").inputValue(), "0");
    await awa.look("gift-pay");
    await awa.press("Je le prends");
    await awa.at(/^\/receipt\/\d+$/);
    await awa.reads(".facts", /Graines de haricots/);
    assert.equal(await told(awa), had, "it cost nothing");
  });

  test("whoever has what somebody looks for collects for it", async () => {
    const { awa, bilal } = cast;
    await awa.open("/offer");
    await awa.page.getByRole("radio", { name: "Je cherche" }).check({ force: true });
    await awa.page.getByLabel("En quelques mots").fill("Un arrosoir");
    await awa.page.getByLabel("Compter le prix en").selectOption("units");
    await awa.page.getByLabel("Prix", { exact: true }).fill("1");
    await awa.press("Mettre au marché");
    await awa.at(/^\/listing\//);
    await bilal.open(new URL(awa.page.url()).pathname);
    await bilal.look("want");
    await bilal.page.getByRole("link", { name: /me faire payer/ }).click();
    await bilal.reads(".showcase", /Un arrosoir/);
    await bilal.look("want-collect");
    const link = await bilal.page.locator(".link a").getAttribute("href");
    await awa.open(link);
    await awa.reads("h1", /Bilal/);
    assert.equal(await awa.page.getByLabel("Combien").inputValue(), "1");
  });
}

async function told(phone) {
  await phone.open("/me");
  return balance(phone);
}
