// The market opens; somebody joins, and makes her card.

import assert from "node:assert/strict";

import { openMarket } from "../phone.mjs";
import { balance } from "./screen.mjs";

export function atTheDoors(test, cast) {
  test("whoever comes before the opening is told to wait", async () => {
    const { awa } = cast;
    await awa.open("/");
    await awa.reads("h1", /pas encore ouvert/);
    await awa.look("unopened");
  });

  test("the organiser opens the market and stands at the desk", async () => {
    const { market, zoe } = cast;
    await zoe.open(market.organisersLink);
    await zoe.at(/^\/organise$/);
    await zoe.page.getByText("Règle et croissance").click();
    await zoe.look("wizard");
    const steps = zoe.page.getByLabel("Réévaluation", { exact: true }).filter({ visible: true });
    assert.equal(await steps.count(), 0, "a share of the mean has no steps");
    await zoe.page.getByRole("radio", { name: /^Comme la Ğ1\./ }).check();
    assert.equal(await steps.inputValue(), "3600");
    assert.equal(await zoe.page.getByLabel("Croissance", { exact: true }).filter({ visible: true }).inputValue(), "2382304");
    await zoe.page.getByRole("radio", { name: /Part de la moyenne/ }).check();
    await openMarket(zoe);
    assert.equal(await zoe.page.locator(".checkwords li").count(), 6);
    await zoe.look("opened");
    await zoe.open("/organise");
    await zoe.reads("h2", /La porte est ouverte/);
    await zoe.reads("#people .tally", /^1$/);
    await zoe.look("desk");
  });

  test("a participant has her first Gunes on screen, and the phone says it alone holds them", async () => {
    const { awa } = cast;
    await awa.open("/");
    await awa.at(/^\/door$/);
    await awa.look("door");
    await awa.join("Awa");
    await awa.at(/^\/me$/);
    assert.equal(await balance(awa), "10Ğ");
    await awa.reads("[data-variant=red]", /n’est que dans ce téléphone/);
    await awa.look("me-new");
    assert.deepEqual((await awa.keys()).sort(), ["device", "owner"]);
  });

  test("her card shows twelve words, asks three back, and the owner key leaves the phone", async () => {
    const { awa } = cast;
    await awa.page.getByRole("link", { name: "Faire ma carte" }).click();
    await awa.at(/^\/card$/);
    await awa.page.locator("[data-words] li", { hasText: /^[a-zéèêàùîï]{3,}$/ }).nth(11).waitFor();
    const words = await awa.page.locator("[data-words] li").allInnerTexts();
    cast.words = words;
    await awa.page.locator("[data-qr] svg").waitFor();
    await awa.look("card");
    const asked = async () => (await awa.page.locator("[data-slot=position]").allInnerTexts()).map(Number);
    const answer = async (right) => {
      for (const [place, position] of (await asked()).entries()) {
        await awa.page.locator("[data-ask-word]").nth(place).fill(right ? words[position - 1] : "abaisser");
      }
      await awa.press("C’est bien noté");
    };
    await awa.page.locator("[data-ask-word]").first().focus();
    await awa.page.locator("[data-words]").waitFor({ state: "hidden" });
    await awa.look("card-covered");
    if (words.filter((word) => word === "abaisser").length === 0) {
      await answer(false);
      await awa.reads("[data-state=wrong]", /ne correspond pas/);
    }
    await answer(true);
    await awa.reads("[data-state=safe]", /Votre carte est bonne/);
    await awa.look("card-safe");
    assert.deepEqual(await awa.keys(), ["device"]);
    await awa.open("/me");
    await awa.reads("[data-variant=green]", /Carte faite/);
  });
}
