// Amounts: whole hundredths of a unit as bigint, one spelling in documents, a lenient one at the keyboard.

export const AMOUNT_MAX = 2n ** 53n - 1n;

const SPELLING = /^(0|[1-9][0-9]{0,13})\.([0-9]{2})$/;
/** What people type: a comma or a point, any spaces between thousands, up to two decimals. */
const TYPED = /^([0-9]{1,14})(?:[.,]([0-9]{1,2}))?$/;

/** Hundredths from the one spelling, or nothing. */
export function parseAmount(text: string): bigint | undefined {
  const parts = SPELLING.exec(text);
  if (!parts) return undefined;
  const hundredths = BigInt(`${parts[1]}${parts[2]}`);
  return hundredths <= AMOUNT_MAX ? hundredths : undefined;
}

export function printAmount(hundredths: bigint): string {
  const digits = hundredths.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Hundredths from what a person typed, or nothing. */
export function typedAmount(text: string): bigint | undefined {
  const parts = TYPED.exec(text.replace(/\s/g, ""));
  if (!parts) return undefined;
  const hundredths = BigInt((parts[1] ?? "") + (parts[2] ?? "").padEnd(2, "0"));
  return hundredths <= AMOUNT_MAX ? hundredths : undefined;
}

/** A price of `dividends` hundredths of a UD in units, rounded half up; nothing if it does not fit. */
export function inUnits(dividends: bigint, dividend: bigint): bigint | undefined {
  const hundredths = (dividends * dividend + 50n) / 100n;
  return hundredths <= AMOUNT_MAX ? hundredths : undefined;
}
