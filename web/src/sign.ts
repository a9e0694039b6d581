// Signing pages: finds the islands in the page and wakes each one.

import { prepareCard } from "./card.ts";
import { prepareCheck } from "./check-page.ts";
import { present } from "./identity.ts";
import { showOutbox } from "./outbox-list.ts";
import * as page from "./page.ts";
import { sendPhoto } from "./photo.ts";
import { verifyShown } from "./receipt-page.ts";
import { prepareRestore } from "./restore.ts";
import { prepare } from "./signing.ts";

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];

function wake(): void {
  for (const form of all("form[data-sign]")) void prepare(form as HTMLFormElement);
}

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.matches("[data-photo]")) void sendPhoto(target);
});
document.addEventListener("outbox", () => {
  for (const list of all("[data-outbox-list]")) void showOutbox(list);
});
// Fragments that came with live news may hold forms of their own.
document.addEventListener("fragments", wake);

/** Says on a phone whose key was stopped that it was: its buttons still look as if they could sign. */
async function showStopped(banner: HTMLElement): Promise<void> {
  const { device } = await present(page.currency);
  banner.hidden = !device || !(banner.dataset["revoked"] ?? "").split(" ").includes(device.key);
}

wake();
for (const form of all("form[data-restore]")) prepareRestore(form as HTMLFormElement);
for (const card of all("[data-card]")) void prepareCard(card);
for (const form of all("form[data-check]")) prepareCheck(form as HTMLFormElement);
for (const box of all("[data-verify-receipt]")) void verifyShown(box);
for (const list of all("[data-outbox-list]")) void showOutbox(list);
for (const banner of all("[data-revoked]")) void showStopped(banner);
