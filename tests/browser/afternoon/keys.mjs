// A phone is lost: words bring the account back, and stop the lost one.

import assert from "node:assert/strict";

import { Phone } from "../phone.mjs";
import { balance, payNow, refused } from "./screen.mjs";

export function lostAndFound(test, cast) {
  test("she loses her phone: her words, typed as they come, open her account on another", async () => {
    const { browser, market, awa, words } = cast;
    // Once its key is stopped, her old phone is no witness any more, and hears so.
    awa.expect(refused("/log/cosignatures"));
    const found = await Phone.in(browser, market, "Awa’s other phone");
    found.expect(refused("/accounts/"));
    await found.open("/door");
    await found.page.getByRole("link", { name: /J’ai déjà une carte/ }).click();
    await found.look("restore");
    const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");
    const type = async (phrase) => {
      await found.page.getByLabel("Vos douze mots").fill(phrase);
      await found.press(/Ouvrir mon compte|Réessayer/);
    };

    await type(words.slice(0, 9).join(" "));
    await found.reads("[data-word-error=count]", /Nombre de mots écrits\s: 9/);
    await type(words.with(2, "zorglub").join(" "));
    await found.reads("[data-word-error]", /Mot n°\s3\s: «\szorglub\s»/);
    await found.look("restore-wrong-word");
    await type(`${"abandon ".repeat(11)}about`);
    await found.reads("[data-state=unknown]", /n’ouvre aucun compte/);
    await found.look("restore-unknown");
    assert.deepEqual(await found.keys(), [], "nothing was created");

    await type(words.map((word, place) => (place % 2 ? plain(word).slice(0, 4) : plain(word).toUpperCase())).join("  "));
    await found.reads("[data-keys]", /Un téléphone perdu/);
    await found.look("restore-keys");
    assert.deepEqual(await found.keys(), ["device"], "the owner key stays on the card");
    await found.press("Arrêter ce téléphone");
    await found.reads("[data-keys] [data-state=sent]", /ne peut plus rien signer/);
    await found.page.getByRole("link", { name: "Aller à mon compte" }).click();
    await found.at(/^\/me$/);
    assert.equal(await balance(found), "4,63Ğ");
    await found.page.getByRole("link", { name: "Payer" }).first().click();
    await found.page.getByRole("link", { name: /Bilal/ }).click();
    await found.page.getByLabel("Combien").fill("0,13");
    await payNow(found);

    await awa.open("/pay");
    await awa.page.getByRole("link", { name: /Bilal/ }).click();
    await awa.page.getByLabel("Combien").fill("1");
    await awa.press(/^Payer /);
    await awa.reads("[data-refusal]", /Cette clé a été arrêtée/);
    await awa.open("/me");
    await awa.reads("[data-revoked]", /Ce téléphone a été arrêté/);
    await awa.look("me-stopped");

    await found.open("/me");
    assert.equal(await balance(found), "4,50Ğ");
    await found.page.getByText("Perdu, volé, prêté").first().click();
    await found.look("me-keys");
    await found.close();
  });

  test("words typed at the key list stop a phone that has no card in it", async () => {
    const { browser, market, words } = cast;
    const third = await Phone.in(browser, market, "Awa’s third phone");
    await third.open("/restore");
    await third.page.getByLabel("Vos douze mots").fill(words.join(" "));
    await third.press("Ouvrir mon compte");
    await third.reads("[data-keys]", /Un téléphone perdu/);
    await third.open("/me");
    const other = third.page.locator("li.key").filter({ hasNotText: "Arrêté" }).first();
    await other.getByText("Perdu, volé, prêté").click();
    await other.getByLabel("Vos douze mots").fill(words.with(0, "abricoot").join(" "));
    await third.press("Arrêter ce téléphone", other);
    await other.locator("[data-word-error]").filter({ hasText: "abricoot" }).first().waitFor();
    await other.getByLabel("Vos douze mots").fill(words.join(" "));
    await third.press("Arrêter ce téléphone", other);
    await third.page.locator("li.key", { hasText: "Arrêté" }).nth(1).waitFor();
    await third.close();
  });
}
