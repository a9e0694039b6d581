// Signing forms: the text is shown while it is filled in, signed, put into the outbox, and its fate shown.

import { printAmount } from "./amount.ts";
import { Misspelled } from "./document.ts";
import { amountOf, controls } from "./fields.ts";
import { noteCard, present, showAs } from "./identity.ts";
import { warm } from "./key.ts";
import { answered, enqueue, preview, waiting } from "./outbox.ts";
import * as page from "./page.ts";
import { identityOf, needsWords, planOf, type Plan } from "./plan.ts";
import { showRefusal } from "./refusal.ts";
import { fill, showState, stateOf } from "./states.ts";
import { within, type Waiting } from "./store.ts";

/** States in which a form is not signed again. */
const BUSY = ["signing", "sending", "waiting", "sent", "known", "receipt-bad"];
/** After that long the number and the end of validity on screen are made anew. */
const SHOWN_MS_MAX = 3_600_000;
const makesAccount = (form: HTMLFormElement): boolean => /^(joining|opening)$/.test(form.dataset["sign"] ?? "");

/** When each form's text was shown, which is also the number it will bear. */
const shownAt = new WeakMap<HTMLFormElement, number>();

/** Makes a form ready once; forms that came with a fragment are made ready when it arrives. */
export async function prepare(form: HTMLFormElement): Promise<void> {
  if (shownAt.has(form)) return;
  shownAt.set(form, page.now());
  showState(form, "idle");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form).catch(() => showState(form, "no-storage"));
  });
  form.addEventListener("input", () => void refresh(form));
  form.addEventListener("focusin", () => setTimeout(() => getReady(form)), { once: true });
  try {
    if (makesAccount(form)) await resume(form);
    else await showWordsField(form);
    showChoices(form);
    // The keys of a new account are made when the form is touched, not for everybody who looks at it.
    if (!makesAccount(form)) await refresh(form);
  } catch {
    showState(form, "no-storage");
  }
}

/** Done while the person reads and types: the first signature of a page costs a quarter of a second otherwise. */
function getReady(form: HTMLFormElement): void {
  warm();
  if (makesAccount(form)) identityOf(form, page.currency);
}

async function showWordsField(form: HTMLFormElement): Promise<void> {
  const needed = await needsWords(form);
  for (const place of form.querySelectorAll<HTMLElement>("[data-owner-words]")) place.hidden = !needed;
  if (needed && !form.querySelector("[data-phrase]")) showState(form, "no-key");
}

/** An account that is there already, or half made when the page was left. */
async function resume(form: HTMLFormElement): Promise<void> {
  const kind = form.dataset["sign"] ?? "";
  const { owner, device } = await present(page.currency);
  const known = page.currency !== "" && (owner?.inBook === true || (device !== undefined && !owner));
  const rows = await halfSent(kind);
  if (rows.length > 0) return follow(form, rows);
  if (known) {
    showAs(owner?.account ?? device?.account ?? "");
    showState(form, "known");
  }
}

async function halfSent(kind: string): Promise<Waiting[]> {
  if (kind === "joining") {
    const pending = (await waiting(page.currency)).filter(({ state }) => state === "pending");
    return pending.filter((row) => row.kind === "joining" || row.kind === "key");
  }
  const all = await within(["outbox"], "readonly", (shelf) => shelf.all("outbox"));
  // Only the opening of this very log: another market may have been opened at this address before.
  const opening = all.find((row) => row.kind === "opening" && row.state === "pending" && row.document.includes(`\nlog: ${page.log}\n`));
  return opening ? all.filter((row) => row.currency === opening.currency && row.state === "pending") : [];
}

async function refresh(form: HTMLFormElement): Promise<void> {
  showChoices(form);
  clearInvalid(form);
  if (BUSY.includes(stateOf(form))) return;
  if (stateOf(form) === "refused") showState(form, "idle");
  showUnits(form);
  const place = form.querySelector<HTMLElement>("[data-document]");
  // Words are read when the button is pressed; until then it is not known whose text it will be.
  if (!place || form.querySelector<HTMLTextAreaElement>("[data-phrase]")?.value) return;
  try {
    const plan = await planOf(form, shownAt.get(form) ?? page.now());
    const order = typeof plan === "string" ? undefined : plan.orders[0];
    place.textContent = typeof plan === "string" || !order ? "" : preview(order, plan.currency, plan.signer);
  } catch {
    // Not filled in yet: nothing to sign, nothing to show.
    place.textContent = "";
  }
}

/** Shows `[data-when="name=a|b"]` only while the form's choice is one of these, and keeps what is hidden from counting. */
function showChoices(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll<HTMLElement>("[data-when]")) {
    const [name = "", choices = ""] = (place.dataset["when"] ?? "").split("=");
    const on = choices.split("|").includes(controls(form, name)[0]?.value ?? "");
    place.hidden = !on;
    if (place instanceof HTMLFieldSetElement) place.disabled = !on;
  }
}

/** The sum in units, as it will be signed, written the reader's way. */
function showUnits(form: HTMLFormElement): void {
  let sum = "";
  try {
    const amounts = controls(form, "amount").map((control) => amountOf(form, control));
    const total = printAmount(amounts.reduce((whole, amount) => whole + amount, 0n));
    sum = amounts.length > 0 ? new Intl.NumberFormat(page.language, { minimumFractionDigits: 2 }).format(Number(total)) : "";
  } catch {
    // An amount that is still being typed has no sum.
  }
  fill(form, { units: sum });
}

async function submit(form: HTMLFormElement): Promise<void> {
  if (BUSY.includes(stateOf(form))) return;
  const photo = form.querySelector<HTMLElement>("[data-photo][aria-busy]");
  if (photo) {
    // The button was pressed too early, not in vain: the photo submits when it has arrived.
    photo.dataset["then"] = "submit";
    return;
  }
  showRefusal(form, undefined);
  clearInvalid(form);
  const before = stateOf(form);
  showState(form, "signing");
  // One frame for the eye before the work.
  await new Promise((resolve) => setTimeout(resolve));
  try {
    if (page.now() - (shownAt.get(form) ?? 0) > SHOWN_MS_MAX) shownAt.set(form, page.now());
    const plan = await planOf(form, shownAt.get(form) ?? page.now());
    if (plan === "words") return showState(form, before);
    if (plan === "no-key") return showState(form, "no-key");
    await signAndFollow(form, plan);
  } catch (error) {
    if (!(error instanceof Misspelled)) throw error;
    showState(form, before === "refused" ? "idle" : before);
    showInvalid(form, error.field);
  }
}

async function signAndFollow(form: HTMLFormElement, plan: Plan): Promise<void> {
  const rows = await enqueue(plan.currency, plan.signer, plan.orders, plan.keys);
  const place = form.querySelector<HTMLElement>("[data-document]");
  const first = rows[0];
  if (place && first) place.textContent = first.document.replace(/signature: .*\n$/, "");
  await follow(form, rows);
}

/** Shows what becomes of documents in the outbox, and goes on when the first is in the book. */
async function follow(form: HTMLFormElement, rows: readonly Waiting[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  showState(form, "sending");
  const answers: Waiting[] = [];
  for (const row of rows) {
    answers.push(await answered(row, () => showState(form, "waiting")));
    const bad = answers.find(({ state }) => state === "receipt-bad");
    if (bad) return showState(form, "receipt-bad");
    const refusal = answers[0]?.state === "refused" ? answers[0].refusal : undefined;
    if (refusal) return refused(form, refusal);
  }
  if (makesAccount(form)) {
    showAs(first.account);
    noteCard(first.currency, first.account, "owed");
  }
  showState(form, "sent");
  const answer = encodeURIComponent(answers[0]?.answer ?? "");
  const next = form.dataset["next"];
  if (next) location.assign(next.replaceAll("{index}", answer).replaceAll("{id}", answer));
}

function refused(form: HTMLFormElement, refusal: NonNullable<Waiting["refusal"]>): void {
  // A refused number is spent: the next try bears a new one.
  shownAt.set(form, page.now());
  showState(form, "refused");
  showRefusal(form, refusal);
}

function showInvalid(form: HTMLFormElement, field: string): void {
  const name = field === "to" ? "amount" : field;
  for (const place of form.querySelectorAll<HTMLElement>("[data-invalid]")) {
    place.hidden = !["", name].includes(place.dataset["invalid"] ?? "");
  }
  const input = controls(form, name)[0];
  input?.setAttribute("aria-invalid", "true");
  input?.focus();
}

function clearInvalid(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll<HTMLElement>("[data-invalid]")) place.hidden = true;
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}
