// On every page: news of the book as it grows, countdowns, small buttons, and the count of what waits in the outbox.

import * as page from "./page.ts";

const JITTER_MS = 400;
const TOAST_MS = 10_000;
/** What the page is for comes first. */
const IDLE_MS = 500;
const DAY_SECONDS = 86_400;

const all = <E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
];

// News: one stream a visible page (browsers allow six connections a host), and a whole room must not ask at once.

let stream: EventSource | undefined;
let soon: ReturnType<typeof setTimeout> | undefined;

function listen(): void {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
  } else if (!stream) {
    stream = new EventSource("/events");
    // A market that comes back may have another book in hand.
    stream.addEventListener("open", tellNews);
    stream.addEventListener("book", (event) => news(event.data));
    stream.addEventListener("listing", () => renewSoon());
  }
}

interface News {
  readonly index: number;
  readonly kind: string;
  /** The account that acts first, then those it concerns. */
  readonly accounts: readonly string[];
  /** What to say about it, where the server says it. */
  readonly text?: string;
}

const tellNews = (): unknown => document.dispatchEvent(new CustomEvent("news"));

function news(text: string): void {
  renewSoon();
  tellNews();
  try {
    const { kind, index, accounts, text: words } = JSON.parse(text) as News;
    if (kind === "payment" && accounts.indexOf(page.account) > 0) toast(index, words ?? "");
  } catch {
    // News in an unknown shape is still news: the page renews itself.
  }
}

function renewSoon(): void {
  soon ??= setTimeout(() => {
    soon = undefined;
    if (!document.hidden) void renew();
  }, Math.random() * JITTER_MS);
}

/** Fetches this page again and puts each `[data-live]` in the place of the one with its id. */
async function renew(): Promise<void> {
  if (all("[data-live]").length === 0) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    // A page whose person is awaited elsewhere by now, as the waiting room of somebody let in.
    if (answer.redirected && document.querySelector("[data-follow]")) return location.replace(answer.url);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of all("[data-live]")) replace(old, fresh.getElementById(old.id));
    tick();
    document.dispatchEvent(new CustomEvent("fragments"));
  } catch {
    // The server is away: what stands here stays true until it is back.
  }
}

function replace(old: HTMLElement, fresh: HTMLElement | null): void {
  if (!fresh || old.isEqualNode(fresh)) return;
  const focused = document.activeElement;
  const inside = focused instanceof HTMLElement && old.contains(focused) ? focused : undefined;
  // Never under somebody's fingers: a field being typed in, or a form on its way.
  if (inside?.matches("input, textarea, select") || old.querySelector("form[data-current]:not([data-current=idle])")) return;
  const { scrollLeft, scrollTop } = old;
  const next = document.importNode(fresh, true);
  old.replaceWith(next);
  next.scrollTo(scrollLeft, scrollTop);
  if (inside?.id) document.getElementById(inside.id)?.focus({ preventScroll: true });
}

function toast(index: number, words: string): void {
  const template = document.querySelector<HTMLTemplateElement>("template[data-toast]");
  const copy = template?.content.firstElementChild?.cloneNode(true);
  if (!template || !(copy instanceof HTMLElement)) return;
  for (const link of all<HTMLAnchorElement>("a[href]", copy)) {
    link.setAttribute("href", (link.getAttribute("href") ?? "").replaceAll("{index}", String(index)));
  }
  for (const place of all("[data-slot=text]", copy)) if (words) place.textContent = words;
  // A place that was there before: readers of screens say what comes into it.
  document.querySelector("[data-toasts]")?.append(copy);
  setTimeout(() => copy.remove(), TOAST_MS);
}

// Countdowns: `m:ss`, or `h:mm:ss`; what is more than a day away keeps the server's words.

function tick(): void {
  for (const place of all("[data-due]")) {
    const left = Math.max(0, Math.ceil(Number(place.dataset["due"]) - page.now() / 1000));
    if (!(left < DAY_SECONDS)) continue;
    const two = (number: number): string => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
    const text = `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(left % 60)}`;
    if (place.textContent !== text) place.textContent = text;
  }
}

// Buttons.

/** Copies the text a button names, or that of the element it names by `#id`. */
function copyText(button: HTMLElement): void {
  const wanted = button.dataset["copy"] ?? "";
  const text = wanted.startsWith("#") ? (document.querySelector(wanted)?.textContent ?? "").trim() : wanted;
  if (text === "") return;
  // Without a secure context there is no clipboard to ask: a selected field is copied instead.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  button.focus();
  for (const place of all("[data-copied]", button)) place.hidden = !done;
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-copy], [data-print]") : null;
  if (button?.dataset["print"] !== undefined) print();
  else if (button) copyText(button);
});

// What this phone owes and is owed: the outbox and the rescue card.

function showNotes(): void {
  const count = Number(page.remembered("outbox"));
  for (const badge of all("[data-outbox]")) {
    badge.hidden = !(count > 0);
    for (const place of all("[data-slot=count]", badge)) place.textContent = String(count);
  }
  const card = page.account && page.remembered(`card:${page.account}`);
  for (const banner of all("[data-banner=card]")) {
    banner.hidden = banner.dataset["variant"] !== (card === "owed" ? "red" : card === "done" ? "green" : "");
  }
}

/** The code that sends and watches. If the network goes before it has come, `online` or the next page asks again. */
function behind(use: (loaded: typeof import("./behind.ts")) => unknown): void {
  void import("./behind.ts").then(use, () => undefined);
}

function sendWaiting(): void {
  // Only a phone that has something to send loads the code that can.
  if (Number(page.remembered("outbox")) > 0) behind(({ hurry }) => hurry(page.currency));
}

document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden) renewSoon();
});
/** A phone that has an account here, or had one, watches the book; nobody else loads the code that does. */
function watch(): void {
  if (page.account || page.remembered("witness")) behind(({ start }) => start());
}

document.addEventListener("stale", renewSoon);
document.addEventListener("outbox", showNotes);
document.addEventListener("card", showNotes);
addEventListener("storage", showNotes);
addEventListener("online", sendWaiting);
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  stream = undefined;
  listen();
  renewSoon();
});

listen();
tick();
setInterval(tick, 1000);
showNotes();
sendWaiting();
if (page.currency) setTimeout(watch, IDLE_MS);
