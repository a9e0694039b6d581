// Who this phone is: the account it acts for, the key that signs, and how both are made.

import { commitment } from "./commitment.ts";
import { publicKey } from "./key.ts";
import * as page from "./page.ts";
import { seedOf } from "./phrase.ts";
import { ownKeys, within, type OwnKey } from "./store.ts";
import { random, type Bytes } from "./bytes.ts";

const COOKIE_SECONDS = 400 * 86_400;

/** A fresh account: its owner key with the entropy behind the rescue words, and a key for this phone. */
export interface Identity {
  readonly owner: OwnKey;
  readonly device: OwnKey;
}

export function newIdentity(currency: string): Identity {
  const entropy = random(16);
  const owner = ownerOf(currency, entropy);
  return { owner: { ...owner, entropy }, device: newDevice(currency, owner.account) };
}

/** The owner key behind a rescue phrase. */
export function ownerOf(currency: string, entropy: Bytes): OwnKey {
  const seed = seedOf(entropy);
  const key = publicKey(seed);
  return { currency, account: key, role: "owner", key, seed, last: 0, inBook: false, made: Date.now() };
}

export function newDevice(currency: string, account: string): OwnKey {
  const seed = random(32);
  return { currency, account, role: "device", key: publicKey(seed), seed, last: 0, inBook: false, made: Date.now() };
}

/** The owner key behind words typed on this page: it lives as long as the page, and is never kept. */
let held: OwnKey | undefined;

export function hold(owner: OwnKey): void {
  held = owner;
}

/** The keys of the account this page is for; on a page for nobody, of the account chosen last on this phone. */
export async function present(currency: string): Promise<{ owner?: OwnKey; device?: OwnKey }> {
  const keys = await ownKeys(currency);
  const account = held?.account ?? (page.account === "" ? keys[0]?.account : page.account);
  const find = (role: OwnKey["role"]): OwnKey | undefined => keys.find((key) => key.account === account && key.role === role);
  const owner = find("owner") ?? held;
  const device = find("device");
  return { ...(owner && { owner }), ...(device && { device }) };
}

/** Tells the server whose pages to show. Not a secret and not a right: every act is signed. */
export function showAs(account: string): void {
  document.cookie = `account=${account}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
}

/** Forgets the owner key: from now on it stands on the rescue card alone. */
export async function forgetOwner(owner: OwnKey): Promise<void> {
  await within(["keys"], "readwrite", (shelf) => shelf.remove("keys", [owner.currency, owner.account, "owner"]));
  noteCard(owner.currency, owner.account, "done");
}

/** Whether the rescue card of an account is still owed, for the banner on every page. */
export function noteCard(currency: string, account: string, state: "owed" | "done"): void {
  page.remember(`card:${account}`, state, currency);
}

/** The line of an opening that makes somebody an organiser. */
export const organiserLine = (account: string, name: { salt: string; text: string }): string => `${account} ${commitment(name)}`;
