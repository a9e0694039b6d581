// A head that somebody kept: a checkpoint, or a receipt. Against whoever owns the log's key there is nothing else.

import { verifiedHead, type VerifierKey } from "../note.ts";
import { verifiedReceipt } from "../receipt.ts";

export interface Remembered {
  readonly size: number;
  readonly root: Uint8Array;
  /** Of a receipt: the entry, and where it stands. */
  readonly index?: number;
  readonly entry?: string;
}

/** What was kept, if this key has signed it; nothing if it is of another log, or proves nothing. */
export function remembered(text: string, key: VerifierKey): Remembered | undefined {
  const receipt = verifiedReceipt(text, key);
  if (receipt) {
    const { index, entry, head } = receipt;
    return { size: Number(head.size), root: head.root, index: Number(index), entry };
  }
  const head = verifiedHead(text, key);
  return head && { size: Number(head.size), root: head.root };
}
