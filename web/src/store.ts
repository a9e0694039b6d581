// The phone's own storage (IndexedDB): keys, the last head, documents on their way, receipts, evidence. All by market,
// so that several markets at one address never mix.

import type { Bytes } from "./bytes.ts";
import type { PersonalText } from "./commitment.ts";
import type { Refusal } from "./refusal.ts";

const NAME = "gune";
const VERSION = 2;

export type Role = "owner" | "device";

/** A key this phone can sign with. `entropy` stands with the owner key until the rescue card is proved. */
export interface OwnKey {
  readonly currency: string;
  readonly account: string;
  readonly role: Role;
  readonly key: string;
  readonly seed: Bytes;
  readonly entropy?: Bytes;
  /** The last number this key used here. */
  last: number;
  /** Whether the book knows the key: its account is open (owner) or it is authorised (device). */
  inBook: boolean;
  /** When it was made or chosen last, in milliseconds: the latest is the account of this phone. */
  readonly made: number;
}

/** A signed document on its way to the book. */
export interface Waiting {
  sequence?: number;
  readonly currency: string;
  readonly identifier: string;
  readonly kind: string;
  readonly account: string;
  readonly document: string;
  readonly texts: readonly PersonalText[];
  /** The picture that a listing names, as it was sent: the market forgets one that nobody lists for a day. */
  readonly photo?: Bytes;
  readonly made: number;
  state: "pending" | "sent" | "refused" | "receipt-bad";
  /** The index in the book, or the identifier of what stands beside it. */
  answer?: string;
  refusal?: Refusal;
}

/** The key by which this phone cosigns heads, and which signs nothing else. */
export interface WitnessKey {
  readonly seed: Bytes;
  readonly key: string;
  /** The key of the book that vouches for it, once the market knows so. */
  readonly voucher?: string;
}

/**
 * The last head seen, with the key pinned at first sight. The witness key stands in the same row: whoever lost the head
 * must not go on signing as the one who knew it.
 */
export interface SeenHead {
  readonly currency: string;
  readonly log: string;
  readonly origin?: string;
  readonly size?: bigint;
  readonly root?: Bytes;
  readonly lines?: string;
  /** The head as the log signed it; rows of the first version have none. */
  readonly note?: string;
  readonly witness?: WitnessKey;
  /** When this phone, in whatever tab, last began to look, in milliseconds. */
  readonly looked?: number;
  /** When it cosigned last, and a head of what size. */
  readonly cosigned?: { readonly at: number; readonly size: bigint };
}

/** Heads that contradict each other: kept for ever, whatever comes after. */
export interface Alarm {
  readonly currency: string;
  readonly log: string;
  readonly reason: Reason;
  /** Signed heads, and answers to a question for consistency, as they came. */
  readonly parts: readonly string[];
}

/** Another book, a shorter one, or one under another key. */
export type Reason = "forked" | "shorter" | "key";

export interface KeptReceipt {
  readonly currency: string;
  readonly index: string;
  readonly text: string;
  readonly verdict: "true" | "false" | "unfinished";
  /** Where the verdict is false: the heads that contradict each other, as they were signed or seen. */
  readonly evidence?: readonly string[];
}

type Rows = { keys: OwnKey; outbox: Waiting; head: SeenHead; receipts: KeptReceipt; alarm: Alarm };
export type StoreName = keyof Rows;

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      const base = request.result;
      base.createObjectStore("alarm", { keyPath: "currency" });
      if (oldVersion > 0) return;
      base.createObjectStore("keys", { keyPath: ["currency", "account", "role"] });
      base.createObjectStore("head", { keyPath: "currency" });
      base.createObjectStore("receipts", { keyPath: ["currency", "index"] });
      const outbox = base.createObjectStore("outbox", { keyPath: "sequence", autoIncrement: true });
      outbox.createIndex("identifier", ["currency", "identifier"], { unique: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The stores inside one transaction. */
export interface Shelf {
  get<N extends StoreName>(name: N, key: IDBValidKey): Promise<Rows[N] | undefined>;
  /** Every row of a store, in the order of its keys. */
  all<N extends StoreName>(name: N): Promise<Rows[N][]>;
  put<N extends StoreName>(name: N, row: Rows[N]): Promise<IDBValidKey>;
  remove(name: StoreName, key: IDBValidKey): Promise<undefined>;
}

/** Runs `work` in one transaction: all of it is kept, or nothing. `work` may await nothing but the shelf. */
export async function within<T>(
  stores: readonly StoreName[],
  mode: "readonly" | "readwrite",
  work: (shelf: Shelf) => Promise<T>,
): Promise<T> {
  const transaction = (await open()).transaction([...stores], mode, { durability: "strict" });
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  const shelf: Shelf = {
    get: (name, key) => settled(transaction.objectStore(name).get(key)),
    all: (name) => settled(transaction.objectStore(name).getAll()),
    put: (name, row) => settled(transaction.objectStore(name).put(row)),
    remove: (name, key) => settled(transaction.objectStore(name).delete(key)),
  };
  try {
    const result = await work(shelf);
    await ended;
    return result;
  } catch (error) {
    ended.catch(() => undefined);
    try {
      transaction.abort();
    } catch {
      // It had already ended; the first error is the one to tell.
    }
    throw error;
  }
}

/** The keys of one market on this phone, the account chosen last first. */
export async function ownKeys(currency: string): Promise<OwnKey[]> {
  const keys = await within(["keys"], "readonly", (shelf) => shelf.all("keys"));
  return keys.filter((key) => key.currency === currency).sort((a, b) => b.made - a.made);
}
