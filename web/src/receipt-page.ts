// A receipt on a page, verified in the phone: nobody has to believe the server that shows it.

import { checkWords } from "./check-words.ts";
import { judge, raiseNow } from "./head.ts";
import { verifierKey } from "./note.ts";
import * as page from "./page.ts";
import { wordList } from "./phrase.ts";
import { verifiedReceipt } from "./receipt.ts";
import { fill } from "./states.ts";

/** Shows the `[data-verdict]` of a receipt (`pending`, `true`, `false`) and the check words of its head. */
export async function verifyShown(box: HTMLElement): Promise<void> {
  const show = (verdict: string): void => {
    for (const place of box.querySelectorAll<HTMLElement>("[data-verdict]")) place.hidden = place.dataset["verdict"] !== verdict;
  };
  show("pending");
  try {
    const text = await receiptText(box);
    const { receipt, contradiction } = await judge(page.currency, page.log, text);
    if (contradiction) await raiseNow(contradiction);
    const index = box.dataset["index"];
    const verdict = index !== undefined && index !== receipt.index ? "false" : receipt.verdict;
    // What could not be asked is still pending, not false.
    show(verdict === "unfinished" ? "pending" : verdict);
    const key = verifierKey(page.log);
    const head = key && verifiedReceipt(text, key)?.head;
    if (head && verdict === "true") fill(box, { "check-words": checkWords(head.lines, await wordList(page.language)).join(" ") });
  } catch {
    show("pending");
  }
}

async function receiptText(box: HTMLElement): Promise<string> {
  const url = box.dataset["receiptUrl"];
  if (url === undefined) return box.querySelector("pre[data-proof]")?.textContent ?? "";
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}
