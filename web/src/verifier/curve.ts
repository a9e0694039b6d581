// The points of edwards25519 (RFC 8032, § 5.1), as much as verifying needs: nothing here is secret, so nothing takes care
// to be slow. Sums of fixed points use tables: that of the base is made once, that of a key when it first signs.

import type { Bytes } from "../bytes.ts";

const P = 2n ** 255n - 19n;
const LOW = 2n ** 255n - 1n;
/** The order of the base point. */
export const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** A number modulo P within some hundreds of 0 ..= P: never printed before `exact`. */
function fold(n: bigint): bigint {
  const once = (n >> 255n) * 19n + (n & LOW);
  return (once >> 255n) * 19n + (once & LOW);
}

const exact = (n: bigint): bigint => ((n % P) + P) % P;
const product = (a: bigint, b: bigint): bigint => fold(a * b);

function power(base: bigint, exponent: bigint): bigint {
  let answer = 1n;
  for (const bit of exponent.toString(2)) {
    answer = product(answer, answer);
    if (bit === "1") answer = product(answer, base);
  }
  return answer;
}

/** 1/n modulo P by Euclid. */
function inverse(n: bigint): bigint {
  let [a, b, x, y] = [exact(n), P, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [x, y] = [y - quotient * x, x];
  }
  return exact(x);
}

const D = exact(-121665n * inverse(121666n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

/** x = X/Z, y = Y/Z, x·y = T/Z. */
interface Point {
  readonly X: bigint;
  readonly Y: bigint;
  readonly Z: bigint;
  readonly T: bigint;
}

/** A point as it is added fastest: y + x, y − x, 2·d·x·y. */
interface Row {
  readonly plus: bigint;
  readonly minus: bigint;
  readonly twist: bigint;
}

const IDENTITY: Point = { X: 0n, Y: 1n, Z: 1n, T: 0n };

function doubled({ X, Y, Z }: Point): Point {
  const a = product(X, X);
  const b = product(Y, Y);
  const sum = X + Y;
  const e = product(sum, sum) - a - b;
  const g = b - a;
  const f = g - 2n * product(Z, Z);
  const h = -a - b;
  return { X: product(e, f), Y: product(g, h), Z: product(f, g), T: product(e, h) };
}

/** The complete addition of RFC 8032, § 5.1.4, with a point whose Z is 1; `sign` −1 subtracts it. */
function added({ X, Y, Z, T }: Point, row: Row, sign = 1): Point {
  const a = product(Y - X, sign > 0 ? row.minus : row.plus);
  const b = product(Y + X, sign > 0 ? row.plus : row.minus);
  const c = sign > 0 ? product(T, row.twist) : -product(T, row.twist);
  const e = b - a;
  const f = 2n * Z - c;
  const g = 2n * Z + c;
  const h = b + a;
  return { X: product(e, f), Y: product(g, h), Z: product(f, g), T: product(e, h) };
}

/** Points as rows, with one inversion for all. */
function rows(points: readonly Point[]): Row[] {
  const before: bigint[] = [];
  let all = 1n;
  for (const { Z } of points) {
    before.push(all);
    all = product(all, Z);
  }
  let rest = inverse(all);
  const made = new Array<Row>(points.length);
  for (let place = points.length - 1; place >= 0; place--) {
    const { X, Y, Z } = points[place] ?? IDENTITY;
    const z = product(rest, before[place] ?? 1n);
    rest = product(rest, Z);
    const [x, y] = [product(X, z), product(Y, z)];
    made[place] = { plus: fold(y + x), minus: fold(y - x), twist: product(2n * D, product(x, y)) };
  }
  return made;
}

const rowOf = (point: Point): Row => rows([point])[0] as Row;

/** The point that 32 bytes spell, or nothing: y not below p, no such point, or minus zero. */
function decoded(bytes: Uint8Array): Point | undefined {
  const number = littleEndian(bytes);
  const [y, sign] = [number & LOW, number >> 255n];
  if (bytes.length !== 32 || y >= P) return undefined;
  const [u, v] = [product(y, y) - 1n, product(D, product(y, y)) + 1n];
  const cube = product(product(v, v), v);
  let x = product(product(u, cube), power(product(u, product(cube, product(cube, v))), (P - 5n) / 8n));
  const square = exact(product(v, product(x, x)));
  if (square === exact(-u)) x = product(x, ROOT_OF_MINUS_1);
  else if (square !== exact(u)) return undefined;
  x = exact(x);
  if (x === 0n && sign === 1n) return undefined;
  if ((x & 1n) !== sign) x = P - x;
  return { X: x, Y: y, Z: 1n, T: product(x, y) };
}

function encoded({ X, Y, Z }: Point): Bytes {
  const z = inverse(Z);
  let number = exact(product(Y, z)) | ((exact(product(X, z)) & 1n) << 255n);
  const bytes = new Uint8Array(32);
  for (let place = 0; place < 32; place++, number >>= 8n) bytes[place] = Number(number & 255n);
  return bytes;
}

const isIdentity = ({ X, Y, Z }: Point): boolean => exact(X) === 0n && exact(Y - Z) === 0n;
const isSmallOrder = (point: Point): boolean => isIdentity(doubled(doubled(doubled(point))));

export function littleEndian(bytes: Uint8Array): bigint {
  let digits = "0x0";
  for (let place = bytes.length - 1; place >= 0; place--) digits += (bytes[place] ?? 0).toString(16).padStart(2, "0");
  return BigInt(digits);
}

/** The base point's multiples by each value of each byte of a scalar: 32 rows of 255. */
let baseTable: Row[][] | undefined;

function makeBaseTable(): Row[][] {
  const points: Point[] = [];
  let start = decoded(Uint8Array.from({ length: 32 }, (_, place) => (place === 0 ? 0x58 : 0x66))) ?? IDENTITY;
  for (let byte = 0; byte < 32; byte++) {
    const step = rowOf(start);
    let sum: Point = IDENTITY;
    for (let value = 1; value < 256; value++) points.push((sum = added(sum, step)));
    start = added(sum, step);
  }
  const made = rows(points);
  return Array.from({ length: 32 }, (_, byte) => made.slice(byte * 255, byte * 255 + 255));
}

/** Odd multiples 1, 3 … 15 of −A, −2⁶⁴·A, −2¹²⁸·A, −2¹⁹²·A: with them 64 doublings do the work of 256. */
export type KeyTable = readonly (readonly Row[])[];

/** The table of a key, or nothing if it is not canonical, not a point or of small order. */
export function keyTable(bytes: Uint8Array): KeyTable | undefined {
  const point = decoded(bytes);
  if (!point || isSmallOrder(point)) return undefined;
  const points: Point[] = [];
  let start: Point = { ...point, X: -point.X, T: -point.T };
  for (let quarter = 0; quarter < 4; quarter++) {
    const twice = rowOf(doubled(start));
    let odd = start;
    for (let place = 0; place < 8; place++, odd = added(odd, twice)) points.push(odd);
    if (quarter < 3) for (let bit = 0; bit < 64; bit++) start = doubled(start);
  }
  const made = rows(points);
  return [0, 8, 16, 24].map((from) => made.slice(from, from + 8));
}

/** Whether a key's point is of the prime order: L times it is the identity. */
export const isTorsionFree = (key: KeyTable): boolean => isIdentity(keyMultiple(L, key));

/** −k·A. */
function keyMultiple(k: bigint, key: KeyTable): Point {
  const digits = signedDigits(k);
  let sum = IDENTITY;
  for (let bit = 63; bit >= 0; bit--) {
    sum = doubled(sum);
    for (let quarter = 0; quarter < 4; quarter++) {
      const digit = digits[64 * quarter + bit] ?? 0;
      const row = key[quarter]?.[Math.abs(digit) >> 1];
      if (digit !== 0 && row) sum = added(sum, row, digit);
    }
  }
  return sum;
}

/** A number below 2²⁵⁵ in odd digits of −15 ..= 15, most of them 0, the least significant first. */
function signedDigits(number: bigint): Int8Array {
  const digits = new Int8Array(256);
  const bits = number.toString(2);
  for (let place = 0; place < bits.length; place++) digits[place] = bits[bits.length - 1 - place] === "1" ? 1 : 0;
  for (let place = 0; place < 256; place++) {
    if (digits[place] === 0) continue;
    for (let next = 1; next <= 5 && place + next < 256; next++) {
      if (digits[place + next] === 0) continue;
      const here = digits[place] ?? 0;
      const step = 1 << next;
      if (here + step <= 15) {
        digits[place] = here + step;
        digits[place + next] = 0;
      } else if (here - step >= -15) {
        digits[place] = here - step;
        let carry = place + next;
        while (digits[carry] === 1) digits[carry++] = 0;
        digits[carry] = 1;
      } else break;
    }
  }
  return digits;
}

/** The 32 bytes of s·B − k·A; nothing if that point is of small order. */
export function spelledDifference(s: bigint, k: bigint, key: KeyTable): Bytes | undefined {
  baseTable ??= makeBaseTable();
  let sum = keyMultiple(k, key);
  for (let byte = 0, rest = s; rest > 0n; byte++, rest >>= 8n) {
    const row = baseTable[byte]?.[Number(rest & 255n) - 1];
    if (row) sum = added(sum, row);
  }
  return isSmallOrder(sum) ? undefined : encoded(sum);
}
