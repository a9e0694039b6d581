// Offers, payments, receipts, and what comes between.

import assert from "node:assert/strict";

import { Phone } from "../phone.mjs";
import { balance, payNow, refused } from "./screen.mjs";

export function trade(test, cast) {
  test("a neighbour offers jam with a photo", async () => {
    const { bilal } = cast;
    await bilal.join("Bilal");
    await bilal.at(/^\/me$/);
    await bilal.open("/offer");
    const { page } = bilal;
    await page.getByLabel("En quelques mots").fill("Confiture de mûres");
    await page.getByLabel("Compter le prix en").selectOption("units");
    await page.getByLabel("Prix", { exact: true }).fill("deux");
    await bilal.press("Mettre au marché");
    await bilal.reads("[data-invalid=price]", /Écrivez un nombre/);
    await bilal.look("offer-mistake");
    await page.getByLabel("Prix", { exact: true }).fill("2,50");
    const buffer = await page.screenshot({ type: "jpeg" });
    await page.getByLabel("Une photo").setInputFiles({ name: "confiture.jpg", mimeType: "image/jpeg", buffer });
    await page.locator("canvas[data-photo-preview]:not([hidden])").waitFor();
    await page.getByLabel("Quelques détails").fill("Cueillies à Wattrelos.\nPot de 250 g, à rendre.");
    await page.getByLabel("N° de stand").fill("B4");
    await bilal.look("offer");
    await bilal.press("Mettre au marché");
    await bilal.at(/^\/listing\//);
    await page.waitForFunction(() => (document.querySelector(".picture img")?.naturalWidth ?? 0) > 0);
    await bilal.reads("h1", /Confiture de mûres/);
    await bilal.look("listing-mine");
  });

  test("she finds it without accents and pays: both see it at once", async () => {
    const { market, awa, bilal } = cast;
    await bilal.open("/me");
    await bilal.page.evaluate(() => (globalThis.sameVisit = true));
    const second = await awa.context.newPage();
    await second.goto(`${market.address}/me`);
    await awa.page.bringToFront();
    await awa.open("/market");
    await awa.look("market");
    await awa.page.getByRole("searchbox").fill("mures");
    await awa.page.getByRole("searchbox").press("Enter");
    await awa.page.getByRole("link", { name: /Confiture de mûres/ }).click();
    await awa.at(/^\/listing\//);
    await awa.look("listing");
    await awa.page.getByRole("link", { name: "Payer Bilal" }).click();
    await awa.at(/^\/pay$/);
    assert.match(await awa.page.locator("pre[data-document]").innerText({ timeout: 1 }).catch(() => ""), /^$/);
    await awa.page.getByText("Le texte exact que je signe").click();
    await awa.reads("pre[data-document]", /^gune\/1 payment/);
    await awa.look("pay");
    await payNow(awa);
    assert.match(await awa.words(".receipt .amount"), /2,50 Ğ/);
    await awa.look("receipt");
    await bilal.reads(".toast", /Vous avez reçu un paiement/);
    await bilal.reads("#balance .amount", /12,50/);
    await second.locator("#balance .amount", { hasText: "7,50" }).waitFor();
    await second.close();
    assert.ok(await bilal.page.evaluate(() => globalThis.sameVisit), "without leaving the page");
    await bilal.look("me-paid");
  });

  test("the last one sold closes the listing", async () => {
    const { awa } = cast;
    await awa.page.getByRole("link", { name: "Confiture de mûres" }).click();
    await awa.reads("main", /Cette annonce est terminée/);
    await awa.look("listing-closed");
    await awa.open("/market");
    assert.doesNotMatch(await awa.words(), /Confiture/);
  });

  test("anybody checks a receipt that was copied, and a changed one is found out", async () => {
    const { browser, market } = cast;
    const reader = await Phone.in(browser, market, "a reader of receipts");
    const proof = await (await fetch(`http://127.0.0.1:${market.port}/receipts/8.tlog-proof`)).text();
    await reader.open("/check");
    const check = async (text) => {
      await reader.page.getByLabel("Le reçu").fill(text);
      await reader.press("Vérifier");
    };
    await check(`  ${proof.trimEnd()}\r\n`);
    await reader.reads("[data-state=true]", /Vrai, inscrit au rang 8, /);
    await reader.reads("[data-payment]", /2,50 Ğ/);
    await reader.look("check");
    await check(proof.replace("index 8", "index 7"));
    await reader.reads("[data-state=false]", /Faux/);
    await check(proof.replaceAll(/^gune/gm, "autre"));
    await reader.reads("[data-state=foreign]", /autre marché/);
    await check("bonjour");
    await reader.reads("[data-state=unread]", /pas un reçu/);
    await reader.open(`/check#${encodeURIComponent(proof)}`);
    await reader.reads("[data-state=true]", /Vrai, inscrit au rang 8, /);
    await reader.close();
  });

  test("part of it is given back", async () => {
    const { bilal } = cast;
    await bilal.page.locator("#movements").getByRole("link", { name: /Awa/ }).click();
    await bilal.at(/^\/receipt\//);
    await bilal.page.getByText("Rendre tout ou partie").click();
    await bilal.page.getByLabel("Combien rendre").fill("0,50");
    await bilal.look("receipt-received");
    await bilal.press("Rendre");
    await bilal.reads("h1", /Reçu/);
    await bilal.reads(".receipt .facts", /Rend/);
    await bilal.reads("[data-verdict=true]", /Vrai/);
    await bilal.open("/me");
    assert.equal(await balance(bilal), "12Ğ");
  });

  test("a short code pays without a camera, and a link carries amount and memo", async () => {
    const { awa, bilal } = cast;
    await bilal.open("/collect");
    const code = await bilal.words("p.code");
    await bilal.page.getByLabel("Combien").fill("1,50");
    await bilal.page.getByLabel("Un mot").fill("Soupe & pain");
    await bilal.press("Préparer le QR");
    await bilal.reads(".showcase .amount", /1,50/);
    await bilal.look("collect");
    const link = await bilal.page.locator(".link a").getAttribute("href");

    await awa.open("/pay");
    await awa.look("pay-entry");
    await awa.page.getByLabel("code court").fill("0000");
    await awa.press("Continuer");
    await awa.reads("[role=alert]", /Rien n’a été payé/);
    await awa.page.getByLabel("code court").fill(` ${code.toLowerCase()} `);
    await awa.press("Continuer");
    await awa.reads("h1", /Bilal/);
    await awa.page.getByLabel("Combien").fill("1,5,0");
    await awa.press(/^Payer /);
    await awa.reads("[data-invalid=amount]", /Écrivez un nombre/);
    await awa.page.getByLabel("Combien").fill("1");
    await awa.page.getByLabel("Un mot").fill("Merci !");
    await payNow(awa);
    await awa.reads(".facts", /Merci/);

    await awa.open(link);
    assert.equal(await awa.page.getByLabel("Combien").inputValue(), "1,50");
    assert.equal(await awa.page.getByLabel("Un mot").inputValue(), "Soupe & pain");
    await payNow(awa);
    await awa.open("/me");
    assert.equal(await balance(awa), "5,50Ğ");
  });

  test("a payment beyond one's means is refused in plain words, and stays to be read", async () => {
    const { awa } = cast;
    awa.expect(refused("/documents"));
    await awa.open("/pay");
    await awa.page.getByRole("link", { name: /Bilal/ }).click();
    await awa.page.getByLabel("Combien").fill("300");
    await awa.press(/^Payer /);
    const refusal = await awa.reads("[data-refusal]", /Votre solde ne suffit pas/);
    await awa.look("pay-refused");
    await refusal.getByRole("link").click();
    await awa.at(/^\/refusals\/balance-too-small$/);
    await awa.look("refusal");
    await awa.open("/me");
    await awa.reads("[data-outbox-list]", /Votre solde ne suffit pas/);
    await awa.look("me-refused");
    await awa.press("C’est vu");
    await awa.page.locator("[data-outbox-list]").waitFor({ state: "hidden" });
  });

  test("every amount can be read and typed in dividends", async () => {
    const { awa } = cast;
    await awa.press("DU");
    assert.equal(await balance(awa), "0,55DU");
    await awa.look("me-dividends");
    await awa.open("/pay");
    await awa.page.getByRole("link", { name: /Bilal/ }).click();
    await awa.page.getByLabel("Combien").fill("0,05");
    await awa.reads("[data-slot=units]", /^0,50$/);
    await payNow(awa);
    await awa.press("Ğ");
    await awa.open("/me");
    assert.equal(await balance(awa), "5Ğ");
  });

  test("the power goes while she pays: it waits, then arrives exactly once", async () => {
    const { market, zoe, awa, bilal } = cast;
    for (const phone of [zoe, awa, bilal]) phone.expect(/net::ERR_/);
    await awa.open("/pay");
    await awa.page.getByRole("link", { name: /Bilal/ }).click();
    await awa.page.getByLabel("Combien").fill("0,37");
    await market.kill();
    await awa.press(/^Payer /);
    await awa.reads("[data-state=waiting]", /En attente/);
    await awa.reads("[data-outbox]", /1 en attente/);
    await awa.look("pay-waiting");
    await market.run();
    await awa.at(/^\/receipt\/\d+$/);
    await awa.reads("[data-verdict=true]", /Vrai/);
    await awa.open("/book/entries");
    assert.equal((await awa.words()).match(/0,37/g)?.length, 1);
    await awa.page.locator("[data-outbox]").waitFor({ state: "hidden" });
  });
}
