// An afternoon at the market, told by the phones of those who were there.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { Market } from "../market.mjs";
import { openMarket, Phone, pictureAll, room } from "../phone.mjs";
import { chapters } from "../story.mjs";

const NBSP = /\s/g;
const refused = (path) => new RegExp(`^Failed to load resource.*status of 4[0-9]{2}.*${path}`);

const test = chapters(pictureAll);
let browser, market, zoe, awa, bilal, words;

before(async () => {
  market = await Market.start();
  browser = await room();
  const phone = (name) => Phone.in(browser, market, name);
  [zoe, awa, bilal] = [await phone("Zoé"), await phone("Awa"), await phone("Bilal")];
});

after(async () => {
  await browser?.close();
  await market?.end();
});

const balance = async (phone) => (await phone.words("#balance .amount")).replace(NBSP, "");

/** Signs the payment on screen, and waits for a receipt that this phone has verified. */
async function payNow(phone) {
  await phone.press(/^Payer /);
  await phone.at(/^\/receipt\/\d+$/);
  await phone.reads("[data-verdict=true]", /Vrai, inscrit au rang/);
  return new URL(phone.page.url()).pathname;
}

test("whoever comes before the opening is told to wait", async () => {
  await awa.open("/");
  await awa.reads("h1", /pas encore ouvert/);
  await awa.look("unopened");
});

test("the organiser opens the market and stands at the desk", async () => {
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
  await awa.page.getByRole("link", { name: "Faire ma carte" }).click();
  await awa.at(/^\/card$/);
  await awa.page.locator("[data-words] li", { hasText: /^[a-zéèêàùîï]{3,}$/ }).nth(11).waitFor();
  words = await awa.page.locator("[data-words] li").allInnerTexts();
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
  await awa.reads("[data-state=safe]", /Votre carte est prouvée/);
  await awa.look("card-safe");
  assert.deepEqual(await awa.keys(), ["device"]);
  await awa.open("/me");
  await awa.reads("[data-variant=green]", /Carte faite/);
});

test("a neighbour offers jam with a photo", async () => {
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
  await awa.page.getByRole("link", { name: "Confiture de mûres" }).click();
  await awa.reads("main", /Cette annonce est terminée/);
  await awa.look("listing-closed");
  await awa.open("/market");
  assert.doesNotMatch(await awa.words(), /Confiture/);
});

test("anybody checks a receipt that was copied, and a changed one is found out", async () => {
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
  await bilal.page.locator("#movements").getByRole("link", { name: /Awa/ }).click();
  await bilal.at(/^\/receipt\//);
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

test("she loses her phone: her words, typed as they come, open her account on another", async () => {
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

  await found.open("/me");
  assert.equal(await balance(found), "4,50Ğ");
  await found.page.getByText("Perdu, volé, prêté").first().click();
  await found.look("me-keys");
  await found.close();
});

test("words typed at the key list stop a phone that has no card in it", async () => {
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

test("the door is shut: a newcomer waits, and one touch lets her in", async () => {
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

const optionOf = async (phone, list, name) =>
  (await phone.page.locator(`${list} option`).allInnerTexts()).find((label) => label.startsWith(name));

test("anybody reads the book, the wall and the poster, without JavaScript too", async () => {
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

async function addressOf(phone, name) {
  await phone.open("/book/accounts");
  const href = await phone.page.getByRole("link", { name }).getAttribute("href");
  return href.split("/").pop();
}

test("nothing went wrong that nobody saw", async () => {
  for (const phone of [zoe, awa, bilal]) await phone.close();
});
