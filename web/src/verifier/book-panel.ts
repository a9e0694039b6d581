// The first part of the page: a book is chosen, all of it is verified, and the report stands there.

import { textOf } from "../bytes.ts";
import type { Source } from "./book.ts";
import { verify, type Finding, type Judge, type Report, type Verdict } from "./replay.ts";
import { element, figures, find, onFile, pause, verdict, wordList } from "./show.ts";
import { amount, integer, market, reason, say, when } from "./words.ts";

/** The longest head or receipt that is read. */
const KEPT_BYTES_MAX = 1_200_000;
/** The page is told of progress so often, in milliseconds. */
const TOLD_MS = 100;

interface Loaded {
  readonly file: File;
  readonly kept: File | undefined;
  readonly verdict: Verdict | undefined;
  readonly seconds: number;
}

export class BookPanel {
  private loaded: Loaded | undefined;
  private kept: File | undefined;
  private turn = 0;

  constructor(
    private readonly judge: Judge,
    private readonly changed: () => void,
  ) {
    onFile(find("#book-file"), (file) => void this.verify(file));
    onFile(find("#kept-file"), (file) => {
      this.kept = file;
      if (this.loaded) void this.verify(this.loaded.file);
    });
  }

  /** The book, once all of it was found right. */
  get book(): Report | undefined {
    const found = this.loaded?.verdict;
    return found?.right ? found : undefined;
  }

  private async verify(file: File): Promise<void> {
    const turn = ++this.turn;
    const kept = this.kept;
    this.loaded = { file, kept, verdict: undefined, seconds: 0 };
    find("#progress").hidden = false;
    this.show();
    this.tell(0, 0);
    const began = performance.now();
    const found = await this.found(file, kept, turn);
    if (turn !== this.turn) return;
    this.loaded = { file, kept, verdict: found, seconds: (performance.now() - began) / 1000 };
    find("#progress").hidden = true;
    this.show();
    this.changed();
  }

  private async found(file: File, kept: File | undefined, turn: number): Promise<Verdict> {
    let told = 0;
    const source: Source = async (from, until) => {
      // A newer file was chosen: this one is read no further.
      if (turn !== this.turn) return new Uint8Array();
      return new Uint8Array(await file.slice(from, until).arrayBuffer());
    };
    try {
      const head = kept && { head: await kept.slice(0, KEPT_BYTES_MAX).text() };
      const progress = (done: number, size: number): void => {
        if (turn !== this.turn || performance.now() - told < TOLD_MS) return;
        told = performance.now();
        this.tell(done, size);
      };
      // Between two groups the page may draw and listen.
      const judge: Judge = async (entries) => {
        const judged = await this.judge(entries);
        await pause();
        return judged;
      };
      return await verify(source, { judge, progress, ...head });
    } catch {
      return { right: false, code: "unread" };
    }
  }

  private tell(done: number, size: number): void {
    const bar = find<HTMLProgressElement>("#bar");
    bar.max = Math.max(size, 1);
    bar.value = done;
    find("#progress [data-slot=said]").textContent = say("progress", { done: integer(done), size: integer(size) });
  }

  /** Shows what is known, in the language that is spoken now. */
  show(): void {
    const { loaded } = this;
    const [said, report] = [find("#verdict"), find("#report")];
    said.replaceChildren();
    report.replaceChildren();
    if (!loaded?.verdict) return;
    if (loaded.verdict.right) {
      said.append(...rightSaid(loaded.verdict));
      report.append(...rightReport(loaded.verdict, loaded.seconds));
    } else {
      said.append(wrongSaid(loaded.verdict, loaded.kept?.name ?? ""));
      report.append(...wrongReport(loaded.verdict));
    }
  }
}

function rightSaid(report: Report): HTMLElement[] {
  const { name, place, log } = report.state.market;
  const said = [verdict("good", say("right"), `${name}, ${place}`, say("right_lead"), ...(report.met ? [say("met")] : []))];
  if (market && market.log !== log) said.push(verdict("bad", say("other_market", { market: market.name })));
  return said;
}

function rightReport(report: Report, seconds: number): HTMLElement[] {
  const { state, first, last } = report;
  const { unit, log } = state.market;
  const money = (hundredths: bigint): string => `${amount(hundredths)} ${unit}`;
  return [
    figures([
      [say("people"), integer(state.accounts.size)],
      [say("members"), integer(state.members)],
      [say("dividends"), integer(state.dividends.rank)],
      [say("supply"), money(state.supply)],
      [say("sum"), money(state.supply)],
      [say("entries"), integer(state.size)],
      [say("payments"), integer(report.payments)],
      [say("erasures"), integer(report.erasures)],
      [say("opened"), when(report.opened)],
      [say("until"), when(last.at)],
      [say("took"), say("seconds", { seconds: amount(BigInt(Math.round(seconds * 100))) })],
      [say("key"), log],
    ]),
    element("div", "heads", headSection(say("head_first"), first.lines, 1, first.at), headSection(say("head_last"), last.lines, last.size, last.at)),
    element("p", "hint", say("words_hint")),
  ];
}

function headSection(title: string, lines: string, size: number, at: number): HTMLElement {
  const small = element("small", "", `${say("entries")} : ${integer(size)} · ${when(at)}`);
  return element("section", "", element("h3", "", title, " ", small), wordList(lines));
}

function wrongSaid(found: Finding, kept: string): HTMLElement {
  if (found.code === "no-book") return verdict("wait", reason("no-book", kept));
  if (found.code === "unread") return verdict("wait", say("unread"));
  const why = reason(found.code, kept);
  if (found.line === undefined) return verdict("bad", say("wrong"), why);
  const line = integer(found.line);
  const before = found.line > 0 ? [say("before", { line })] : [];
  return verdict("bad", say("wrong"), say("line", { line, reason: why }), ...before);
}

/** The very text of the line that is wrong, if there is one. */
function wrongReport({ bytes }: Finding): HTMLElement[] {
  if (!bytes || bytes.length === 0) return [];
  const text = element("pre", "", shown(bytes));
  text.tabIndex = 0;
  text.setAttribute("aria-label", say("entry_text"));
  text.setAttribute("role", "group");
  return [element("h3", "", say("entry_text")), text];
}

function shown(bytes: Uint8Array): string {
  try {
    return textOf(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
