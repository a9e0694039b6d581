// What waits in the outbox, and what was refused, as a list that people can read and clear.

import { discard, hurry, waiting } from "./outbox.ts";
import * as page from "./page.ts";
import { showRefusal } from "./refusal.ts";
import { fill, fillList, showState } from "./states.ts";

export async function showOutbox(list: HTMLElement): Promise<void> {
  const rows = (await waiting(page.currency)).filter(({ state }) => state !== "sent");
  list.hidden = rows.length === 0;
  fillList(list, rows, (copy, row) => {
    fill(copy, { kind: row.kind, document: row.document, made: new Date(row.made).toLocaleTimeString(page.language) });
    for (const word of copy.querySelectorAll<HTMLElement>("[data-kind]")) word.hidden = word.dataset["kind"] !== row.kind;
    showState(copy, row.state);
    showRefusal(copy, row.refusal);
    copy.querySelector("[data-discard]")?.addEventListener("click", () => void discard(row));
    copy.querySelector("[data-retry]")?.addEventListener("click", () => void hurry(page.currency));
  });
}
