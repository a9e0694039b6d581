// The rescue card: the words and QR of the owner key, shown until three of the words were given back; then forgotten.

import { hex } from "./bytes.ts";
import { forgetOwner, noteCard, present } from "./identity.ts";
import * as page from "./page.ts";
import { phraseOf, placeOf, wordList } from "./phrase.ts";
import { showState } from "./states.ts";
import type { OwnKey } from "./store.ts";

/** States of a `[data-card]`: `words`, `asking` (the words are covered), `safe`, `no-key`, `no-storage`. */
export async function prepareCard(card: HTMLElement): Promise<void> {
  // The questions are a box of their own: their states are not the card's.
  card.querySelector<HTMLElement>("form[data-ask]")?.setAttribute("data-current", "idle");
  try {
    const { owner } = await present(page.currency);
    if (owner?.entropy) return await show(card, owner, owner.entropy);
    close(card, page.remembered(`card:${page.account}`) === "done" ? "safe" : "no-key");
  } catch {
    close(card, "no-storage");
  }
}

async function show(card: HTMLElement, owner: OwnKey, entropy: Uint8Array): Promise<void> {
  const list = await wordList(page.language);
  const words = phraseOf(entropy, list);
  for (const [place, item] of [...card.querySelectorAll("[data-words] > *")].entries()) item.textContent = words[place] ?? "";
  card.querySelector<HTMLElement>("[data-copy]")?.setAttribute("data-copy", words.join(" "));
  const { qrPicture } = await import("./qr.ts");
  const restore = `${location.origin}/restore#card=${hex(entropy)}`;
  for (const place of card.querySelectorAll("[data-qr]")) place.replaceChildren(qrPicture(restore));
  showState(card, "words");
  const form = card.querySelector<HTMLFormElement>("form[data-ask]");
  if (form) ask(card, form, owner, words, list);
}

/** Asks three words back. The card is covered while somebody answers, so that the answer comes from the paper. */
function ask(card: HTMLElement, form: HTMLFormElement, owner: OwnKey, words: readonly string[], list: readonly string[]): void {
  const inputs = [...form.querySelectorAll<HTMLInputElement>("[data-ask-word]")];
  let places = someOf(words.length, inputs.length);
  const pose = (): void => {
    for (const [number, slot] of [...form.querySelectorAll("[data-slot=position]")].entries()) {
      slot.textContent = String((places[number] ?? 0) + 1);
    }
  };
  const cover = (covered: boolean): void => {
    showState(card, covered ? "asking" : "words");
    for (const place of card.querySelectorAll<HTMLElement>("[data-state=words]")) place.hidden = covered;
  };
  const wrong = (hidden: boolean): void => {
    for (const place of form.querySelectorAll<HTMLElement>("[data-state=wrong]")) place.hidden = hidden;
  };
  pose();
  form.hidden = false;
  form.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLInputElement) cover(true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missed = inputs.filter((input, number) => {
      const right = placeOf(input.value.trim(), list) === list.indexOf(words[places[number] ?? 0] ?? "");
      input.setAttribute("aria-invalid", String(!right));
      return !right;
    });
    wrong(missed.length === 0);
    if (missed.length === 0 && inputs.length > 0) {
      void prove(card, form, owner).catch(() => close(card, "no-storage"));
      return;
    }
    // Other words the next time, with the card in sight until then.
    places = someOf(words.length, inputs.length);
    form.reset();
    pose();
    cover(false);
  });
}

async function prove(card: HTMLElement, form: HTMLFormElement, owner: OwnKey): Promise<void> {
  await forgetOwner(owner);
  form.hidden = true;
  form.reset();
  close(card, "safe");
  document.dispatchEvent(new CustomEvent("card"));
}

/** Shows a state in which there is no card to see: nothing of it stays in the page. */
function close(card: HTMLElement, state: string): void {
  for (const item of card.querySelectorAll("[data-words] > *")) item.textContent = "";
  for (const place of card.querySelectorAll("[data-qr]")) place.replaceChildren();
  for (const button of card.querySelectorAll<HTMLElement>("[data-print], [data-copy]")) {
    button.hidden = true;
    if (button.dataset["copy"] !== undefined) button.dataset["copy"] = "";
  }
  showState(card, state);
  if (state === "safe" && page.account !== "") noteCard(page.currency, page.account, "done");
}

/** Different places, in the order of the card. */
function someOf(length: number, count: number): number[] {
  const places = Array.from({ length }, (_, place) => place);
  const chosen: number[] = [];
  while (chosen.length < count && places.length > 0) {
    const dice = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    chosen.push(...places.splice(dice % places.length, 1));
  }
  return chosen.sort((a, b) => a - b);
}
