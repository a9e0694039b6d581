// The rules of the book (docs/protocol.md, § 4), one after the other in their order: an entry in, the next state out.

import { parseAmount } from "../amount.ts";
import { fromBase58 } from "../base58.ts";
import { value, values } from "../document.ts";
import { parseMoment } from "../moment.ts";
import { verifierKey } from "../note.ts";
import { beforeTheFirst, changed, fall, fallenAt, opened, type Phase, type Rule, type Schedule } from "./dividends.ts";
import { isDividend, Wrong, type Dividend, type Document, type Entry } from "./entry.ts";
import { admit, authorise, depart, revoke } from "./people.ts";
import { pay } from "./payment.ts";
import { keyCounts } from "./signature.ts";
import { balance, newAccount, newKey, type Key, type State } from "./state.ts";

const ACCOUNTS_MAX = 100_000;
/** The kinds that a closed market still takes. */
const WHILE_CLOSED = ["tempo", "key", "revocation", "erasure"];

/** Throws `Wrong` with the code of the first rule that refuses; then nothing that matters may be asked of the state. */
export function apply(state: State | undefined, entry: Entry): State {
  if (!state) {
    if (entry.kind !== "opening" || isDividend(entry)) throw new Wrong("not-opened");
    return open(entry);
  }
  if (entry.kind === "opening") throw new Wrong("already-opened");
  const currency = isDividend(entry) ? entry.currency : value(entry, "currency");
  if (currency !== state.market.currency) throw new Wrong("wrong-currency");
  if (entry.at < state.at) throw new Wrong("moment-decreases");
  if (isDividend(entry)) applyDividend(state, entry);
  else applyDocument(state, entry);
  state.size++;
  state.at = entry.at;
  return state;
}

/** The sum of all balances: always the supply. */
export function sumOfBalances(state: State): bigint {
  let sum = 0n;
  for (const account of state.accounts.values()) sum += balance(state, account);
  return sum;
}

export const one = (document: Document, name: string): string => value(document, name) ?? "";
export const seconds = (document: Document, name: string): number | undefined => parseMoment(one(document, name));

/** Whether the bytes behind a base58 spelling may be a key of the book. */
export function isGoodKey(spelled: string): boolean {
  const bytes = fromBase58(spelled);
  return bytes !== undefined && keyCounts(bytes);
}

function open(entry: Document): State {
  const organisers = values(entry, "organiser").map((line) => line.split(" ")[0] ?? "");
  const log = verifierKey(one(entry, "log"));
  if (!organisers.every(isGoodKey) || !log || !keyCounts(log.key)) throw new Wrong("bad-key");
  const schedule = scheduleOf(entry);
  const terms = {
    rule: one(entry, "rule") as Rule,
    first: parseAmount(one(entry, "first")) ?? 0n,
    growth: BigInt(one(entry, "growth")),
    reevaluation: Number(one(entry, "reevaluation")),
    period: schedule.period,
  };
  const keys = new Map(organisers.map((address) => [address, newKey(address, true, entry.at)]));
  const signer = keys.get(one(entry, "key"));
  if (signer) signer.last = 1;
  return {
    market: {
      currency: entry.identifier,
      name: one(entry, "market"),
      place: one(entry, "place"),
      unit: one(entry, "unit"),
      log: one(entry, "log"),
      terms,
      organisers: new Set(organisers),
    },
    accounts: new Map(organisers.map((address) => [address, newAccount()])),
    keys,
    payments: new Map(),
    size: 1,
    at: entry.at,
    members: 0,
    supply: 0n,
    dividends: beforeTheFirst(entry.at, terms),
    tempo: opened(entry.at, schedule),
    doorOpen: false,
  };
}

function scheduleOf(entry: Document): Schedule {
  const after = value(entry, "after");
  return { period: Number(one(entry, "period")), end: seconds(entry, "end"), after: after === undefined ? after : Number(after) };
}

function applyDividend(state: State, entry: Dividend): void {
  const { due } = state.tempo;
  if (due === undefined || entry.at !== due) throw new Wrong("dividend-not-due");
  const { amount, supply, dividends } = fall(state.dividends, state.market.terms, due, state.members, state.supply);
  const said = entry.rank === dividends.rank && entry.amount === amount && entry.members === state.members;
  if (!said || entry.supply !== supply) throw new Wrong("dividend-wrong");
  state.supply = supply;
  state.dividends = dividends;
  state.tempo = fallenAt(state.tempo, due);
}

function applyDocument(state: State, entry: Document): void {
  const { kind, at } = entry;
  const { due, phase } = state.tempo;
  if (due !== undefined && at >= due) throw new Wrong("dividend-due");
  const until = seconds(entry, "until");
  if (until !== undefined && at > until) throw new Wrong("document-expired");
  if (phase === "closed" && !WHILE_CLOSED.includes(kind)) throw new Wrong("market-closed");
  if (kind === "joining") return join(state, entry);
  const key = signingKey(state, entry);
  const number = Number(one(entry, "number"));
  if (number <= key.last) throw new Wrong("number-used");
  checkRight(state, entry, key);
  act(state, entry, key);
  key.last = number;
}

function signingKey(state: State, entry: Document): Key {
  const account = one(entry, "account");
  if (!state.accounts.has(account)) throw new Wrong("unknown-account");
  const key = state.keys.get(one(entry, "key"));
  if (!key || key.account !== account) throw new Wrong("key-not-authorised");
  if (key.revoked) throw new Wrong("key-revoked");
  if (key.end !== undefined && entry.at > key.end) throw new Wrong("key-ended");
  return key;
}

/** Rule 10: which key may do what. */
function checkRight(state: State, entry: Document, key: Key): void {
  const account = one(entry, "account");
  const own = entry.kind === "departure" && one(entry, "member") === account;
  switch (entry.kind) {
    case "payment":
    case "erasure":
    case "departure":
      if (entry.kind !== "departure" || own) {
        if (!key.pay) throw new Wrong("role-missing");
        return;
      }
      break;
    case "key":
      if (!key.owner) throw new Wrong("owner-only");
      return;
    case "revocation":
      if (!key.owner && one(entry, "revoked") !== one(entry, "key")) throw new Wrong("owner-only");
      return;
  }
  if (!state.market.organisers.has(account)) throw new Wrong("not-organiser");
  if (!key.organise) throw new Wrong("role-missing");
}

/** Rule 11: the kind's own rules, and what it does. */
function act(state: State, entry: Document, key: Key): void {
  switch (entry.kind) {
    case "payment":
      return pay(state, entry, key);
    case "admission":
      return values(entry, "member").forEach((member) => admit(state, member));
    case "departure":
      return depart(state, one(entry, "member"));
    case "key":
      return authorise(state, entry);
    case "revocation":
      return revoke(state, entry);
    case "door": {
      const open = one(entry, "door") === "open";
      if (open === state.doorOpen) throw new Wrong("nothing-changes");
      state.doorOpen = open;
      return;
    }
    case "tempo":
      state.tempo = changed(state.tempo, entry.at, one(entry, "phase") as Phase, scheduleOf(entry));
      return;
    case "erasure":
      return;
    default:
      throw new Wrong("malformed");
  }
}

function join(state: State, entry: Document): void {
  const account = one(entry, "account");
  if (state.accounts.has(account)) throw new Wrong("account-exists");
  if (state.keys.has(account)) throw new Wrong("key-taken");
  if (!isGoodKey(account)) throw new Wrong("bad-key");
  if (state.accounts.size >= ACCOUNTS_MAX) throw new Wrong("too-many-accounts");
  state.accounts.set(account, newAccount());
  const key = newKey(account, true, entry.at);
  key.last = Number(one(entry, "number"));
  state.keys.set(account, key);
  if (state.doorOpen) admit(state, account);
}
