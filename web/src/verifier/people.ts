// Members and keys (docs/protocol.md, § 4): admission, departure, authorising, revoking.

import { AMOUNT_MAX, parseAmount } from "../amount.ts";
import { value, values } from "../document.ts";
import { Wrong, type Document } from "./entry.ts";
import { isGoodKey, one, seconds } from "./ledger.ts";
import { newKey, settle, type Limit, type State } from "./state.ts";

const AUTHORISED_MAX = 16;

export function admit(state: State, address: string): void {
  const account = state.accounts.get(address);
  if (!account) throw new Wrong("unknown-member");
  if (account.member) throw new Wrong("already-member");
  const { rank, current } = state.dividends;
  const granted = state.market.terms.rule === "ratio" && account.receivedRank !== rank ? current : 0n;
  if (state.supply + granted > AMOUNT_MAX) throw new Wrong("supply-full");
  settle(state, account, granted);
  account.member = true;
  account.receivedRank = rank;
  state.supply += granted;
  state.members++;
}

export function depart(state: State, address: string): void {
  const account = state.accounts.get(address);
  if (!account) throw new Wrong("unknown-member");
  if (!account.member) throw new Wrong("not-member");
  settle(state, account, 0n);
  account.member = false;
  account.receivedRank = state.dividends.rank;
  state.members--;
}

export function authorise(state: State, entry: Document): void {
  const [account, spelled] = [one(entry, "account"), one(entry, "authorised")];
  if (!isGoodKey(spelled)) throw new Wrong("bad-key");
  const known = state.keys.get(spelled);
  if (known && (known.owner || known.account !== account)) throw new Wrong("key-taken");
  if (known?.revoked) throw new Wrong("key-revoked");
  const end = seconds(entry, "end");
  if (end !== undefined && end <= entry.at) throw new Wrong("end-past");
  const owner = state.accounts.get(account);
  if (!known && owner && owner.authorised++ >= AUTHORISED_MAX) throw new Wrong("too-many-keys");
  const key = known ?? newKey(account, false, entry.at);
  const limit = limitOf(value(entry, "limit"));
  if (limit?.period !== key.limit?.period) Object.assign(key, { windowsFrom: entry.at, window: 0, spent: 0n });
  const roles = values(entry, "role");
  Object.assign(key, { limit, end, pay: roles.includes("pay"), organise: roles.includes("organise") });
  state.keys.set(spelled, key);
}

function limitOf(spelled: string | undefined): Limit | undefined {
  if (spelled === undefined) return undefined;
  const [allowed = "", period = ""] = spelled.split(" per ");
  const inDividends = allowed.endsWith(" UD");
  const most = inDividends ? BigInt(allowed.slice(0, -3)) : (parseAmount(allowed) ?? 0n);
  return { most, inDividends, period: Number(period) };
}

export function revoke(state: State, entry: Document): void {
  const key = state.keys.get(one(entry, "revoked"));
  if (!key || key.owner || key.account !== one(entry, "account")) throw new Wrong("unknown-key");
  if (key.revoked) throw new Wrong("key-revoked");
  key.revoked = true;
}
