// The page's words, in both languages at once: they stand in the page (templates/locales), never in a script.

import { dated, entered, filled, type Clock } from "../told.ts";

interface Dictionary {
  readonly [word: string]: string;
}

export type Code = "fr" | "en";

const dictionaries = read<Record<Code, Dictionary & { reasons: Dictionary }>>("dictionary");

/** What the page knows of the market it comes from, and the language of whoever took it; nothing if it comes from none. */
export const market = read<{ name: string; unit: string; currency: string; log: string; language: Code } | null>("market");

/** Whether the page stands at its market's own address: that market has other pages, as long as it answers. */
export const served = market !== null && /^https?:$/.test(location.protocol) && location.pathname === "/verifier";

let language: Code = "fr";

function read<T>(id: string): T {
  // A worker has no page, and says nothing.
  if (typeof document === "undefined") return null as T;
  return JSON.parse(document.getElementById(id)?.textContent ?? "null") as T;
}

export const spoken = (): Code => language;

/** A word of the page, with what it takes in the place of each name in braces. */
export const say = (word: string, taken: Dictionary = {}): string => filled(dictionaries[language][word] ?? "", taken);

/** Why a book is wrong. */
export const reason = (code: string, file: string): string => filled(dictionaries[language].reasons[code] ?? code, { file });

/** Says the whole page in this language, and everything after it. */
export function speak(code: Code): void {
  language = code;
  document.documentElement.lang = code;
  document.title = `${say("title")} · Ğune`;
  for (const element of document.querySelectorAll<HTMLElement>("[data-word]")) {
    element.textContent = say(element.dataset.word ?? "", { market: market?.name ?? "" });
  }
  for (const button of document.querySelectorAll<HTMLElement>("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === code));
  }
}

/** The language that was spoken at the market; taken home, that of the browser, if it is one of the page's. */
export const preferred = (): Code => (served && market ? market.language : undefined) ?? browsers();

const browsers = (): Code =>
  navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((code): code is Code => code === "fr" || code === "en") ?? "fr";

export const integer = (count: number | bigint): string => new Intl.NumberFormat(language).format(count);

/** Hundredths as people write amounts. */
export function amount(hundredths: bigint): string {
  const comma = new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).formatToParts(0.5).find(({ type }) => type === "decimal");
  return `${integer(hundredths / 100n)}${comma?.value ?? "."}${String(hundredths % 100n).padStart(2, "0")}`;
}

const clock = (): Clock => ({ recent: say("recent"), dated: say("dated") });

/** A moment by the clock of this device: the day of the week, the day, the hour. */
export const when = (seconds: number): string => dated(seconds, language, clock());

/** When something entered the book, as a verdict says it. */
export const whenEntered = (seconds: number | undefined): string => entered(seconds, Date.now() / 1000, language, clock());
