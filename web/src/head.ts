// The last head seen: each new receipt must be signed by the key pinned at first sight and continue the same log.

import { verifierKey, type Head, type VerifierKey } from "./note.ts";
import { documentOf, verifiedConsistency, verifiedReceipt } from "./receipt.ts";
import { within, type KeptReceipt, type SeenHead } from "./store.ts";

/** How often the log may grow between two of our questions before we leave the answer for another time. */
const ROUNDS_MAX = 8;

export interface Verdict {
  readonly receipt: KeptReceipt;
  /** The newest head that is known to continue the last one. */
  readonly head?: SeenHead;
}

export const seenHead = (currency: string): Promise<SeenHead | undefined> =>
  within(["head"], "readonly", (shelf) => shelf.get("head", currency));

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
  const evidence = judged.verdict === "false" ? { evidence: [known?.lines ?? "", ...(judged.evidence ?? [text])] } : {};
  return {
    receipt: { ...kept, verdict: judged.verdict, ...evidence },
    ...(judged.head ? { head: { currency, log: pinned, ...judged.head } } : {}),
  };
}

function headOf(seen: SeenHead | undefined): Head | undefined {
  const { origin, size, root, lines } = seen ?? {};
  return origin !== undefined && size !== undefined && root && lines !== undefined ? { origin, size, root, lines } : undefined;
}

interface Judged {
  readonly verdict: KeptReceipt["verdict"];
  readonly head?: Head;
  readonly evidence?: readonly string[];
}

/** Whether two signed heads belong to one log, which the server proves through its present head. */
async function oneLog(a: Head, b: Head, key: VerifierKey): Promise<Judged> {
  let [older, newer] = a.size <= b.size ? [a, b] : [b, a];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    if (older.size === newer.size) {
      const equal = older.lines === newer.lines;
      return equal ? { verdict: "true", head: newer } : { verdict: "false", evidence: [older.lines, newer.lines] };
    }
    const body = await consistency(older.size);
    if (body === undefined) return { verdict: "unfinished" };
    const present = verifiedConsistency(body, older, key);
    // A present head behind one that was already shown is a log rolled back.
    if (!present || present.size < newer.size) return { verdict: "false", evidence: [newer.lines, body] };
    // `older` leads to `present`; what is left to prove is that `newer` does too.
    [older, newer] = [newer, present];
  }
  return { verdict: "unfinished" };
}

async function consistency(size: bigint): Promise<string | undefined> {
  try {
    const answer = await fetch(`/log/consistency/${size}`, { cache: "no-store" });
    if (answer.ok) return await answer.text();
    // A server that refuses to prove itself is judged like one that proves something else.
    return answer.status < 500 && answer.status !== 429 ? "" : undefined;
  } catch {
    return undefined;
  }
}
