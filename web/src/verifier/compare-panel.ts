// The third part of the page: six words from a paper, and whether a head of the book has them.

import { headLines, type Report } from "./replay.ts";
import { heads, numbersOf, numbersTyped } from "./typed-words.ts";
import type { BookPanel } from "./book-panel.ts";
import { find, pause, verdict } from "./show.ts";
import { integer, say, when } from "./words.ts";

/** How many heads are compared before the page may breathe. */
const SLICE = 512;

export class ComparePanel {
  private asked = false;
  private turn = 0;

  constructor(private readonly panel: BookPanel) {
    find<HTMLFormElement>("#compare form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.asked = true;
      void this.show();
    });
  }

  async show(): Promise<void> {
    const turn = ++this.turn;
    const box = find("#compare-verdict");
    box.replaceChildren();
    const { book } = this.panel;
    if (!this.asked) return;
    if (!book) return box.append(verdict("wait", say("compare_first")));
    const typed = numbersTyped(find<HTMLTextAreaElement>("#words").value);
    if ("count" in typed) return box.append(verdict("wait", say("compare_count", { count: String(typed.count) })));
    if ("word" in typed) {
      return box.append(verdict("wait", say("compare_unknown", { position: String(typed.position), word: typed.word })));
    }
    const size = await sizeWith(book, typed.numbers, () => turn === this.turn);
    if (turn !== this.turn) return;
    if (size === undefined) return box.append(verdict("bad", say("compare_absent"), say("compare_absent_hint")));
    const found = say("compare_found", { size: integer(size), when: when(book.moments[size - 1] ?? 0) });
    box.append(verdict("good", found, say("compare_entry", { line: integer(size - 1) })));
  }
}

/** The size at which the book's head has these words; nothing if none has. */
async function sizeWith(book: Report, asked: readonly string[], wanted: () => boolean): Promise<number | undefined> {
  const origin = book.last.lines.split("\n")[0] ?? "";
  for (const [size, root] of heads(book.leaves)) {
    if (asked.includes(numbersOf(headLines(origin, size, root)))) return size;
    if (size % SLICE === 0) await pause();
    if (!wanted()) return undefined;
  }
  return undefined;
}
