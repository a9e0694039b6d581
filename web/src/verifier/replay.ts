// The whole of a book, from its first byte to its last: all is right, or the first thing that is not, in the order of the
// table "What an audit finds" of docs/protocol.md, § 6.

import { base64, same } from "../bytes.ts";
import { signedHead, verifierKey } from "../note.ts";
import { BookReader, type Source } from "./book.ts";
import { isDividend, Wrong, type Entry, type Judged } from "./entry.ts";
import { apply, sumOfBalances } from "./ledger.ts";
import { remembered, type Remembered } from "./remembered.ts";
import { signatureCounts } from "./signature.ts";
import type { State } from "./state.ts";
import { Edge } from "./tree.ts";

/** How many entries are judged together, and how many such groups are under way: so much memory it takes. */
const TOGETHER = 128;
const UNDER_WAY = 4;

/** Judges entries, in their order: here, on several cores, or from memory. */
export type Judge = (entries: Uint8Array[]) => Promise<Judged[]>;

export interface Options {
  readonly judge: Judge;
  /** A checkpoint or a receipt that somebody kept. */
  readonly head?: string;
  /** Hears how many entries are done, of how many. */
  readonly progress?: (done: number, size: number) => void;
}

export interface HeadSeen {
  readonly size: number;
  readonly at: number;
  /** The three lines that its signature is of. */
  readonly lines: string;
}

/** A book in which everything is right. */
export interface Report {
  readonly right: true;
  readonly state: State;
  readonly opened: number;
  readonly payments: number;
  readonly erasures: number;
  readonly first: HeadSeen;
  readonly last: HeadSeen;
  /** The leaf and the moment of each entry: every head of the book comes from these. */
  readonly leaves: readonly Uint8Array[];
  readonly moments: readonly number[];
  /** Whether a remembered head was given, and met. */
  readonly met: boolean;
}

/** The first thing that is not right. */
export interface Finding {
  readonly right: false;
  readonly code: string;
  readonly line?: number | undefined;
  /** What stands on that line. */
  readonly bytes?: Uint8Array | undefined;
}

export type Verdict = Report | Finding;

/** A group of entries being judged, and whether the file ends after them. */
interface Group {
  readonly entries: Uint8Array[];
  readonly judged: Promise<Judged[]>;
  readonly ended: boolean;
}

const wrong = (code: string, line?: number, bytes?: Uint8Array): Finding => ({ right: false, code, line, bytes });

/** Verifies a book. A file that is no book has the code `no-book`. */
export async function verify(source: Source, options: Options): Promise<Verdict> {
  const reader = new BookReader(source);
  const lead = await reader.lead();
  if (!lead) return wrong("no-book");
  const size = Number(lead.head.size);
  const replay = new Replay(lead.head.origin, options.head);
  const groups: Group[] = [];
  let asked = 0;
  for (;;) {
    while (groups.length < UNDER_WAY && asked < size && !groups.at(-1)?.ended) {
      const group = await read(reader, Math.min(TOGETHER, size - asked), options.judge);
      groups.push(group);
      asked += group.entries.length;
    }
    const group = groups.shift();
    if (!group) break;
    for (const [place, judged] of (await group.judged).entries()) {
      const bytes = group.entries[place] ?? new Uint8Array();
      const finding = replay.push(judged, bytes);
      if (finding) return finding;
      if (replay.size === 1) {
        const key = verifierKey(lead.line);
        if (replay.market?.log !== lead.line || !key) return wrong("log-key", 0, bytes);
        if (!signedHead(lead.note, key, signatureCounts)) return wrong("head-signature");
      }
      if (replay.isOther()) return wrong("remembered-other");
    }
    if (group.ended) return wrong("missing", replay.size);
    options.progress?.(replay.size, size);
  }
  if (!(await reader.ended())) return wrong("trailing", size);
  if (!same(replay.edge.root(), lead.head.root)) return wrong("head-root");
  return replay.finish();
}

async function read(reader: BookReader, count: number, judge: Judge): Promise<Group> {
  const entries: Uint8Array[] = [];
  let ended = false;
  while (entries.length < count && !ended) {
    const entry = await reader.entry();
    if (entry) entries.push(entry);
    else ended = true;
  }
  return { entries, judged: judge(entries), ended };
}

class Replay {
  readonly edge = new Edge();
  private state: State | undefined;
  private readonly leaves: Uint8Array[] = [];
  private readonly moments: number[] = [];
  private payments = 0;
  private erasures = 0;
  private firstRoot = new Uint8Array();
  private held: Remembered | undefined;
  private met = false;

  constructor(
    private readonly origin: string,
    private readonly head: string | undefined,
  ) {}

  get size(): number {
    return this.edge.size;
  }

  get market(): State["market"] | undefined {
    return this.state?.market;
  }

  /** Takes the next entry, or says what is wrong with it. */
  push({ leaf, entry, wrong: code }: Judged, bytes: Uint8Array): Finding | undefined {
    const line = this.size;
    if (!entry) return wrong(code ?? "malformed", line, bytes);
    try {
      this.state = apply(this.state, entry);
    } catch (error) {
      if (error instanceof Wrong) return wrong(error.code, line, bytes);
      throw error;
    }
    this.edge.append(leaf);
    this.leaves.push(leaf);
    this.count(entry);
    if (line === 0) this.begin();
    return undefined;
  }

  private count(entry: Entry): void {
    this.moments.push(entry.at);
    if (isDividend(entry)) return;
    if (entry.kind === "payment") this.payments++;
    if (entry.kind === "erasure") this.erasures++;
  }

  private begin(): void {
    this.firstRoot = this.edge.root().slice();
    const key = verifierKey(this.market?.log ?? "");
    if (key && this.head !== undefined) this.held = remembered(this.head, key);
  }

  /** Whether the head or receipt that somebody kept shows another book up to here. */
  isOther(): boolean {
    const { held } = this;
    if (held?.size !== this.size) return false;
    this.met = same(held.root, this.edge.root());
    return !this.met;
  }

  finish(): Verdict {
    const { state, head, held } = this;
    if (!state) return wrong("missing", 0);
    if (sumOfBalances(state) !== state.supply) return wrong("sum");
    if (held && held.size > this.size) return wrong("remembered-longer");
    if (head !== undefined && !held) return wrong("remembered-foreign");
    const seen = (size: number, root: Uint8Array): HeadSeen => ({
      size,
      at: this.moments[size - 1] ?? 0,
      lines: headLines(this.origin, size, root),
    });
    return {
      right: true,
      state,
      opened: this.moments[0] ?? 0,
      payments: this.payments,
      erasures: this.erasures,
      first: seen(1, this.firstRoot),
      last: seen(this.size, this.edge.root()),
      leaves: this.leaves,
      moments: this.moments,
      met: this.met,
    };
  }
}

/** What a log of this name signs at this size and root. */
export const headLines = (origin: string, size: number, root: Uint8Array): string => `${origin}\n${size}\n${base64(root)}\n`;
