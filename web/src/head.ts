// The last head seen: whatever the log signs after it must be signed by the key pinned at first sight, and continue it.

import { verifiedHead, verifierKey, type Head, type VerifierKey } from "./note.ts";
import * as page from "./page.ts";
import { cut, documentOf, verifiedConsistency, verifiedReceipt } from "./receipt.ts";
import { within, type KeptReceipt, type Reason, type SeenHead, type Shelf } from "./store.ts";

/** How often the log may grow between two of our questions before we leave the answer for another time. */
const ROUNDS_MAX = 8;
/** The most parts of the evidence: the first to contradict each other are kept. */
const PARTS_MAX = 8;

/** What a log must not sign; `parts` are signed heads, and answers to a question for consistency. */
export interface Contradiction {
  readonly reason: Reason;
  readonly parts: readonly string[];
}

export interface Verdict {
  readonly receipt: KeptReceipt;
  /** The head known before, and the newest that is proved to continue it. */
  readonly known?: Head;
  readonly head?: Head;
  readonly contradiction?: Contradiction;
}

export const seenHead = (currency: string): Promise<SeenHead | undefined> =>
  within(["head"], "readonly", (shelf) => shelf.get("head", currency));

export function headOf(seen: SeenHead | undefined): Head | undefined {
  const { origin, size, root, lines, note } = seen ?? {};
  if (origin === undefined || size === undefined || !root || lines === undefined) return undefined;
  return { origin, size, root, lines, ...(note !== undefined && { note }) };
}

/** Keeps a head that is proved to continue `known`, unless another page has kept one meanwhile. */
export async function accept(shelf: Shelf, currency: string, log: string, known: Head | undefined, head: Head): Promise<void> {
  const seen = await shelf.get("head", currency);
  if (seen?.lines !== known?.lines || (seen?.note !== undefined && head.size <= (known?.size ?? 0n))) return;
  await shelf.put("head", { log, ...seen, currency, ...head });
}

/** Keeps the evidence beside what is there; the last good head stays as it is. */
export async function raise(shelf: Shelf, currency: string, { reason, parts }: Contradiction): Promise<void> {
  const seen = await shelf.get("head", currency);
  const before = await shelf.get("alarm", currency);
  const all = [...(before?.parts ?? []), ...(seen?.note === undefined ? [] : [seen.note]), ...parts];
  const first = before ?? { currency, log: seen?.log ?? page.log, reason };
  await shelf.put("alarm", { ...first, parts: [...new Set(all)].slice(0, PARTS_MAX) });
}

/** Keeps what this page has come upon, and says it. */
export async function raiseNow(contradiction: Contradiction): Promise<void> {
  await within(["head", "alarm"], "readwrite", (shelf) => raise(shelf, page.currency, contradiction));
  tellAlarm();
}

/** Says it on this page; the next ones look for themselves. */
export function tellAlarm(): void {
  page.remember("witness", "1");
  document.dispatchEvent(new CustomEvent("alarm"));
}

/**
 * Verifies a receipt fully: the log's signature, inclusion, that the entry is `document` (if given), and that its head
 * and the last one seen belong to one log. `unfinished` means that the server could not be asked about the last point.
 */
export async function judge(currency: string, log: string, text: string, document?: string): Promise<Verdict> {
  const seen = await seenHead(currency);
  const pinned = seen?.log ?? log;
  const key = verifierKey(pinned);
  const receipt = key && verifiedReceipt(text, key);
  const index = /^index ([0-9]+)$/m.exec(text)?.[1] ?? "";
  const kept = { currency, index, text };
  if (!key || !receipt || (document !== undefined && documentOf(receipt.entry) !== document)) {
    return { receipt: { ...kept, verdict: "false", evidence: [pinned, text] } };
  }
  const known = headOf(seen);
  const judged = known ? await oneLog(known, receipt.head, key) : { verdict: "true" as const, head: receipt.head };
  const evidence = judged.contradiction ? { evidence: [known?.lines ?? "", ...judged.contradiction.parts] } : {};
  return { ...judged, receipt: { ...kept, verdict: judged.verdict, ...evidence }, ...(known && { known }) };
}

interface Judged {
  readonly verdict: KeptReceipt["verdict"];
  readonly head?: Head;
  readonly contradiction?: Contradiction;
}

const contradicted = (reason: Reason, ...parts: (string | undefined)[]): { readonly contradiction: Contradiction } => ({
  contradiction: { reason, parts: parts.filter((part) => part !== undefined) },
});

/** Whether two signed heads belong to one log, which the server proves through its present head. */
async function oneLog(a: Head, b: Head, key: VerifierKey): Promise<Judged> {
  let [older, newer] = a.size <= b.size ? [a, b] : [b, a];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    if (older.size === newer.size) {
      if (older.lines === newer.lines) return { verdict: "true", head: newer };
      return { verdict: "false", ...contradicted("forked", older.note, newer.note) };
    }
    const sight = await look(older, key);
    if (!sight) return { verdict: "unfinished" };
    const { head, contradiction } = sight;
    if (!head) return { verdict: "false", ...contradicted(contradiction.reason, newer.note, ...contradiction.parts) };
    // A present head behind one that was already shown is a log rolled back.
    if (head.size < newer.size) return { verdict: "false", ...contradicted("shorter", newer.note, head.note) };
    // `older` leads to `head`; what is left to prove is that `newer` does too.
    [older, newer] = [newer, head];
  }
  return { verdict: "unfinished" };
}

export type Sight = { readonly head: Head; readonly contradiction?: never } | { readonly head?: never; readonly contradiction: Contradiction };

/**
 * The log's present head, proved to continue the one known, or what contradicts it. Nothing while the market is away, or
 * somebody else answers at its address: what no log has signed says nothing about it.
 */
export async function look(known: Head | undefined, key: VerifierKey): Promise<Sight | undefined> {
  const body = known && (await ask(`consistency/${known.size}`));
  if (known && body === undefined) return undefined;
  // A size that it has signed and does not know is told by its present head.
  const asked = body ? cut(body)[1] : await ask("checkpoint");
  if (!asked) return undefined;
  const head = verifiedHead(asked, key);
  if (!head) return CHECKPOINT.test(asked) ? contradicted("key", asked) : undefined;
  if (!known || head.lines === known.lines || (body && verifiedConsistency(body, known, key))) return { head };
  return contradicted(head.size < known.size ? "shorter" : "forked", body || asked);
}

const CHECKPOINT = /^\S+\n[1-9][0-9]*\n[\w+/]{43}=\n\n— \S+ [\w+/]+=*\n/;

/** What the log answers; empty where it says that there is no such thing, nothing where it is away. */
async function ask(path: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`/log/${path}`, { cache: "no-store" });
    if (answer.ok) return await answer.text();
    return answer.status === 404 ? "" : undefined;
  } catch {
    return undefined;
  }
}
