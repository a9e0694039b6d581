// Entries judged on every core of the device, so that the page stays awake; and on its own thread where it has no other.

import { judged, type Judged } from "./entry.ts";
import type { Judge } from "./replay.ts";
import { pause } from "./show.ts";

const WORKERS_MAX = 8;
/** How long the page may be busy at a time where there are no workers. */
const BUSY_MS = 30;

interface Asked {
  readonly id: number;
  readonly entries: Uint8Array[];
}

interface Answered {
  readonly id: number;
  readonly judged: Judged[];
}

/** What this script does where it runs as a worker. */
export function serve(): void {
  addEventListener("message", ({ data }: MessageEvent<Asked>) => {
    const answer: Answered = { id: data.id, judged: data.entries.map(judged) };
    postMessage(answer);
  });
}

/** One of the device's other cores. If it cannot work, what was asked of it is done here. */
class Core {
  private readonly waiting = new Map<number, { entries: Uint8Array[]; done: (judged: Judged[]) => void; failed: (error: unknown) => void }>();
  private broken = false;
  private last = 0;

  constructor(private readonly worker: Worker) {
    worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
      this.waiting.get(data.id)?.done(data.judged);
      this.waiting.delete(data.id);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.broken = true;
      for (const { entries, done, failed } of this.waiting.values()) judgedHere(entries).then(done, failed);
      this.waiting.clear();
    });
  }

  ask(entries: Uint8Array[]): Promise<Judged[]> {
    if (this.broken) return judgedHere(entries);
    return new Promise((done, failed) => {
      const id = this.last++;
      this.waiting.set(id, { entries, done, failed });
      const asked: Asked = { id, entries };
      this.worker.postMessage(asked);
    });
  }
}

async function judgedHere(entries: Uint8Array[]): Promise<Judged[]> {
  const answers: Judged[] = [];
  let since = performance.now();
  for (const entry of entries) {
    answers.push(judged(entry));
    if (performance.now() - since < BUSY_MS) continue;
    await pause();
    since = performance.now();
  }
  return answers;
}

/** Judges on as many cores as there are, each running this page's own script. */
export function pool(script: string): Judge {
  const cores: Core[] = [];
  try {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const count = Math.min(WORKERS_MAX, Math.max(1, navigator.hardwareConcurrency));
    for (let made = 0; made < count; made++) cores.push(new Core(new Worker(address)));
  } catch {
    // A browser that lets no page from a disk have workers: it takes longer, and the verdict is the same.
  }
  let turn = 0;
  return (entries) => cores[turn++ % cores.length]?.ask(entries) ?? judgedHere(entries);
}
