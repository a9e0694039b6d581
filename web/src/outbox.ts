// The outbox: signed documents wait here until the book has answered. Sent in order, each as often as needed (the same
// document twice gives the same receipt); a refused one never blocks the next.

import type { Bytes } from "./bytes.ts";
import type { PersonalText } from "./commitment.ts";
import { besideTheBook, document as whole, identifier, parse, textOf, unchecked, value, type Draft, type Field } from "./document.ts";
import { accept, judge, raise, tellAlarm, type Verdict } from "./head.ts";
import { sign } from "./key.ts";
import { printMoment } from "./moment.ts";
import * as page from "./page.ts";
import { post, refusalIn, type Refusal } from "./refusal.ts";
import { within, type OwnKey, type Shelf, type Waiting } from "./store.ts";

const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 60_000;
/** A server that takes longer has lost the question: the document is sent again. */
const ANSWER_MS_MAX = 20_000;
/** What a listing is answered whose picture the market has no more. */
const FORGOTTEN = "/refusals/photo-unknown";
/** Answered documents stay visible that long. */
const KEPT_MS = 7 * 86_400_000;
/** A payment may not surprise anybody next week. */
const PAYMENT_SECONDS = 86_400;

/** What is to be signed, without the fields that every document has. */
export interface Order {
  readonly kind: string;
  readonly fields: readonly Field[];
  readonly texts: readonly PersonalText[];
  /** The picture it names, as it was sent. */
  readonly photo?: Bytes | undefined;
  /** The number and time (ms) shown with the text, which are kept if still possible. */
  readonly shown?: number;
}

/** The document an order becomes under this number. */
export function draftOf(order: Order, currency: string, signer: OwnKey, number: number): Draft {
  const until = order.kind === "payment" ? printMoment(Math.floor((order.shown ?? number) / 1000) + PAYMENT_SECONDS) : undefined;
  const opening = order.kind === "opening";
  const common: Field[] = [
    ...(opening ? [] : [["currency", currency] as const]),
    ["account", signer.account],
    ["key", signer.key],
    ["number", opening ? "1" : String(number)],
    ...(until === undefined ? [] : [["until", until] as const]),
  ];
  return { kind: order.kind, fields: [...common, ...order.fields] };
}

export const preview = (order: Order, currency: string, signer: OwnKey): string =>
  unchecked(draftOf(order, currency, signer, Math.max(order.shown ?? page.now(), signer.last + 1)));

/**
 * Signs the orders, each under a number of its own, and puts them into the outbox in one transaction, with `keys` made
 * for them. Throws `Misspelled` before anything is kept.
 */
export async function enqueue(currency: string, signer: OwnKey, orders: readonly Order[], keys: readonly OwnKey[] = []): Promise<Waiting[]> {
  const written = await within(["keys", "outbox"], "readwrite", async (shelf) => {
    for (const key of keys) await shelf.put("keys", key);
    const stored = await shelf.get("keys", [currency, signer.account, signer.role]);
    const known = stored?.key === signer.key ? stored : undefined;
    // A key that this phone only borrows, from words typed, may have signed on the page before.
    let last = Math.max(known?.last ?? 0, signer.last, Number(page.remembered(`number:${signer.key}`)));
    const rows: Waiting[] = [];
    for (const order of orders) {
      const shown = order.shown ?? 0;
      const number = shown > last ? shown : Math.max(last + 1, page.now());
      const text = textOf(draftOf(order, currency, signer, number));
      last = order.kind === "opening" ? 1 : number;
      const row: Waiting = {
        currency,
        identifier: identifier(text),
        kind: order.kind,
        account: signer.account,
        document: whole(text, sign(text, signer.seed)),
        texts: order.texts,
        ...(order.photo ? { photo: order.photo } : {}),
        made: Date.now(),
        state: "pending",
      };
      row.sequence = Number(await shelf.put("outbox", row));
      rows.push(row);
    }
    signer.last = last;
    if (known) await shelf.put("keys", { ...known, last });
    else page.remember(`number:${signer.key}`, String(last));
    return rows;
  });
  await tell(currency);
  return written;
}

/** Everything in the outbox of one market, oldest first. */
export async function waiting(currency: string): Promise<Waiting[]> {
  const rows = await within(["outbox"], "readonly", (shelf) => shelf.all("outbox"));
  return rows.filter((row) => row.currency === currency);
}

export async function discard(row: Waiting): Promise<void> {
  if (row.sequence !== undefined && row.state !== "pending") {
    const { sequence } = row;
    await within(["outbox"], "readwrite", (shelf) => shelf.remove("outbox", sequence));
  }
  await tell(row.currency);
}

/** Waits until the book has answered about a document; `stalled` is called whenever the server is away. */
export async function answered(row: Waiting, stalled: () => void): Promise<Waiting> {
  for (;;) {
    const changed = new Promise<void>((resolve) => document.addEventListener("outbox", () => resolve(), { once: true }));
    const { sequence } = row;
    const current = sequence === undefined ? row : await within(["outbox"], "readonly", (shelf) => shelf.get("outbox", sequence));
    if (!current || current.state !== "pending") return current ?? row;
    if (away) stalled();
    await Promise.race([changed, flush(row.currency).then(() => changed)]);
  }
}

let away = false;
let retry: ReturnType<typeof setTimeout> | undefined;
let retryMs = RETRY_MS_MIN;
const running = new Map<string, Promise<void>>();

/** Sends what waits, in order, until nothing is left or the server is away; then tries again by itself. */
export function flush(currency: string): Promise<void> {
  const present = running.get(currency);
  // While the server is away only the timer, `online` or a new page asks again.
  if (present) return present;
  if (retry !== undefined) return Promise.resolve();
  const work = sendAll(currency).finally(() => running.delete(currency));
  running.set(currency, work);
  return work;
}

/** Tries at once, whatever the timer says. */
export function hurry(currency: string): Promise<void> {
  clearTimeout(retry);
  retry = undefined;
  return flush(currency);
}

addEventListener("online", () => void hurry(page.currency));

async function sendAll(currency: string): Promise<void> {
  for (;;) {
    const row = (await waiting(currency)).find(({ state }) => state === "pending");
    if (!row) break;
    const pause = await send(row);
    away = pause !== undefined;
    if (pause !== undefined) {
      retry = setTimeout(() => void hurry(currency), pause);
      await tell(currency);
      return;
    }
    retryMs = RETRY_MS_MIN;
    await tell(currency);
  }
  await sweep(currency);
}

/** Sends one document, after its `photo` if that was forgotten; the milliseconds to wait where the server is away. */
async function send(row: Waiting, photo?: Bytes): Promise<number | undefined> {
  const body = new URLSearchParams({ document: row.document });
  for (const { salt, text } of row.texts) {
    body.append("salt", salt);
    body.append("text", text);
  }
  const patience = new AbortController();
  const bell = setTimeout(() => patience.abort(), ANSWER_MS_MAX);
  try {
    if (photo) {
      const kept = await post("/photos", photo, patience.signal);
      // A picture refused now is told by what becomes of its listing.
      if (isAway(kept)) return longer(kept);
    }
    const answer = await post("/documents", body, patience.signal);
    if (isAway(answer)) return longer(answer);
    if (answer.ok && besideTheBook(row.kind)) await settle(row, { state: "sent", answer: (await answer.text()).trim() });
    else if (answer.ok) await keep(row, await answer.text());
    else {
      const refusal = await refusalIn(answer);
      if (refusal.type === FORGOTTEN && row.photo && !photo) return await send(row, row.photo);
      await settle(row, { state: "refused", refusal });
    }
    return undefined;
  } catch (error) {
    // A full or broken storage is not the network's fault: say so instead of trying for ever.
    if (error instanceof DOMException && error.name !== "AbortError") throw error;
    return longer();
  } finally {
    clearTimeout(bell);
  }
}

const isAway = ({ status }: Response): boolean => status >= 500 || status === 429 || status === 408;

/** Doubles the pause, with a jitter so that a room does not come back as one; the server may ask for more. */
function longer(answer?: Response): number {
  const askedSeconds = Number(answer?.headers.get("retry-after") ?? 0);
  retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
  const asked = askedSeconds > 0 ? Math.min(askedSeconds * 1000, RETRY_MS_MAX) : 0;
  return Math.max(asked, (retryMs / 2) * (1 + Math.random()));
}

async function keep(row: Waiting, text: string): Promise<void> {
  const verdict = await judge(row.currency, page.log, text, row.document);
  const { receipt } = verdict;
  if (receipt.verdict === "false") {
    // Kept under a name of its own: a bad receipt never takes the place of a good one.
    const bad = { ...verdict, receipt: { ...receipt, index: `bad ${row.identifier}` } };
    await settle(row, { state: "receipt-bad", answer: receipt.index }, bad);
    if (verdict.contradiction) tellAlarm();
  } else {
    await settle(row, { state: "sent", answer: receipt.index }, verdict);
  }
}

interface Answer {
  readonly state: Waiting["state"];
  readonly answer?: string;
  readonly refusal?: Refusal;
}

/** Writes down the answer, the receipt, the head it proved and what it changes about our keys: all or nothing. */
async function settle(row: Waiting, answer: Answer, verdict?: Verdict): Promise<void> {
  // What was answered needs its picture no more.
  const { photo: _photo, ...kept } = row;
  await within(["outbox", "receipts", "head", "keys", "alarm"], "readwrite", async (shelf) => {
    await shelf.put("outbox", { ...kept, ...answer });
    if (answer.state === "sent" && row.kind === "erasure") await forget(shelf, row);
    if (verdict) {
      await shelf.put("receipts", verdict.receipt);
      if (verdict.contradiction) await raise(shelf, row.currency, verdict.contradiction);
      else if (verdict.head) await accept(shelf, row.currency, page.log, verdict.known, verdict.head);
    }
    if (answer.state === "sent") await noteKeys(shelf, row);
    // The keys of a market that was not opened are of no use to anybody.
    if (answer.state === "refused" && row.kind === "opening") {
      for (const role of ["owner", "device"]) await shelf.remove("keys", [row.currency, row.account, role]);
    }
  });
  // What waited may arrive before the page hears any news.
  if (answer.state === "sent") document.dispatchEvent(new CustomEvent("stale"));
}

/** Texts erased beside the book are no longer kept here either: those of every document signed before the erasure. */
async function forget(shelf: Shelf, erasure: Waiting): Promise<void> {
  for (const row of await shelf.all("outbox")) {
    const { sequence } = row;
    const earlier = sequence !== undefined && sequence < (erasure.sequence ?? 0) && row.state !== "pending";
    if (!earlier || row.currency !== erasure.currency || row.account !== erasure.account) continue;
    // A listing is nothing but texts.
    if (besideTheBook(row.kind)) await shelf.remove("outbox", sequence);
    else if (row.texts.length > 0) await shelf.put("outbox", { ...row, texts: [] });
  }
}

/** What an accepted document says about the keys of this phone. */
async function noteKeys(shelf: Shelf, row: Waiting): Promise<void> {
  const subject = row.kind === "key" ? "authorised" : row.kind === "revocation" ? "revoked" : undefined;
  const signed = parse(row.document);
  const key = subject === undefined ? row.account : value(signed, subject);
  const role = subject === undefined ? "owner" : "device";
  if (subject === undefined && row.kind !== "joining" && row.kind !== "opening") return;
  const own = await shelf.get("keys", [row.currency, row.account, role]);
  if (!own || own.key !== key) return;
  if (row.kind === "revocation") await shelf.remove("keys", [row.currency, row.account, role]);
  else await shelf.put("keys", { ...own, inBook: true });
}

async function sweep(currency: string): Promise<void> {
  const old = Date.now() - KEPT_MS;
  await within(["outbox"], "readwrite", async (shelf) => {
    for (const row of await shelf.all("outbox")) {
      const done = row.currency === currency && (row.state === "sent" || row.state === "refused");
      if (done && row.made < old && row.sequence !== undefined) await shelf.remove("outbox", row.sequence);
    }
  });
}

/** Says how many documents wait, to this page and to the next ones. */
async function tell(currency: string): Promise<void> {
  const pending = (await waiting(currency)).filter(({ state }) => state === "pending");
  page.remember("outbox", String(pending.length), currency);
  document.dispatchEvent(new CustomEvent("outbox"));
}
