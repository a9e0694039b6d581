// What each signing form is about to do: who signs, and which documents in which order.

import { identifier, Misspelled, textOf } from "./document.ts";
import { controls, personalText, read } from "./fields.ts";
import { newIdentity, organiserLine, ownerOf, present, type Identity } from "./identity.ts";
import { draftOf, type Order } from "./outbox.ts";
import * as page from "./page.ts";
import { photoSent } from "./photo.ts";
import type { OwnKey } from "./store.ts";
import { entropyTyped } from "./words-typed.ts";

export interface Plan {
  readonly currency: string;
  readonly signer: OwnKey;
  readonly orders: readonly Order[];
  /** Keys made for this plan, kept together with the documents. */
  readonly keys: readonly OwnKey[];
}

/** Why no plan could be made: nobody who may sign, or words that are wrong and already shown as such. */
export type NoPlan = "no-key" | "words";

const OWNER_ONLY = ["key", "revocation"];
const identities = new WeakMap<HTMLFormElement, Identity>();

/** Makes the plan of a form; throws `Misspelled` for an input that is not right. `shown` is the number on screen. */
export async function planOf(form: HTMLFormElement, shown: number): Promise<Plan | NoPlan> {
  const kind = form.dataset["sign"] ?? "";
  if (kind === "opening") return openingPlan(form, shown);
  if (kind === "joining") return joiningPlan(form, shown);
  const filled = read(form, kind);
  const signer = await signerFor(form, kind, filled.fields.find(([name]) => name === "revoked")?.[1]);
  if (typeof signer === "string") return signer;
  const photo = photoSent(filled.fields.find(([name]) => name === "photo")?.[1]);
  return { currency: page.currency, signer, orders: [{ kind, ...filled, photo, shown }], keys: [] };
}

/** The fresh account of a form, made once; the work of making it is done before the button is pressed. */
export function identityOf(form: HTMLFormElement, currency: string): Identity {
  const identity = identities.get(form) ?? newIdentity(currency);
  identities.set(form, identity);
  return identity;
}

/** Whether this form can be signed without the rescue words: the templates show their field only where it cannot. */
export async function needsWords(form: HTMLFormElement): Promise<boolean> {
  const { owner, device } = await present(page.currency);
  const kind = form.dataset["sign"] ?? "";
  if (!OWNER_ONLY.includes(kind)) return !owner && !device;
  const revoked = controls(form, "revoked")[0]?.value;
  return !owner && !(kind === "revocation" && device !== undefined && revoked === device.key);
}

async function signerFor(form: HTMLFormElement, kind: string, revoked?: string): Promise<OwnKey | NoPlan> {
  const typed = form.querySelector<HTMLTextAreaElement>("[data-phrase]");
  if (typed && !typed.closest("[hidden]") && typed.value.trim() !== "") {
    const entropy = await entropyTyped(form, typed.value);
    return entropy ? ownerOf(page.currency, entropy) : "words";
  }
  const { owner, device } = await present(page.currency);
  if (OWNER_ONLY.includes(kind)) return owner ?? (device?.key === revoked ? device : undefined) ?? "no-key";
  return (device?.inBook === true ? device : (owner ?? device)) ?? "no-key";
}

async function joiningPlan(form: HTMLFormElement, shown: number): Promise<Plan> {
  const kept = await present(page.currency);
  // An earlier try whose joining was refused: the same keys again, or somebody may have written the words down already.
  const identity = kept.owner?.entropy && kept.device ? { owner: kept.owner, device: kept.device } : identityOf(form, page.currency);
  const joining: Order = { kind: "joining", ...read(form, "joining"), shown };
  const { owner, device } = identity;
  return { currency: page.currency, signer: owner, orders: [joining, authorisation(form, device, ["pay"])], keys: [owner, device] };
}

async function openingPlan(form: HTMLFormElement, shown: number): Promise<Plan> {
  const { owner, device: fresh } = identityOf(form, "");
  const control = controls(form, "organiser")[0];
  const name = control && personalText(form, control);
  if (!name) throw new Misspelled(0, "organiser");
  const filled = read(form, "opening");
  const opening: Order = {
    kind: "opening",
    fields: [...filled.fields, ["organiser", organiserLine(owner.account, name)]],
    texts: [name],
    shown,
  };
  const currency = identifier(textOf(draftOf(opening, "", owner, 1)));
  const device = { ...fresh, currency };
  const checked = (box: string): boolean => controls(form, box).length > 0;
  return {
    currency,
    signer: { ...owner, currency },
    orders: [
      opening,
      authorisation(form, device, ["pay", "organise"]),
      ...(checked("door") ? [{ kind: "door", fields: [["door", "open"]], texts: [] } as const] : []),
      ...(checked("member") ? [{ kind: "admission", fields: [["member", owner.account]], texts: [] } as const] : []),
    ],
    keys: [{ ...owner, currency }, device],
  };
}

/** Lets a device sign, up to the form's limit. */
export function authorisation(form: HTMLFormElement, device: OwnKey, roles: readonly string[]): Order {
  const limit = form.dataset["limit"] ?? "";
  return {
    kind: "key",
    fields: [
      ["authorised", device.key],
      ...roles.map((role) => ["role", role] as const),
      ...(limit === "" ? [] : [["limit", limit] as const]),
    ],
    texts: [],
  };
}
