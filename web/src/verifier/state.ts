// What the book's state holds (docs/protocol.md, § 4), and what a member's balance is at any time.

import type { Dividends, Tempo, Terms } from "./dividends.ts";

/** How many payments can still be given back. */
export const REFUNDABLE_MAX = 65_536;

export interface Account {
  /** The balance when it was last settled, and what a member from the beginning had received then. */
  settled: bigint;
  settledSum: bigint;
  member: boolean;
  /** The rank of the last dividend it was granted, or in force when it left. */
  receivedRank: number | undefined;
  /** How many keys it has authorised, revoked ones included. */
  authorised: number;
}

export interface Limit {
  /** Hundredths, or how many dividends. */
  readonly most: bigint;
  readonly inDividends: boolean;
  readonly period: number;
}

export interface Key {
  readonly account: string;
  readonly owner: boolean;
  pay: boolean;
  organise: boolean;
  limit: Limit | undefined;
  end: number | undefined;
  revoked: boolean;
  /** The number of its last document; 0 before the first. */
  last: number;
  /** When the windows of its limit began, the one it last spent in, and how much. */
  windowsFrom: number;
  window: number;
  spent: bigint;
}

export interface Payment {
  readonly payer: string;
  /** By payee: what was received and not yet given back. */
  readonly left: Map<string, bigint>;
}

/** What the opening says of the market itself. */
export interface Market {
  readonly currency: string;
  readonly name: string;
  readonly place: string;
  readonly unit: string;
  /** The log's verifier key line. */
  readonly log: string;
  readonly terms: Terms;
  readonly organisers: ReadonlySet<string>;
}

export interface State {
  readonly market: Market;
  readonly accounts: Map<string, Account>;
  readonly keys: Map<string, Key>;
  /** By index, the oldest first. */
  readonly payments: Map<number, Payment>;
  /** How many entries there are, and the moment of the last. */
  size: number;
  at: number;
  members: number;
  supply: bigint;
  dividends: Dividends;
  tempo: Tempo;
  doorOpen: boolean;
}

export const newAccount = (): Account => ({
  settled: 0n,
  settledSum: 0n,
  member: false,
  receivedRank: undefined,
  authorised: 0,
});

export const newKey = (account: string, owner: boolean, at: number): Key => ({
  account,
  owner,
  pay: owner,
  organise: owner,
  limit: undefined,
  end: undefined,
  revoked: false,
  last: 0,
  windowsFrom: at,
  window: 0,
  spent: 0n,
});

/** A dividend touches no account: what a member has received since it was settled is a difference of sums. */
export const balance = (state: State, account: Account): bigint =>
  account.member ? account.settled + state.dividends.sum - account.settledSum : account.settled;

/** Adds to a balance what may be negative. */
export function settle(state: State, account: Account, change: bigint): void {
  account.settled = balance(state, account) + change;
  account.settledSum = state.dividends.sum;
}
