// When dividends fall, and how much (docs/protocol.md, § 5). Integers only; every division rounds as it says.

import { AMOUNT_MAX } from "../amount.ts";
import { MOMENT_MAX } from "../moment.ts";

const PARTS = 1_000_000_000n;

export type Rule = "ratio" | "g1" | "g1-v1";

/** What the opening says about dividends, once and for all. */
export interface Terms {
  readonly rule: Rule;
  readonly first: bigint;
  /** In parts per 10⁹. */
  readonly growth: bigint;
  /** Seconds; 0 under `ratio`. */
  readonly reevaluation: number;
  /** Seconds, as the opening has them: Ğ1's rules count with these. */
  readonly period: number;
}

/** The dividends so far, and what the next one depends on. */
export interface Dividends {
  readonly rank: number;
  /** The dividend in force. */
  readonly current: bigint;
  /** What somebody who was a member from the beginning has received. */
  readonly sum: bigint;
  /** R, the next re-evaluation. */
  readonly reevaluate: number;
  /** M′, the supply at the re-evaluation before. */
  readonly kept: bigint;
}

export interface Fallen {
  /** What the entry states: each member's, or 0 if nothing fits. */
  readonly amount: bigint;
  readonly supply: bigint;
  readonly dividends: Dividends;
}

export const beforeTheFirst = (at: number, terms: Terms): Dividends => ({
  rank: 0,
  current: terms.first,
  sum: 0n,
  reevaluate: atMost(at + terms.reevaluation),
  kept: 0n,
});

/** What falls at `due`, with so many members and this supply before it. */
export function fall(before: Dividends, terms: Terms, due: number, members: number, supply: bigint): Fallen {
  const counted = { ...before, rank: before.rank + 1 };
  if (members === 0) return { amount: before.current, supply, dividends: counted };
  const count = BigInt(members);
  const valued = { ...counted, ...revalued(before, terms, due, count, supply) };
  const after = supply + count * valued.current;
  if (valued.current > AMOUNT_MAX || after > AMOUNT_MAX) return { amount: 0n, supply, dividends: counted };
  return { amount: valued.current, supply: after, dividends: { ...valued, sum: before.sum + valued.current } };
}

/** The value of the dividend that falls at `due`, and what a re-evaluation changes beside it. */
function revalued(before: Dividends, terms: Terms, due: number, count: bigint, supply: bigint): Partial<Dividends> {
  const { rule, first, growth } = terms;
  if (rule === "ratio") {
    const share = (growth * supply) / (count * PARTS);
    return { current: share > first ? share : first };
  }
  if (due < before.reevaluate) return {};
  const reevaluate = atMost(before.reevaluate + terms.reevaluation);
  if (rule === "g1") {
    const times = BigInt(Math.floor(terms.reevaluation / terms.period));
    return { current: before.current + halfDown(growth * supply, PARTS) / (count * times), reevaluate };
  }
  const grown = growth * growth * before.kept * BigInt(terms.period);
  return { current: before.current + up(grown, PARTS * PARTS * count * BigInt(terms.reevaluation)), reevaluate, kept: supply };
}

/** a/b to the nearest integer; a half rounds down. */
const halfDown = (a: bigint, b: bigint): bigint => (2n * a + b - 1n) / (2n * b);
/** a/b rounded up. */
const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
/** A moment past the last one is that last one, where it is a re-evaluation. */
const atMost = (moment: number): number => Math.min(moment, MOMENT_MAX);

export type Phase = "running" | "paused" | "closed";

/** A period, and what becomes of it after an end. */
export interface Schedule {
  readonly period: number;
  readonly end?: number | undefined;
  readonly after?: number | undefined;
}

export interface Tempo {
  readonly phase: Phase;
  readonly schedule: Schedule;
  /** The next dividend's moment; none unless running. */
  readonly due?: number | undefined;
  /** What remained until the next one when dividends stopped; none while running. */
  readonly remains?: number | undefined;
}

/** The moment one period after `from` by the condition of § 5, step 5; none if there is none. */
export function next({ period, end, after }: Schedule, from: number): number | undefined {
  if (end === undefined || from + period <= end) return spelled(from + period);
  return after === undefined ? undefined : spelled(from + after);
}

export const opened = (at: number, schedule: Schedule): Tempo => ({ phase: "running", schedule, due: next(schedule, at) });

export const fallenAt = (tempo: Tempo, due: number): Tempo => ({ ...tempo, due: next(tempo.schedule, due) });

/** The tempo after a `tempo` entry at `at`. */
export function changed(tempo: Tempo, at: number, phase: Phase, schedule: Schedule): Tempo {
  const { period } = schedule;
  if (tempo.phase === "running") {
    const { due } = tempo;
    if (phase !== "running") return { phase, schedule, remains: due === undefined ? undefined : due - at };
    return { phase, schedule, due: due === undefined ? next(schedule, at) : Math.min(due, at + period) };
  }
  const remains = tempo.remains === undefined ? undefined : Math.min(tempo.remains, period);
  if (phase !== "running") return { phase, schedule, remains };
  return { phase, schedule, due: remains === undefined ? next(schedule, at) : spelled(at + remains) };
}

/** A moment past the last one is none, where it is a dividend's. */
const spelled = (moment: number): number | undefined => (moment <= MOMENT_MAX ? moment : undefined);
