// "I have a card already": the account behind twelve words, a new key for this phone, and the lost one revoked.

import { shownToPeople } from "./base58.ts";
import { fromHex, type Bytes } from "./bytes.ts";
import { forgetOwner, hold, newDevice, ownerOf, showAs } from "./identity.ts";
import { warm } from "./key.ts";
import { answered, enqueue } from "./outbox.ts";
import * as page from "./page.ts";
import { authorisation } from "./plan.ts";
import { showRefusal } from "./refusal.ts";
import { fill, fillList, showState, stateOf } from "./states.ts";
import type { OwnKey } from "./store.ts";
import { entropyTyped, hideWordErrors } from "./words-typed.ts";

/** What matters here of an authorised key, as the server tells it (the moment in seconds). */
interface ListedKey {
  readonly key: string;
  readonly roles: readonly string[];
  readonly authorised_at?: number;
  readonly revoked?: boolean;
}

export function prepareRestore(form: HTMLFormElement): void {
  showState(form, "idle");
  hideWordErrors(form);
  const words = form.querySelector<HTMLTextAreaElement>("textarea[name=words]");
  words?.addEventListener("focus", () => setTimeout(warm), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(form, () => entropyTyped(form, words?.value ?? ""));
  });
  const entropy = entropyInAddress();
  if (entropy) void run(form, () => Promise.resolve(entropy));
}

/** The entropy a card's QR carries after `#`, which leaves the address bar at once. */
function entropyInAddress(): Bytes | undefined {
  const card = /^#card=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  if (location.hash.startsWith("#card=")) history.replaceState(null, "", location.pathname + location.search);
  return card === undefined ? undefined : fromHex(card);
}

async function run(form: HTMLFormElement, entropy: () => Promise<Bytes | undefined>): Promise<void> {
  if (["signing", "sending", "sent"].includes(stateOf(form))) return;
  showRefusal(form, undefined);
  showState(form, "signing");
  await new Promise((resolve) => setTimeout(resolve));
  try {
    const found = await entropy();
    if (!found) return showState(form, "idle");
    await restore(form, ownerOf(page.currency, found));
  } catch (error) {
    // A failed fetch is the network's; anything else here is the storage's.
    showState(form, error instanceof TypeError ? "waiting" : "no-storage");
  }
}

async function restore(form: HTMLFormElement, owner: OwnKey): Promise<void> {
  fill(form, { account: shownToPeople(owner.account) });
  const account = await fetch(`/accounts/${owner.account}`, { cache: "no-store" });
  if (account.status === 404) return showState(form, "unknown");
  if (!account.ok) return showState(form, "waiting");
  const others = await listedKeys(owner.account);
  const roles = others.some((key) => key.roles.includes("organise")) ? ["pay", "organise"] : ["pay"];
  const device = newDevice(page.currency, owner.account);
  showState(form, "sending");
  const [row] = await enqueue(page.currency, owner, [authorisation(form, device, roles)], [device]);
  if (!row) return;
  const answer = await answered(row, () => showState(form, "waiting"));
  if (answer.state === "receipt-bad") return showState(form, "receipt-bad");
  if (answer.state === "refused") {
    showState(form, "refused");
    return showRefusal(form, answer.refusal);
  }
  // Whoever can type the words has the card: the phone forgets them for good.
  await forgetOwner(owner);
  hold(owner);
  showAs(owner.account);
  form.reset();
  showState(form, "sent");
  const active = others.filter((key) => key.revoked !== true);
  const list = document.querySelector<HTMLElement>("[data-keys]");
  if (active.length > 0 && list) showKeys(list, active);
  else if (form.dataset["next"]) location.assign(form.dataset["next"]);
}

async function listedKeys(account: string): Promise<ListedKey[]> {
  const answer = await fetch(`/accounts/${account}/keys`, { cache: "no-store", headers: { accept: "application/json" } });
  const keys: unknown = answer.ok ? await answer.json().catch(() => []) : [];
  return Array.isArray(keys) ? (keys as ListedKey[]) : [];
}

/** The other phones of the account, each with a form that revokes it; the owner key lives as long as this page. */
function showKeys(box: HTMLElement, keys: readonly ListedKey[]): void {
  fillList(box, keys, (copy, key) => {
    const at = new Date(typeof key.authorised_at === "number" ? key.authorised_at * 1000 : NaN);
    fill(copy, {
      key: shownToPeople(key.key),
      since: Number.isNaN(at.getTime()) ? "" : at.toLocaleString(page.language, { dateStyle: "medium", timeStyle: "short" }),
    });
    copy.querySelector("input[name=revoked]")?.setAttribute("value", key.key);
  });
  box.hidden = false;
  document.dispatchEvent(new CustomEvent("fragments"));
}
