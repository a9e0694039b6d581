// The second part of the page: a receipt is verified with the log's key alone, the market's computer gone or not.

import { shownToPeople } from "../base58.ts";
import { same } from "../bytes.ts";
import { parse, value } from "../document.ts";
import { verifierKey } from "../note.ts";
import { isPicture } from "../picture.ts";
import { documentOf, momentOf, verifiedReceipt, type Receipt } from "../receipt.ts";
import { Edge } from "./tree.ts";
import type { BookPanel } from "./book-panel.ts";
import { outputs } from "./payment.ts";
import { textInPicture } from "./picture.ts";
import type { Report } from "./replay.ts";
import { element, figures, find, onFile, verdict, wordsOf } from "./show.ts";
import { amount, market, say, served, whenEntered } from "./words.ts";

const RECEIPT_BYTES_MAX = 1_200_000;

export class ReceiptPanel {
  /** What is said under the form: nothing yet, that a photo is being read or has no code, or what the text is worth. */
  private says: "nothing" | "looking" | "no-code" | "verdict" = "nothing";
  private turn = 0;

  constructor(private readonly panel: BookPanel) {
    find<HTMLFormElement>("#receipt form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.turnTo("verdict");
    });
    onFile(find("#receipt-file"), (file) => void this.read(file));
  }

  private get text(): HTMLTextAreaElement {
    return find<HTMLTextAreaElement>("#receipt-text");
  }

  private async read(file: File): Promise<void> {
    this.turnTo(isPicture(file) ? "looking" : "nothing");
    const turn = this.turn;
    const read = isPicture(file) ? await textInPicture(file) : await file.slice(0, RECEIPT_BYTES_MAX).text();
    // Something else was asked meanwhile.
    if (turn !== this.turn) return;
    if (read === undefined) return this.turnTo("no-code");
    this.text.value = read;
    this.turnTo("verdict");
  }

  private turnTo(says: ReceiptPanel["says"]): void {
    this.turn++;
    this.says = says;
    this.show();
    find("#receipt-verdict").scrollIntoView({ block: "nearest" });
  }

  /** Shows what is known, in the language that is spoken now, with the key that is known now. */
  show(): void {
    const known = this.panel.book?.state.market.log ?? market?.log;
    const typed = find<HTMLInputElement>("#key-line");
    find("#key-field").hidden = known !== undefined;
    const box = find("#receipt-verdict");
    box.replaceChildren();
    if (this.says === "nothing") return;
    if (this.says === "looking") return box.append(verdict("wait", say("receipt_looking")));
    if (this.says === "no-code") return box.append(verdict("wait", say("receipt_no_code")));
    const line = known ?? typed.value.trim();
    if (line === "") return box.append(verdict("wait", say("key_line_hint")));
    const key = verifierKey(line);
    typed.toggleAttribute("aria-invalid", !key);
    if (!key) return box.append(verdict("wait", say("key_bad")));
    // Only what a copy adds by itself is forgiven: white space around it, other ends of lines.
    const text = `${this.text.value.replace(/\r\n?/g, "\n").trim()}\n`;
    const receipt = verifiedReceipt(text, key);
    if (!receipt) return box.append(verdict("bad", say("receipt_false")));
    box.append(...shown(receipt, this.panel.book));
    if (served && line === market?.log) box.append(onward(text));
  }
}

/** The way back to the market, which knows what a page without a network cannot: the heads that this phone has seen. */
function onward(receipt: string): HTMLElement {
  const link = element("a", "act second", say("receipt_compare")) as HTMLAnchorElement;
  link.href = `/check#${encodeURIComponent(receipt)}`;
  return element("div", "onward", element("p", "hint", say("receipt_compare_hint")), link);
}

function shown(receipt: Receipt, book: Report | undefined): HTMLElement[] {
  const title = say("receipt_true", { index: String(receipt.index), when: whenEntered(momentOf(receipt.entry)) });
  const inBook = book && holds(book, receipt);
  const said = [verdict("good", title, ...(inBook && inBook !== "other" ? [inBook === "longer" ? say("receipt_longer") : say("receipt_in_book")] : []))];
  if (inBook === "other") said.push(verdict("bad", say("receipt_other")));
  return [...said, figures(rows(receipt, (book?.state.market ?? market)?.unit ?? ""))];
}

/** Whether the book is the one that the receipt is of. */
function holds(book: Report, { head }: Receipt): "in_book" | "longer" | "other" {
  if (head.size > BigInt(book.leaves.length)) return "longer";
  const edge = new Edge();
  for (const leaf of book.leaves.slice(0, Number(head.size))) edge.append(leaf);
  return same(edge.root(), head.root) ? "in_book" : "other";
}

function rows(receipt: Receipt, unit: string): [string, string][] {
  const head: [string, string] = [say("receipt_head"), wordsOf(receipt.head.lines).join(" ")];
  try {
    const document = parse(documentOf(receipt.entry) ?? "");
    if (document.kind !== "payment") return [[say("receipt_kind"), document.kind], head];
    const paid = outputs(document);
    const sum = paid.reduce((all, [, part]) => all + part, 0n);
    const money = (part: bigint): string => `${amount(part)} ${unit}`.trim();
    const to = paid.map(([payee, part]): [string, string] => {
      return [say("receipt_to"), paid.length > 1 ? `${shownToPeople(payee)} · ${money(part)}` : shownToPeople(payee)];
    });
    return [[say("receipt_amount"), money(sum)], [say("receipt_from"), shownToPeople(value(document, "account") ?? "")], ...to, head];
  } catch {
    // A dividend, which nobody signs.
    return [[say("receipt_kind"), /^gune\/1 ([a-z]+)$/m.exec(receipt.entry)?.[1] ?? ""], head];
  }
}
