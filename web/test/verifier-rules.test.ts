// The rules of docs/protocol.md, §§ 4 and 5, one by one: what each refuses, and that what it does not refuse does as it says.

import { deepStrictEqual as deepEqual, strictEqual as equal, ok, throws } from "node:assert";
import { test } from "node:test";
import { AMOUNT_MAX } from "../src/amount.ts";
import { base58 } from "../src/base58.ts";
import { publicKey } from "../src/key.ts";
import { MOMENT_MAX, printMoment } from "../src/moment.ts";
import type { Field } from "../src/document.ts";
import { beforeTheFirst, changed, fall, next, opened, type Dividends, type Terms } from "../src/verifier/dividends.ts";
import { Wrong, type Entry } from "../src/verifier/entry.ts";
import { apply, sumOfBalances } from "../src/verifier/ledger.ts";
import { balance, type State } from "../src/verifier/state.ts";
import { Log } from "./tree.ts";
import { vectors } from "./vectors.ts";

const T = 1_795_874_592;
const address = (name: string): string => publicKey(new Uint8Array(32).fill(name.charCodeAt(0)));
const COMMITMENT = base58(new Uint8Array(32).fill(9));
const CURRENCY = base58(new Uint8Array(32).fill(8));

/** A market of Ann's, who organises it; Bob and Cid join as the door stands. No signatures: those are tested elsewhere. */
class Market {
  state: State | undefined;
  at = T;
  private number = 1;

  constructor(fields: readonly Field[] = [["rule", "ratio"], ["first", "10.00"], ["growth", "100000000"], ["period", "600"]]) {
    const log = new Log("gune.test/market", new Uint8Array(32).fill(7)).vkey;
    const named: Field[] = [["market", "Market"], ["place", "Place"], ["unit", "Unit"], ["log", log]];
    const start: Field[] = [["account", address("a")], ["key", address("a")], ["number", "1"]];
    this.take({ at: T, kind: "opening", fields: [...start, ...named, ...fields, ["organiser", `${address("a")} ${COMMITMENT}`]], identifier: CURRENCY });
  }

  /** Somebody acts, by their owner key or another one. */
  act(who: string, kind: string, fields: readonly Field[] = [], changed: Partial<Record<"key" | "number" | "currency" | "until", string>> = {}): this {
    const common: Field[] = [
      ["currency", changed.currency ?? CURRENCY],
      ["account", address(who)],
      ["key", changed.key ?? address(who)],
      ["number", changed.number ?? String(++this.number)],
    ];
    if (changed.until !== undefined) common.push(["until", changed.until]);
    return this.take({ at: this.at, kind, fields: [...common, ...fields], identifier: "" });
  }

  pay(from: string, to: string, amount: string, more: readonly Field[] = [], key?: string): this {
    return this.act(from, "payment", [["to", `${address(to)} ${amount}`], ...more], key === undefined ? {} : { key });
  }

  dividend(changed: Partial<{ rank: number; amount: bigint; members: number; supply: bigint; at: number; currency: string }> = {}): this {
    const state = this.state as State;
    const due = state.tempo.due ?? this.at;
    const { amount, supply, dividends } = fall(state.dividends, state.market.terms, due, state.members, state.supply);
    const right = { at: due, kind: "dividend", currency: CURRENCY, rank: dividends.rank, amount, members: state.members, supply } as const;
    this.at = Math.max(this.at, due);
    return this.take({ ...right, ...changed });
  }

  take(entry: Entry): this {
    this.state = apply(this.state, entry);
    equal(sumOfBalances(this.state), this.state.supply);
    return this;
  }

  has(who: string): bigint {
    const state = this.state as State;
    const account = state.accounts.get(address(who));
    return account ? balance(state, account) : -1n;
  }
}

/** Ann, Bob and Cid are members, with ten units each. */
const three = (): Market =>
  new Market().act("a", "door", [["door", "open"]]).act("a", "admission", [["member", address("a")]]).act("b", "joining").act("c", "joining");

const refuses = (code: string, tell: () => unknown): void => {
  throws(tell, (error: unknown) => error instanceof Wrong && error.code === code, code);
};

/** A point of mixed order: it may sign, and never enters. */
const MIXED = base58(Uint8Array.from(vectors<{ speccheck: { key: string }[] }>("ed25519.json").speccheck[4]?.key.match(/../g) ?? [], (pair) => parseInt(pair, 16)));

test("an opening comes first, and only first", () => {
  refuses("not-opened", () => apply(undefined, { at: T, kind: "joining", fields: [], identifier: "" }));
  refuses("not-opened", () => apply(undefined, { at: T, kind: "dividend", currency: CURRENCY, rank: 1, amount: 1n, members: 1, supply: 1n }));
  refuses("already-opened", () => three().act("a", "opening"));
});

test("an act is judged from its currency to its key, in this order", () => {
  refuses("wrong-currency", () => three().act("a", "erasure", [], { currency: COMMITMENT }));
  const late = three();
  late.at = T - 1;
  refuses("moment-decreases", () => late.pay("a", "b", "1.00"));
  const due = three();
  due.at = T + 600;
  refuses("dividend-due", () => due.pay("a", "b", "1.00"));
  refuses("document-expired", () => three().act("a", "payment", [], { until: printMoment(T - 1) }));
  three().act("a", "payment", [["to", `${address("b")} 1.00`]], { until: printMoment(T) });
  const closed = three().act("a", "tempo", [["phase", "closed"], ["period", "600"]]);
  refuses("market-closed", () => closed.pay("a", "b", "1.00"));
  closed.act("a", "erasure").act("a", "key", [["authorised", address("k")], ["role", "pay"]]).act("a", "tempo", [["phase", "running"], ["period", "60"]]);
  refuses("unknown-account", () => three().pay("z", "b", "1.00"));
  refuses("key-not-authorised", () => three().pay("a", "b", "1.00", [], address("b")));
  refuses("number-used", () => three().act("a", "erasure", [], { number: "1" }));
});

test("keys act in their roles, until their end, and never again once revoked", () => {
  const keyed = (fields: readonly Field[]): Market => three().act("a", "key", [["authorised", address("k")], ...fields]);
  keyed([["role", "pay"]]).pay("a", "b", "1.00", [], address("k"));
  refuses("role-missing", () => keyed([["role", "organise"]]).pay("a", "b", "1.00", [], address("k")));
  refuses("role-missing", () => keyed([["role", "organise"]]).act("a", "erasure", [], { key: address("k") }));
  refuses("role-missing", () => keyed([["role", "pay"]]).act("a", "door", [["door", "shut"]], { key: address("k") }));
  refuses("not-organiser", () => three().act("b", "door", [["door", "shut"]]));
  refuses("not-organiser", () => three().act("b", "departure", [["member", address("c")]]));
  refuses("owner-only", () => keyed([["role", "pay"]]).act("a", "key", [["authorised", address("l")], ["role", "pay"]], { key: address("k") }));
  refuses("owner-only", () =>
    keyed([["role", "pay"]]).act("a", "key", [["authorised", address("l")], ["role", "pay"]]).act("a", "revocation", [["revoked", address("l")]], { key: address("k") }),
  );
  const itself = keyed([["role", "pay"]]).act("a", "revocation", [["revoked", address("k")]], { key: address("k") });
  refuses("key-revoked", () => itself.pay("a", "b", "1.00", [], address("k")));
  refuses("key-revoked", () => itself.act("a", "key", [["authorised", address("k")], ["role", "pay"]]));
  refuses("unknown-key", () => three().act("a", "revocation", [["revoked", address("k")]]));
  refuses("unknown-key", () => three().act("a", "revocation", [["revoked", address("a")]]));
  refuses("key-taken", () => three().act("a", "key", [["authorised", address("b")], ["role", "pay"]]));
  refuses("key-taken", () => keyed([["role", "pay"]]).act("k", "joining"));
  refuses("bad-key", () => three().act("a", "key", [["authorised", MIXED], ["role", "pay"]]));
  refuses("end-past", () => keyed([["role", "pay"], ["end", printMoment(T)]]));
  const ended = keyed([["role", "pay"], ["end", printMoment(T + 5)]]);
  ended.at = T + 6;
  refuses("key-ended", () => ended.pay("a", "b", "1.00", [], address("k")));
  const many = three();
  for (let count = 0; count < 16; count++) many.act("b", "key", [["authorised", publicKey(new Uint8Array(32).fill(200 + count))], ["role", "pay"]]);
  refuses("too-many-keys", () => many.act("b", "key", [["authorised", address("k")], ["role", "pay"]]));
});

test("a limit counts in its windows, and a key given again keeps what it spent while the period is the same", () => {
  const limited = (limit: string): Market => three().act("a", "key", [["authorised", address("k")], ["role", "pay"], ["limit", limit]]);
  const spent = limited("3.00 per 60").pay("a", "b", "3.00", [], address("k"));
  refuses("limit-passed", () => spent.pay("a", "b", "0.01", [], address("k")));
  const again = limited("3.00 per 60").pay("a", "b", "3.00", [], address("k"));
  again.at = T + 60;
  again.pay("a", "b", "3.00", [], address("k"));
  const given = limited("3.00 per 60").pay("a", "b", "3.00", [], address("k"));
  given.act("a", "key", [["authorised", address("k")], ["role", "pay"], ["limit", "4.00 per 60"]]);
  refuses("limit-passed", () => given.pay("a", "b", "1.01", [], address("k")));
  const renewed = limited("3.00 per 60").pay("a", "b", "3.00", [], address("k"));
  renewed.act("a", "key", [["authorised", address("k")], ["role", "pay"], ["limit", "4.00 per 61"]]).pay("a", "b", "4.00", [], address("k"));
  refuses("limit-passed", () => limited("1 UD per 60").pay("b", "a", "5.00").pay("a", "b", "10.00", [], address("k")).pay("a", "b", "0.01", [], address("k")));
});

test("people join, are admitted, leave and come back; under ratio nobody is granted a rank twice", () => {
  const market = three();
  deepEqual([market.has("a"), market.has("b"), market.state?.supply], [1000n, 1000n, 3000n]);
  refuses("account-exists", () => three().act("b", "joining"));
  refuses("unknown-member", () => three().act("a", "admission", [["member", address("z")]]));
  refuses("already-member", () => three().act("a", "admission", [["member", address("b")]]));
  refuses("unknown-member", () => three().act("a", "departure", [["member", address("z")]]));
  refuses("nothing-changes", () => three().act("a", "door", [["door", "open"]]));
  market.act("b", "departure", [["member", address("b")]]);
  refuses("not-member", () => three().act("b", "departure", [["member", address("b")]]).act("a", "departure", [["member", address("b")]]));
  market.act("a", "admission", [["member", address("b")]]);
  equal(market.has("b"), 1000n);
  market.act("b", "departure", [["member", address("b")]]).dividend().act("a", "admission", [["member", address("b")]]);
  deepEqual([market.has("a"), market.has("b"), market.has("c")], [2000n, 2000n, 2000n]);
  const shut = new Market().act("b", "joining");
  deepEqual([shut.has("b"), shut.state?.members], [0n, 0]);
});

test("payments move what is there, and what is given back is tied to what was paid", () => {
  const paid = three().pay("a", "b", "4.00");
  deepEqual([paid.has("a"), paid.has("b"), paid.has("c")], [600n, 1400n, 1000n]);
  const index = String((paid.state?.size ?? 0) - 1);
  refuses("pay-oneself", () => three().pay("a", "a", "1.00"));
  refuses("unknown-payee", () => three().pay("a", "z", "1.00"));
  refuses("zero-amount", () => three().pay("a", "b", "0.00"));
  three().pay("a", "b", "0.00", [["listing", COMMITMENT]]);
  refuses("balance-too-small", () => three().pay("a", "b", "10.01"));
  refuses("unknown-payment", () => three().pay("b", "a", "1.00", [["refund-of", "0"]]));
  const back = (who: string, to: string, amount: string): Market => three().pay("a", "b", "4.00").pay(who, to, amount, [["refund-of", index]]);
  refuses("refund-not-payer", () => back("b", "c", "1.00"));
  refuses("refund-not-payee", () => back("c", "a", "1.00"));
  refuses("refund-too-much", () => back("b", "a", "4.01"));
  const half = back("b", "a", "3.00");
  refuses("refund-too-much", () => half.pay("b", "a", "1.01", [["refund-of", index]]));
  equal(back("b", "a", "4.00").has("a"), 1000n);
  refuses("pay-oneself", () => back("a", "a", "1.00"));
});

test("a dividend says what the rule yields, when it is due", () => {
  const market = three().dividend();
  deepEqual([market.has("a"), market.state?.supply, market.state?.dividends.rank], [2000n, 6000n, 1]);
  for (const wrong of [{ rank: 2 }, { amount: 1001n }, { members: 4 }, { supply: 6001n }]) refuses("dividend-wrong", () => three().dividend(wrong));
  refuses("dividend-not-due", () => three().dividend({ at: T + 601 }));
  refuses("dividend-not-due", () => three().dividend({ at: T }));
  refuses("wrong-currency", () => three().dividend({ currency: COMMITMENT }));
  refuses("moment-decreases", () => three().dividend({ at: T - 1 }));
  refuses("dividend-not-due", () => three().act("a", "tempo", [["phase", "paused"], ["period", "600"]]).dividend());
  const nobody = new Market().dividend();
  deepEqual([nobody.state?.dividends.rank, nobody.state?.dividends.current, nobody.state?.supply], [1, 1000n, 0n]);
});

interface Figures {
  readonly parameters_g1: { SquareMoneyGrowthRate_parts: number };
  readonly round_half_down_cases: { parts: number; x: number; expected: number }[];
  readonly reevaluation_cases: [number, number, number, number, number][];
  readonly g1_v1_cases: { ud: number; mprev: number; n: number; base: number; c: number; dt: number; dtReeval: number; expected_ud: number }[];
  readonly small_timeline_first_ud_12000_first_reeval_48000: { events: Event[] };
}
interface Event {
  readonly block: number;
  readonly event: string;
  readonly amount: number;
  readonly index: number;
  readonly monetary_mass: number;
}
const figures = vectors<Figures>("dividend.json");
const before = (changed: Partial<Dividends>): Dividends => ({ rank: 0, current: 0n, sum: 0n, reevaluate: 0, kept: 0n, ...changed });
const terms = (changed: Partial<Terms>): Terms => ({ rule: "g1", first: 1n, growth: 0n, reevaluation: 1, period: 1, ...changed });

test("Ğ1's rules give Ğ1's own figures", () => {
  for (const { parts, x, expected } of figures.round_half_down_cases) {
    equal(fall(before({}), terms({ growth: BigInt(parts) }), 0, 1, BigInt(x)).amount, BigInt(expected));
  }
  const growth = BigInt(figures.parameters_g1.SquareMoneyGrowthRate_parts);
  for (const [ud, mass, members, count, expected] of figures.reevaluation_cases) {
    equal(fall(before({ current: BigInt(ud) }), terms({ growth, reevaluation: count }), 0, members, BigInt(mass)).amount, BigInt(expected));
  }
  const own = figures.g1_v1_cases.filter(({ base, c }) => base === 0 && c === 0.0488);
  ok(own.length >= 20);
  for (const { ud, mprev, n, dt, dtReeval, expected_ud } of own) {
    const rule = terms({ rule: "g1-v1", growth: 48_800_000n, period: dt, reevaluation: dtReeval });
    equal(fall(before({ current: BigInt(ud), kept: BigInt(mprev) }), rule, 0, n, 0n).amount, BigInt(expected_ud));
  }
});

test("a timeline of Ğ1 runs as Ğ1's own tests do", () => {
  const rule = terms({ first: 1000n, growth: 100_000_000n, reevaluation: 48, period: 12 });
  let [dividends, supply] = [beforeTheFirst(0, rule), 0n];
  for (const event of figures.small_timeline_first_ud_12000_first_reeval_48000.events) {
    if (event.event === "UdReevalued") continue;
    const fallen = fall(dividends, rule, event.block * 6, 3, supply);
    deepEqual([fallen.amount, fallen.supply, fallen.dividends.rank], [BigInt(event.amount), BigInt(event.monetary_mass), event.index]);
    ({ dividends, supply } = fallen);
  }
});

test("where nothing fits nothing is created, and value, re-evaluation and kept supply stay", () => {
  const full = before({ current: 10n, reevaluate: 5, kept: 7n });
  for (const rule of ["ratio", "g1", "g1-v1"] as const) {
    const fallen = fall(full, terms({ rule, first: 10n, growth: 1_000_000_000n }), 9, 2, AMOUNT_MAX - 3n);
    deepEqual(fallen, { amount: 0n, supply: AMOUNT_MAX - 3n, dividends: { ...full, rank: 1 } }, rule);
  }
});

test("the tempo keeps what remained, and no dividend falls beyond the end or beyond time", () => {
  const daily = { period: 600, end: 1000, after: 86_400 };
  deepEqual([next(daily, 400), next(daily, 401), next({ period: 600, end: 1000 }, 401)], [1000, 86_801, undefined]);
  deepEqual([next({ period: 600 }, MOMENT_MAX - 600), next({ period: 600 }, MOMENT_MAX - 599)], [MOMENT_MAX, undefined]);
  const running = opened(0, { period: 600 });
  equal(changed(running, 100, "running", { period: 60 }).due, 160);
  equal(changed(running, 100, "running", { period: 6000 }).due, 600);
  const paused = changed(running, 100, "paused", { period: 600 });
  deepEqual([paused.due, paused.remains], [undefined, 500]);
  equal(changed(paused, 9000, "closed", { period: 60 }).remains, 60);
  equal(changed(paused, 10_000, "running", { period: 600 }).due, 10_500);
  equal(changed(changed(opened(0, { period: 600, end: 1 }), 5, "paused", { period: 60 }), 7, "running", { period: 60 }).due, 67);
});
