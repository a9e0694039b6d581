// Small pieces of the page: a verdict, figures, check words, and files dropped on a box.

import { checkWords } from "../check-words.ts";
import { lists } from "./lists.ts";
import { spoken, type Code } from "./words.ts";

export function element(name: string, className = "", ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

export function find<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
}

const SVG = "http://www.w3.org/2000/svg";

function drawing(name: string): SVGElement {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("class", "icon");
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#drawing-${name}`);
  drawn.append(use);
  return drawn;
}

/** A verdict in large letters, and what goes with it. */
export function verdict(mood: "good" | "bad" | "wait", title: string, ...more: string[]): HTMLElement {
  const icon = { good: "shield-check", bad: "triangle-alert", wait: "clock" }[mood];
  const said = element("div", "", element("h3", "", title), ...more.map((text) => element("p", "", text)));
  return element("div", `verdict said ${mood}`, drawing(icon), said);
}

/** Names and figures; a figure longer than a line has one of its own. */
export function figures(rows: readonly (readonly [name: string, figure: string])[]): HTMLElement {
  const made = element("dl", "figures");
  for (const [name, figure] of rows) {
    made.append(element("div", figure.length > 40 ? "whole" : "", element("dt", "", name), element("dd", "", figure)));
  }
  return made;
}

/** The check words of a head in the language that is spoken. */
export const wordsOf = (lines: string, language: Code = spoken()): string[] => checkWords(lines, lists[language]);

export function wordList(lines: string): HTMLElement {
  return element("ol", "checkwords", ...wordsOf(lines).map((word) => element("li", "", word)));
}

/** Hears of a file chosen in an input, or dropped on the box around it. */
export function onFile(input: HTMLInputElement, hear: (file: File) => void): void {
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) hear(file);
  });
  const box = input.closest<HTMLElement>("[data-drop]");
  for (const kind of ["dragenter", "dragover"]) {
    box?.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.add("over");
    });
  }
  box?.addEventListener("dragleave", () => box.classList.remove("over"));
  box?.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    if (file) hear(file);
  });
}

/** Lets the page breathe. */
export const pause = (): Promise<void> => new Promise((resume) => setTimeout(resume));
