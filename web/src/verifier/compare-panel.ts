// The third part of the page: six words from a paper, and whether a head of the book has them, or nearly.

import { headLines, type Report } from "./replay.ts";
import { heads, Nearest, numbersOf, numbersTyped, type Near, type Numbers } from "./typed-words.ts";
import type { BookPanel } from "./book-panel.ts";
import { find, pause, verdict, wordsOf } from "./show.ts";
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
    const near = await nearest(book, typed.numbers, () => turn === this.turn);
    if (turn !== this.turn) return;
    if (!near) return box.append(verdict("bad", say("compare_absent"), say("compare_absent_hint")));
    const { head: { size, lines }, differs } = near;
    const head = { size: integer(size), when: when(book.moments[size - 1] ?? 0) };
    if (differs === undefined) {
      return box.append(verdict("good", say("compare_found", head), say("compare_entry", { line: integer(size - 1) })));
    }
    const word = wordsOf(lines)[differs] ?? "";
    box.append(verdict("wait", say("compare_almost", { position: String(differs + 1) }), say("compare_almost_hint", { ...head, word })));
  }
}

interface Head {
  readonly size: number;
  readonly lines: string;
}

/** The head of the book that was noted, or nearly; nothing if there is none, or nobody waits for it any more. */
async function nearest(book: Report, readings: readonly Numbers[], wanted: () => boolean): Promise<Near<Head> | undefined> {
  const origin = book.last.lines.split("\n")[0] ?? "";
  const looking = new Nearest<Head>(readings);
  for (const [size, root] of heads(book.leaves)) {
    const lines = headLines(origin, size, root);
    if (looking.look({ size, lines }, numbersOf(lines))) break;
    if (size % SLICE === 0) await pause();
    if (!wanted()) return undefined;
  }
  return looking.found;
}
