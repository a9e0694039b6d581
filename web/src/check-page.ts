// Any receipt, checked in this phone: pasted, from a file, or from a link (what stands after #).

import { parseAmount } from "./amount.ts";
import { shownToPeople } from "./base58.ts";
import { checkWords } from "./check-words.ts";
import { parse, value, values, type Signed } from "./document.ts";
import { judge, raiseNow, seenHead } from "./head.ts";
import { verifierKey } from "./note.ts";
import * as page from "./page.ts";
import { wordList } from "./phrase.ts";
import { isPicture } from "./picture.ts";
import { documentOf, momentOf, RECEIPT_MAX, verifiedReceipt, type Receipt } from "./receipt.ts";
import { fill, fillList, showState } from "./states.ts";
import { entered, filled } from "./told.ts";

/** Makes `form[data-check]` ready; a receipt in the address is checked at once. */
export function prepareCheck(form: HTMLFormElement): void {
  const field = form.querySelector("textarea");
  const file = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!field) return;
  const check = (): void => void checkText(form, field.value).catch(() => showState(form, "no-storage"));
  showState(form, "idle");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  file?.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    void textOf(form, chosen).then((text) => {
      if (text === undefined) return;
      field.value = text;
      check();
    });
  });
  const fromAddress = (): void => {
    if (location.hash.length < 2) return;
    field.value = receiptIn(location.href);
    check();
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
}

/** The text of a file. Nothing, once the page has said why: pictures are read elsewhere, and what is too long is no receipt. */
async function textOf(form: HTMLFormElement, file: File): Promise<string | undefined> {
  if (isPicture(file)) showState(form, "photo");
  else if (file.size > RECEIPT_MAX) showState(form, "unread");
  else return file.text();
  return undefined;
}

/** The receipt in a text as people hand it on: a whole link, other line ends, white space around it. */
function receiptIn(typed: string): string {
  const text = typed.trim();
  const link = /^https?:\/\/\S+?#(\S+)$/.exec(text)?.[1];
  try {
    return `${(link === undefined ? text : decodeURIComponent(link)).replace(/\r\n?/g, "\n").trimEnd()}\n`;
  } catch {
    return text;
  }
}

async function checkText(form: HTMLFormElement, typed: string): Promise<void> {
  const text = receiptIn(typed);
  showState(form, "pending");
  const log = (await seenHead(page.currency))?.log ?? page.log;
  const key = verifierKey(log);
  const origin = /\n\n(\S+)\n[0-9]+\n\S+\n\n— /.exec(text)?.[1];
  if (!key || origin === undefined || text.length > RECEIPT_MAX) return showState(form, "unread");
  if (origin !== key.name) {
    fill(form, { origin });
    return showState(form, "foreign");
  }
  const receipt = verifiedReceipt(text, key);
  if (!receipt) return showState(form, "false");
  await show(form, receipt);
  // The receipt is right; is its head one of the book that this phone knows?
  const { receipt: { verdict }, contradiction } = await judge(page.currency, log, text);
  if (contradiction) await raiseNow(contradiction);
  showState(form, { true: "true", unfinished: "alone", false: "forked" }[verdict]);
}

async function show(form: HTMLFormElement, { index, entry, head }: Receipt): Promise<void> {
  const draft = draftIn(entry);
  const amounts = new Intl.NumberFormat(page.language, { minimumFractionDigits: 2 });
  const { true: words = "", recent = "", dated = "" } = form.dataset;
  const when = entered(momentOf(entry), Date.now() / 1000, page.language, { recent, dated });
  fill(form, {
    true: filled(words, { index: String(index), when }),
    from: draft ? shownToPeople(value(draft, "account") ?? "") : "",
    entry,
    "check-words": checkWords(head.lines, await wordList(page.language)).join(" "),
  });
  const payment = draft?.kind === "payment" ? draft : undefined;
  for (const place of form.querySelectorAll<HTMLElement>("[data-payment]")) place.hidden = payment === undefined;
  const list = form.querySelector<HTMLElement>("[data-payees]");
  if (!list) return;
  fillList(list, payment ? values(payment, "to") : [], (copy, output) => {
    const [payee = "", amount = ""] = output.split(" ");
    fill(copy, { payee: shownToPeople(payee), amount: amounts.format(Number(parseAmount(amount) ?? 0n) / 100) });
  });
}

/** The document that somebody signed; nothing for a dividend, which nobody does. */
function draftIn(entry: string): Signed | undefined {
  try {
    return parse(documentOf(entry) ?? "");
  } catch {
    return undefined;
  }
}
