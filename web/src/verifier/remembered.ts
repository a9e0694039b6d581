// A head that somebody kept: a checkpoint, or a receipt. Against whoever owns the log's key there is nothing else.

import { verifiedHead, type VerifierKey } from "../note.ts";
import { verifiedReceipt } from "../receipt.ts";

export interface Remembered {
  readonly size: number;
  readonly root: Uint8Array;
}

/** What was kept, if this key has signed it; nothing if it is of another log, or proves nothing. */
export function remembered(text: string, key: VerifierKey): Remembered | undefined {
  // A receipt proves its entry under its head: a book with another entry there has another root.
  const head = verifiedReceipt(text, key)?.head ?? verifiedHead(text, key);
  return head && { size: Number(head.size), root: head.root };
}
