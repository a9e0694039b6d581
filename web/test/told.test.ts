// What people read is told as the program tells it: moments, and check words that were noted on paper.

import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { dated, entered } from "../src/told.ts";
import { Nearest, numbersTyped, type Numbers } from "../src/verifier/typed-words.ts";
import { vectors } from "./vectors.ts";

const CLOCKS = {
  fr: { recent: "{weekday} {hour} h {minute}", dated: "{weekday} {date}, {hour} h {minute}" },
  en: { recent: "{weekday} {hour}:{minute}", dated: "{weekday} {date}, {hour}:{minute}" },
};

test("a verdict names the day, and the date only where the day alone would not say which", () => {
  const cases = vectors<{ moment: number; now: number; fr: string; en: string }[]>("moments.json");
  ok(cases.length > 5);
  for (const { moment, now, ...said } of cases) {
    for (const language of ["fr", "en"] as const) equal(entered(moment, now, language, CLOCKS[language], "UTC"), said[language]);
  }
  equal(dated(0, "fr", CLOCKS.fr, "UTC"), "jeudi 1 janvier 1970, 00 h 00");
  equal(entered(undefined, 0, "fr", CLOCKS.fr), "?", "an entry that does not say when it came");
});

interface Noted {
  readonly typed: readonly { readonly typed: string }[];
  readonly nearest: readonly { name: string; heads: Numbers[]; noted: Numbers[]; head: number | null; differs: number | null }[];
}

test("words are read as people note them, and lead to the head that was meant or say which word is another", () => {
  const noted = vectors<Noted>("noted.json");
  ok(noted.typed.length > 8 && noted.nearest.length > 8);
  for (const { typed, ...meant } of noted.typed) deepEqual(numbersTyped(typed), meant, typed);
  for (const { name, heads, noted: readings, head, differs } of noted.nearest) {
    const looking = new Nearest<number>(readings);
    for (const [place, numbers] of heads.entries()) if (looking.look(place, numbers)) break;
    const { found } = looking;
    deepEqual([found?.head ?? null, found?.differs ?? null], [head, differs], name);
  }
});
