// The organiser at work until the market closes, and what remains to be read and to be forgotten.

import assert from "node:assert/strict";

import { Phone } from "../phone.mjs";
import { balance, refused } from "./screen.mjs";

const optionOf = async (phone, list, name) =>
  (await phone.page.locator(`${list} option`).allInnerTexts()).find((label) => label.startsWith(name));

async function addressOf(phone, name) {
  await phone.open("/book/accounts");
  const href = await phone.page.getByRole("link", { name }).getAttribute("href");
  return href.split("/").pop();
}

export function atTheDesk(test, cast) {
  test("the door is shut: a newcomer waits, and one touch lets her in", async () => {
    const { browser, market, zoe } = cast;
    await zoe.open("/organise");
    await zoe.press("Fermer la porte");
    await zoe.reads("h2", /La porte est fermée/);
    const chloe = await Phone.in(browser, market, "Chloé");
    await chloe.join("Chloé");
    await chloe.at(/^\/waiting$/);
    await chloe.reads("h1", /Bonjour Chloé/);
    await chloe.look("waiting");
    await zoe.reads("#waiting", /Chloé/);
    await zoe.look("desk-waiting");
    await zoe.press(/^Faire entrer Chloé/);
    await chloe.at(/^\/me$/);
    assert.equal(await balance(chloe), "10Ğ");
    await chloe.close();
  });

  test("the organiser pauses, resumes and changes the tempo, ends a membership and brings it back", async () => {
    const { zoe } = cast;
    await zoe.reads("#waiting", /Personne n’attend/);
    await zoe.press("Mettre en pause");
    await zoe.reads("#tempo", /Le tempo est en pause/);
    await zoe.look("desk-paused");
    await zoe.press("Reprendre");
    await zoe.reads("#tempo", /Prochain dividende/);
    await zoe.page.getByText("Changer le tempo").first().click();
    await zoe.page.getByLabel("Un dividende toutes les").selectOption("300");
    await zoe.press("Changer le tempo");
    await zoe.reads("#tempo", /Un dividende toutes les 5 minutes/);
    await zoe.page.getByText("Mettre fin à une adhésion").click();
    await zoe.page.locator("#member").selectOption({ label: await optionOf(zoe, "#member", "Chloé") });
    await zoe.press("Mettre fin à l’adhésion");
    await zoe.reads("#people .tally", /^3$/);
    await zoe.page.getByText("Faire revenir quelqu’un").click();
    await zoe.page.locator("#again").selectOption({ label: await optionOf(zoe, "#again", "Chloé") });
    await zoe.press("Faire revenir");
    await zoe.reads("#people .tally", /^4$/);
    await zoe.page.getByLabel("Nom du réseau").fill("gune");
    await zoe.page.getByLabel("Mot de passe").fill("bonjour-2026");
    await zoe.press("Enregistrer");
    await zoe.at(/^\/organise$/);
    await zoe.look("desk-busy");
  });

  test("anybody reads the book, the wall and the poster, without JavaScript too", async () => {
    const { browser, market, zoe } = cast;
    const reader = await Phone.in(browser, market, "a reader", { javaScriptEnabled: false });
    for (const [path, expected] of [
      ["/book", /Mots de contrôle.*Masse monétaire/],
      ["/book/entries", /Awa → Bilal.*Ouverture/],
      ["/book/0", /gune\/1 opening/],
      ["/book/accounts", /Awa.*Bilal|Bilal.*Awa/],
      ["/market", /Marché de l’Atelier/],
      ["/projector", /Prochain dividende/],
      ["/poster", /Dites votre nom.*Mots de contrôle, \d+ écritures/],
      ["/door", /signer en a besoin/],
      ["/nowhere", /Il n’y a rien ici/],
    ]) {
      if (path === "/nowhere") reader.expect(/status of 404/);
      await reader.open(path);
      assert.match(await reader.words(), expected, path);
    }
    await reader.close();
    await zoe.page.goto(`${market.address}/book`);
    for (const path of ["/book", "/book/entries", "/book/0", "/book/1", "/book/accounts", "/projector", "/poster"]) {
      await zoe.open(path);
      await zoe.look(path.slice(1).replace("/", "-"));
    }
    await zoe.open("/book");
    const noted = await zoe.page.locator(".checkwords li").allInnerTexts();
    await zoe.page.getByRole("link", { name: "Comparer des mots notés" }).click();
    await zoe.page.getByLabel("Les six mots").fill(noted.map((word) => word.trim().normalize("NFC").slice(0, 4)).join(" "));
    await zoe.press("Comparer");
    await zoe.reads("#verdict", /Oui\s: ces mots sont ceux de ce livre/);
    await zoe.look("compare");
    await zoe.open("/book/accounts");
    await zoe.page.getByRole("link", { name: /Bilal/ }).click();
    await zoe.look("account");
  });

  test("the market closes: nothing moves any more, and the refusal says so", async () => {
    const { zoe, bilal } = cast;
    bilal.expect(refused("/documents"));
    await zoe.open("/organise");
    await zoe.page.getByText("Fermer le marché").first().click();
    await zoe.press("Fermer le marché");
    await zoe.at(/^\/book$/);
    await bilal.open("/pay");
    const awaAddress = await addressOf(bilal, /Awa/);
    await bilal.open(`/pay?to=${awaAddress}`);
    await bilal.page.getByLabel("Combien").fill("1");
    await bilal.press(/^Payer /);
    await bilal.reads("[data-refusal]", /Le marché est fermé/);
    await zoe.open("/organise");
    await zoe.reads("#tempo", /Le marché est fermé/);
    await zoe.look("desk-closed");
  });

  test("though the market is closed, Bilal has his texts erased, and nobody reads his name any more", async () => {
    const { zoe, awa, bilal } = cast;
    const address = await addressOf(bilal, /Bilal/);
    await bilal.open("/me");
    await bilal.page.getByRole("link", { name: "Effacer mes textes" }).click();
    await bilal.at(/^\/erase$/);
    await bilal.reads("main", /Votre nom, Bilal/);
    await bilal.look("erase");
    await bilal.press("Effacer mes textes");
    assert.equal(new URL(bilal.page.url()).pathname, "/erase", "nothing is signed before it was said to be understood");
    await bilal.page.getByLabel(/J’ai compris/).check();
    await bilal.press("Effacer mes textes");
    await bilal.at(/^\/receipt\/\d+$/);
    await bilal.reads("[data-verdict=true]", /Vrai/);
    await bilal.reads("h1", /Reçu d’effacement/);
    await bilal.look("erased");
    await bilal.page.emulateMedia({ media: "print" });
    await bilal.look("erased-printed");
    await bilal.page.emulateMedia({ media: null });
    const start = address.slice(0, 4);
    for (const [phone, path] of [[zoe, "/book/accounts"], [awa, "/pay"], [zoe, "/projector"], [zoe, `/book/account/${address}`]]) {
      await phone.open(path);
      const words = await phone.words();
      assert.ok(!words.includes("Bilal") && words.includes(start), `${path}: ${words}`);
    }
    await zoe.open("/book/accounts");
    await zoe.look("accounts-erased");
    await bilal.open("/me");
    await bilal.look("me-erased");
    assert.deepEqual(await bilal.texts(), [], "nor does his phone keep what he wrote");
  });
}
