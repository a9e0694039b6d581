// From what a form holds to the fields of a document: the form's inputs bear the fields' names.

import { inUnits, printAmount, typedAmount } from "./amount.ts";
import { commitment, isPersonalText, newSalt, type PersonalText, type Sort } from "./commitment.ts";
import { fieldNames, Misspelled, type Field } from "./document.ts";
import { printMoment, typedMoment } from "./moment.ts";
import * as page from "./page.ts";
import { asLines, tidied } from "./spelling.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Fields that every document has, and the organisers' line, which needs the account made for it. */
const ELSEWHERE = ["currency", "account", "key", "number", "until", "organiser"];
const LISTING_LINE_MAX = 200;
/** Salts live as long as their form, so that the text shown stays the text signed. */
const salts = new WeakMap<HTMLFormElement, Map<string, string>>();

export interface Filled {
  readonly fields: Field[];
  readonly texts: PersonalText[];
}

/** Reads the fields of `kind`; throws `Misspelled` (line 0) for an input that cannot become a field. */
export function read(form: HTMLFormElement, kind: string): Filled {
  const texts: PersonalText[] = [];
  const fields: Field[] = [];
  for (const name of new Set(fieldNames(kind))) {
    if (ELSEWHERE.includes(name)) continue;
    for (const value of valuesOf(form, name, texts)) fields.push([name, value]);
  }
  return { fields: fields.filter(([name]) => counts(name, fields)), texts };
}

/** A choice left on screen that another choice makes meaningless: no period beyond no end, no steps under `ratio`. */
function counts(name: string, fields: readonly Field[]): boolean {
  if (name === "after") return fields.some(([other]) => other === "end");
  return name !== "reevaluation" || !fields.some(([other, value]) => other === "rule" && value === "ratio");
}

/** The controls of a name that count: enabled, and checked where they can be. */
export function controls(form: HTMLFormElement, name: string): Control[] {
  return [...form.elements].filter((element): element is Control => {
    if (!("name" in element) || element.name !== name || element.matches(":disabled")) return false;
    return !(element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type)) || element.checked;
  });
}

/** The text in the first control of a name. */
export const typed = (form: HTMLFormElement, name: string): string => controls(form, name)[0]?.value ?? "";

/** A personal text of the form with the salt it keeps. */
export function personalText(form: HTMLFormElement, control: Control): PersonalText | undefined {
  const text = tidied(control.value);
  if (text === "") return undefined;
  if (!isPersonalText(control.dataset["commit"] as Sort, text)) throw new Misspelled(0, control.name);
  return { salt: saltOf(form, control.name), text };
}

/** The salt of this form under a name, the same each time it is asked. */
export function saltOf(form: HTMLFormElement, name: string): string {
  const own = salts.get(form) ?? new Map<string, string>();
  salts.set(form, own);
  const salt = own.get(name) ?? newSalt();
  own.set(name, salt);
  return salt;
}

function valuesOf(form: HTMLFormElement, name: string, texts: PersonalText[]): string[] {
  const found = controls(form, name);
  if (name === "to") return payees(form, found);
  if (name === "log" && found.length === 0) return [page.log];
  if (name === "salt" && found.length === 0) return [saltOf(form, "salt")];
  if (name === "limit" && found.length === 0) return [form.dataset["limit"] ?? ""].filter((value) => value !== "");
  return found.flatMap((control) => {
    if (control.dataset["commit"] !== undefined) {
      const personal = personalText(form, control);
      if (personal) texts.push(personal);
      return personal ? [commitment(personal)] : [];
    }
    if (name === "text") return asLines(control.value, LISTING_LINE_MAX);
    const value = fieldValue(form, control);
    return value === "" ? [] : [value];
  });
}

/** Each payee with the amount beside it. */
function payees(form: HTMLFormElement, found: readonly Control[]): string[] {
  const amounts = controls(form, "amount");
  return found.flatMap((control, place) => {
    const amount = amounts[place];
    if (control.value === "") return [];
    if (!amount || amount.value.trim() === "") throw new Misspelled(0, "amount");
    return [`${control.value} ${printAmount(amountOf(form, amount))}`];
  });
}

/** Hundredths of a unit, whether typed in units or in UD. */
export function amountOf(form: HTMLFormElement, control: Control): bigint {
  const number = typedAmount(control.value);
  const inDividends = (typed(form, "amount-in") || control.dataset["amountIn"]) === "du";
  const dividend = control.dataset["dividend"] ?? form.dataset["dividend"] ?? "";
  const dividendAmount = /^[0-9]{1,16}$/.test(dividend) ? BigInt(dividend) : undefined;
  const units = number === undefined || !inDividends ? number : dividendAmount && inUnits(number, dividendAmount);
  if (units === undefined) throw new Misspelled(0, control.name);
  return units;
}

function fieldValue(form: HTMLFormElement, control: Control): string {
  const value = tidied(control.value);
  if (control.name === "price") return priceValue(form, value);
  if (value === "") return "";
  const misspelled = new Misspelled(0, control.name);
  if (control.dataset["times"] !== undefined) return multiplied(value, control.dataset["times"], misspelled);
  if (control.dataset["moment"] !== undefined || /^(datetime-local|time)$/.test(control.type)) {
    const seconds = typedMoment(value, page.now() / 1000);
    if (seconds === undefined) throw misspelled;
    return printMoment(seconds);
  }
  if (control.name === "first") {
    const first = typedAmount(value);
    if (first === undefined) throw misspelled;
    return printAmount(first);
  }
  return value;
}

/** A price by its amount and the choice beside it: `units`, `UD`, `libre`, or empty for no price. */
function priceValue(form: HTMLFormElement, value: string): string {
  const choice = form.querySelector<HTMLSelectElement>("[data-price-in]")?.value ?? "units";
  if (choice === "libre") return "libre";
  // A swap asks for nothing unless somebody says how much.
  if (choice === "" || (value === "" && typed(form, "sort") === "swap")) return "";
  const amount = typedAmount(value);
  if (amount === undefined) throw new Misspelled(0, "price");
  return printAmount(amount) + (choice === "UD" ? " UD" : "");
}

/** A number typed with up to nine decimals, times a whole number, rounded down: minutes as seconds, percents as parts. */
function multiplied(value: string, times: string, misspelled: Misspelled): string {
  const [, digits, decimals = ""] = /^([0-9]{1,12})(?:[.,]([0-9]{1,9}))?$/.exec(value) ?? [];
  if (digits === undefined || !/^[0-9]{1,12}$/.test(times)) throw misspelled;
  return ((BigInt(digits + decimals) * BigInt(times)) / 10n ** BigInt(decimals.length)).toString();
}
