// A rescue phrase typed into a form: read, or the wrong word named in the form's own words.

import type { Bytes } from "./bytes.ts";
import { read, wordLists } from "./phrase.ts";
import { fill } from "./states.ts";

/** The entropy behind the words, or nothing after the fault was shown in `[data-word-error]`. */
export async function entropyTyped(box: ParentNode, words: string): Promise<Bytes | undefined> {
  const reading = read(words, await wordLists());
  hideWordErrors(box);
  if (reading.is === "phrase") return reading.entropy;
  // A slip that can be pointed at is told like a wrong word: both ask to look at one word of the card.
  const fault = reading.is === "checksum" && reading.position !== undefined ? "slip" : reading.is;
  const places = [...box.querySelectorAll<HTMLElement>("[data-word-error]")];
  const named = (name: string): HTMLElement | undefined => places.find(({ dataset }) => dataset["wordError"] === name);
  // The place without a name speaks of one word; it has nothing to say about a number of words.
  const place = named(fault) ?? named(reading.is) ?? ("position" in reading ? named("") : undefined);
  const field = box.querySelector("textarea");
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
  if (place) {
    place.hidden = false;
    fill(place, {
      count: "count" in reading ? String(reading.count) : "",
      position: "position" in reading && reading.position !== undefined ? String(reading.position) : "",
      word: "word" in reading ? (reading.word ?? "") : "",
      suggestion: "suggestions" in reading ? reading.suggestions.join(", ") : "",
    });
  }
  return undefined;
}

export function hideWordErrors(box: ParentNode): void {
  for (const place of box.querySelectorAll<HTMLElement>("[data-word-error]")) place.hidden = true;
  box.querySelector("textarea")?.removeAttribute("aria-invalid");
}
