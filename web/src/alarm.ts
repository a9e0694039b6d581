// The alarm on every page of a phone that holds heads which contradict each other, with the evidence as text and file.

import { checkWords } from "./check-words.ts";
import * as page from "./page.ts";
import { wordList } from "./phrase.ts";
import { fill, fillList, showState } from "./states.ts";
import { within, type Alarm } from "./store.ts";

/** The file that `gune audit --evidence` reads. */
export const evidence = ({ log, parts }: Alarm): string => `gune/1 evidence\n${log}\n\n${parts.join("\n")}`;

/** The three lines of the head in a part. */
const linesOf = (part: string): string => /[^\n]+\n[0-9]+\n[^\n]+\n(?=\n— )/.exec(part)?.[0] ?? "";

export async function showAlarm(): Promise<void> {
  const alarm = await within(["alarm"], "readonly", (shelf) => shelf.get("alarm", page.currency)).catch(() => undefined);
  const box = document.querySelector<HTMLElement>("[data-alarm]");
  if (!alarm || !box) return;
  const text = evidence(alarm);
  showState(box, alarm.reason);
  fill(box, { evidence: text });
  const link = box.querySelector<HTMLAnchorElement>("a[download]");
  if (link && !link.href) link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  box.hidden = false;
  // The words come from the market, which may be away: the alarm does not wait for them.
  const list = await wordList(page.language).catch(() => undefined);
  if (list) {
    fillList(box, alarm.parts.map(linesOf), (copy, lines) => {
      fill(copy, { size: lines.split("\n")[1] ?? "", words: checkWords(lines, list).join(" ") });
    });
  }
}
