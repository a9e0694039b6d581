// The page that verifies a book, alone: its three parts and its two languages. The same script runs in its workers.

import { BookPanel } from "./book-panel.ts";
import { ComparePanel } from "./compare-panel.ts";
import { pool, serve } from "./pool.ts";
import { ReceiptPanel } from "./receipt-panel.ts";
import { find } from "./show.ts";
import { preferred, served, speak, type Code } from "./words.ts";

function start(): void {
  const book = new BookPanel(pool(find("#code").textContent ?? ""), () => follow());
  const receipt = new ReceiptPanel(book);
  const compare = new ComparePanel(book);
  const follow = (): void => {
    receipt.show();
    void compare.show();
  };
  const say = (code: Code): void => {
    speak(code);
    book.show();
    follow();
  };
  for (const button of document.querySelectorAll<HTMLElement>("[data-language]")) {
    button.addEventListener("click", () => say(button.dataset.language as Code));
  }
  // A file dropped beside a box would be opened in the place of this page.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
  say(preferred());
  for (const place of document.querySelectorAll<HTMLElement>("[data-served]")) place.hidden = !served;
}

if (typeof document === "undefined") serve();
else start();
