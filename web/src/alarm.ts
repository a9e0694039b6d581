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

/** The evidence as it stands on this page. */
let shown: Element | null = null;

export async function showAlarm(): Promise<void> {
  const alarm = await within(["alarm"], "readonly", (shelf) => shelf.get("alarm", page.currency)).catch(() => undefined);
  const template = document.querySelector<HTMLTemplateElement>("template[data-alarm]");
  const box = template?.content.firstElementChild?.cloneNode(true);
  if (!alarm || !(box instanceof HTMLElement)) return;
  const text = evidence(alarm);
  // Nothing new since it was shown: whoever reads it is not disturbed.
  if (shown?.textContent === text) return;
  showState(box, alarm.reason);
  fill(box, { evidence: text });
  const link = box.querySelector<HTMLAnchorElement>("a[download]");
  if (link) link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  document.querySelector(".alarm")?.remove();
  document.querySelector("main")?.prepend(box);
  shown = box.querySelector("pre");
  // The words come from the market, which may be away: the alarm does not wait for them.
  const list = await wordList(page.language).catch(() => undefined);
  if (list) {
    fillList(box, alarm.parts.map(linesOf), (copy, lines) => {
      fill(copy, { size: lines.split("\n")[1] ?? "", words: checkWords(lines, list).join(" ") });
    });
  }
}
