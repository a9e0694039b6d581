// The rescue card: the words and QR of the owner key, shown until three of the words were given back; then forgotten.

import { hex } from "./bytes.ts";
import { forgetOwner, noteCard, present } from "./identity.ts";
import * as page from "./page.ts";
import { phraseOf, placeOf, wordList } from "./phrase.ts";
import { fill, fillList, showState } from "./states.ts";
import type { OwnKey } from "./store.ts";

const ASKED = 3;

/** States of a `[data-card]`: `ready`, `asking`, `proved`, `no-key` (forgotten already), `no-storage`. */
export async function prepareCard(card: HTMLElement): Promise<void> {
  try {
    const { owner } = await present(page.currency);
    if (!owner?.entropy) {
      if (page.account !== "") noteCard(page.currency, page.account, "done");
      return showState(card, "no-key");
    }
    await show(card, owner, phraseOf(owner.entropy, await wordList(page.language)), hex(owner.entropy));
  } catch {
    showState(card, "no-storage");
  }
}

async function show(card: HTMLElement, owner: OwnKey, words: readonly string[], entropy: string): Promise<void> {
  fill(card, { phrase: words.join(" "), account: owner.account });
  const list = card.querySelector<HTMLElement>("[data-words]");
  if (list) fillList(list, words, (copy, word) => (copy.textContent = word));
  const { qrPicture } = await import("./qr.ts");
  for (const place of card.querySelectorAll("[data-qr]")) place.replaceChildren(qrPicture(`${location.origin}/restore#card=${entropy}`));
  const proof = card.querySelector<HTMLFormElement>("form[data-proof]");
  if (proof) ask(card, proof, owner, words);
  card.querySelector("[data-ask]")?.addEventListener("click", () => {
    showState(card, "asking");
    proof?.querySelector("input")?.focus();
  });
  for (const back of card.querySelectorAll("[data-show-again]")) back.addEventListener("click", () => showState(card, "ready"));
  showState(card, "ready");
}

function ask(card: HTMLElement, proof: HTMLFormElement, owner: OwnKey, words: readonly string[]): void {
  const questions = proof.querySelector<HTMLElement>("[data-questions]");
  if (!questions) return;
  fillList(questions, someOf(words.length), (copy, place) => {
    fill(copy, { position: String(place + 1) });
    const input = copy.querySelector("input");
    if (input) input.dataset["place"] = String(place);
  });
  proof.addEventListener("submit", (event) => {
    event.preventDefault();
    void prove(card, proof, owner, words).catch(() => showState(card, "no-storage"));
  });
}

async function prove(card: HTMLElement, proof: HTMLFormElement, owner: OwnKey, words: readonly string[]): Promise<void> {
  const list = await wordList(page.language);
  const inputs = [...proof.querySelectorAll<HTMLInputElement>("input[data-place]")];
  const wrong = inputs.filter((input) => {
    const right = list.indexOf(words[Number(input.dataset["place"])] ?? "") === placeOf(input.value.trim(), list);
    input.setAttribute("aria-invalid", String(!right));
    return !right;
  });
  if (inputs.length === 0 || wrong.length > 0) {
    // The questions stay in sight: a template shows its words for `wrong` beside them.
    for (const place of card.querySelectorAll<HTMLElement>("[data-wrong]")) place.hidden = false;
    wrong[0]?.focus();
    return;
  }
  await forgetOwner(owner);
  fill(card, { phrase: "", account: "" });
  for (const place of card.querySelectorAll("[data-qr]")) place.replaceChildren();
  const shown = card.querySelector<HTMLElement>("[data-words]");
  if (shown) fillList(shown, [], () => undefined);
  showState(card, "proved");
  document.dispatchEvent(new CustomEvent("card"));
  const next = proof.dataset["next"];
  if (next) location.assign(next);
}

/** Three different places, in the order of the card. */
function someOf(length: number): number[] {
  const places = Array.from({ length }, (_, place) => place);
  const chosen: number[] = [];
  while (chosen.length < ASKED && places.length > 0) {
    const dice = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    chosen.push(...places.splice(dice % places.length, 1));
  }
  return chosen.sort((a, b) => a - b);
}
