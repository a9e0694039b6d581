// Payments (docs/protocol.md, § 4): money moves and none is made; what is given back is tied to what was paid.

import { AMOUNT_MAX, parseAmount } from "../amount.ts";
import { value, values, type Draft } from "../document.ts";
import { Wrong, type Document } from "./entry.ts";
import { one } from "./ledger.ts";
import { balance, REFUNDABLE_MAX, settle, type Key, type State } from "./state.ts";

/** Who receives how much, from the `to` lines. */
export function outputs(entry: Draft): [string, bigint][] {
  return values(entry, "to").map((line) => {
    const [to = "", amount = ""] = line.split(" ");
    return [to, parseAmount(amount) ?? 0n];
  });
}

export function pay(state: State, entry: Document, key: Key): void {
  const payer = one(entry, "account");
  const paid = outputs(entry);
  if (paid.some(([to]) => to === payer)) throw new Wrong("pay-oneself");
  if (paid.some(([to]) => !state.accounts.has(to))) throw new Wrong("unknown-payee");
  if (value(entry, "listing") === undefined && paid.some(([, amount]) => amount === 0n)) throw new Wrong("zero-amount");
  const refund = value(entry, "refund-of");
  if (refund !== undefined) giveBack(state, Number(refund), payer, paid);
  const sum = paid.reduce((all, [, amount]) => all + amount, 0n);
  const account = state.accounts.get(payer);
  if (!account || sum > balance(state, account)) throw new Wrong("balance-too-small");
  spend(state, entry.at, key, sum);
  settle(state, account, -sum);
  for (const [to, amount] of paid) {
    const payee = state.accounts.get(to);
    if (payee) settle(state, payee, amount);
  }
  state.payments.set(state.size, { payer, left: new Map(paid) });
  const [oldest] = state.payments.keys();
  if (state.payments.size > REFUNDABLE_MAX && oldest !== undefined) state.payments.delete(oldest);
}

function giveBack(state: State, index: number, payee: string, paid: [string, bigint][]): void {
  const payment = state.payments.get(index);
  if (!payment) throw new Wrong("unknown-payment");
  const [output, ...more] = paid;
  if (!output || more.length > 0 || output[0] !== payment.payer) throw new Wrong("refund-not-payer");
  const left = payment.left.get(payee);
  if (left === undefined) throw new Wrong("refund-not-payee");
  if (output[1] > left) throw new Wrong("refund-too-much");
  payment.left.set(payee, left - output[1]);
}

/** Counts against the key's limit, in the window of this moment. */
function spend(state: State, at: number, key: Key, sum: bigint): void {
  const { limit } = key;
  if (!limit) return;
  const window = Math.floor((at - key.windowsFrom) / limit.period);
  const spent = (window === key.window ? key.spent : 0n) + sum;
  const most = limit.inDividends ? limit.most * state.dividends.current : limit.most;
  if (spent > most || spent > AMOUNT_MAX) throw new Wrong("limit-passed");
  key.window = window;
  key.spent = spent;
}
