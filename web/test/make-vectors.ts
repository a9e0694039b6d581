// Writes the vectors that TypeScript and Rust both read, from fixed seeds: npm run vectors

import { mkdirSync, writeFileSync } from "node:fs";
import { base58, shownToPeople } from "../src/base58.ts";
import { base64, hex, type Bytes } from "../src/bytes.ts";
import { checkWords } from "../src/check-words.ts";
import { commitment } from "../src/commitment.ts";
import { cosignature } from "../src/cosignature.ts";
import { document, identifier, textOf, type Field } from "../src/document.ts";
import { publicKey, sign } from "../src/key.ts";
import { phraseOf, seedOf, wordList } from "../src/phrase.ts";
import { Log } from "./tree.ts";

const FOLDER = "../tests/vectors";
const seed = (fill: number): Bytes => new Uint8Array(32).fill(fill);
const hash = (fill: number): string => base58(seed(fill));
const [french, english] = [await wordList("fr"), await wordList("en")];

const log = new Log("market.example/log", seed(9));
const [alice, bob, phone] = [1, 2, 3].map((fill) => ({ seed: seed(fill), key: publicKey(seed(fill)) })) as [Person, Person, Person];
type Person = { seed: Bytes; key: string };

const name = { salt: "000102030405060708090a0b0c0d0e0f", text: "Zoé" };
const memo = { salt: "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", text: "Confiture de figues, merci !" };

interface Vector {
  name: string;
  kind: string;
  fields: Field[];
  text: string;
  identifier: string;
  signature: string;
  document: string;
  seed: string;
  public_key: string;
}

function signed(title: string, kind: string, fields: Field[], by: Person): Vector {
  const text = textOf({ kind, fields });
  const signature = sign(text, by.seed);
  return {
    name: title,
    kind,
    fields,
    text,
    identifier: identifier(text),
    signature: base64(signature),
    document: document(text, signature),
    seed: hex(by.seed),
    public_key: by.key,
  };
}

const opening = signed(
  "an opening",
  "opening",
  [
    ["account", alice.key],
    ["key", alice.key],
    ["number", "1"],
    ["market", "Marché d'été à Roubaix"],
    ["place", "La Condition Publique"],
    ["unit", "Ğune"],
    ["log", log.vkey],
    ["salt", "0123456789abcdef0123456789abcdef"],
    ["rule", "ratio"],
    ["first", "10.00"],
    ["growth", "100000000"],
    ["period", "600"],
    ["end", "2026-11-28T18:00:00Z"],
    ["after", "86400"],
    ["organiser", `${alice.key} ${commitment(name)}`],
  ],
  alice,
);
const currency = opening.identifier;

function act(title: string, kind: string, number: number, fields: Field[], by: Person = alice, account: Person = by, until?: string): Vector {
  const common: Field[] = [
    ["currency", currency],
    ["account", account.key],
    ["key", by.key],
    ["number", String(number)],
    ...(until === undefined ? [] : [["until", until] as const]),
  ];
  return signed(title, kind, [...common, ...fields], by);
}

const G1: Field[] = [
  ["rule", "g1"],
  ["first", "10.00"],
  ["growth", "2382304"],
  ["reevaluation", "15778800"],
  ["period", "86400"],
];
const documents: Vector[] = [
  opening,
  signed(
    "an opening under Ğ1's rule, without end",
    "opening",
    [...opening.fields.slice(0, 8), ...G1, ...opening.fields.slice(-1)],
    alice,
  ),
  act("a joining", "joining", 1764338592123, [["name", commitment(name)]], bob),
  act("an admission of two", "admission", 2, [["member", alice.key], ["member", bob.key]]),
  act("a departure", "departure", 3, [["member", bob.key]]),
  act("the door opens", "door", 4, [["door", "open"]]),
  act("the door shuts", "door", 5, [["door", "shut"]]),
  act("a key with everything", "key", 6, [
    ["authorised", phone.key],
    ["role", "pay"],
    ["role", "organise"],
    ["limit", "30 UD per 86400"],
    ["end", "2027-01-01T00:00:00Z"],
  ]),
  act("a key with a limit in units", "key", 7, [["authorised", phone.key], ["role", "pay"], ["limit", "250.00 per 3600"]]),
  act("a revocation", "revocation", 8, [["revoked", phone.key]]),
  act("a payment by an authorised key", "payment", 1764338592124, [["to", `${bob.key} 12.50`], ["memo", commitment(memo)]], phone, alice, "2026-11-29T14:03:12Z"),
  act("a payment for a listing, to two", "payment", 10, [["to", `${bob.key} 0.05`], ["to", `${hash(7)} 90071992547409.91`], ["listing", hash(8)]]),
  act("a refund", "payment", 11, [["to", `${alice.key} 12.50`], ["refund-of", "42"]], bob),
  act("a tempo", "tempo", 12, [["phase", "paused"], ["period", "600"], ["end", "2026-11-28T18:00:00Z"], ["after", "86400"]]),
  act("the closing", "tempo", 13, [["phase", "closed"], ["period", "86400"]]),
  act("an erasure", "erasure", 18, [], bob),
  act("an erasure by an authorised key", "erasure", 1764338592125, [], phone, alice, "2026-11-29T14:03:12Z"),
  act("a listing", "listing", 14, [
    ["sort", "offer"],
    ["title", "Pain au levain 🍞"],
    ["text", "Farine de Wambrechies."],
    ["text", "À venir chercher au stand."],
    ["category", "food"],
    ["price", "1.50 UD"],
    ["quantity", "6"],
    ["stand", "B12"],
    ["photo", hash(10)],
    ["replaces", hash(11)],
  ]),
  act("a listing with nothing optional", "listing", 15, [["sort", "gift"], ["title", "Graines"], ["category", "garden"], ["quantity", "999"]]),
  act("a listing at the price people want", "listing", 16, [["sort", "help"], ["title", "Réparation de vélos"], ["category", "skills"], ["price", "libre"], ["quantity", "1"]]),
  act("a withdrawal", "withdrawal", 17, [["listing", hash(8)]]),
  act("a witness", "witness", 18, [["witness", hash(12)]], phone, alice),
];

/** Documents that must be refused, each by one change of a good one; `field` is what is wrong. */
const payment = documents.find(({ name: title }) => title === "a payment by an authorised key")?.document ?? "";
const authorisation = documents.find(({ name: title }) => title === "a key with everything")?.document ?? "";
const erasure = documents.find(({ name: title }) => title === "an erasure")?.document ?? "";
const listing = documents.find(({ name: title }) => title === "a listing")?.document ?? "";
const bad = (title: string, from: string, wrong: string, right: string): { name: string; document: string } => {
  if (!from.includes(wrong)) throw new Error(`${title}: nothing to change`);
  return { name: title, document: from.replace(wrong, right) };
};
const refused = [
  bad("a carriage return", payment, "\nuntil", "\r\nuntil"),
  bad("no line end", payment, "==\n", "=="),
  bad("an empty line", payment, "\nto:", "\n\nto:"),
  bad("something after the signature", payment, "==\n", "==\nmemo: x\n"),
  bad("two spaces after a colon", payment, "to: ", "to:  "),
  bad("an unknown kind", payment, "gune/1 payment", "gune/1 gift"),
  bad("another format", payment, "gune/1", "gune/2"),
  bad("a kind in capitals", payment, "payment", "Payment"),
  bad("an amount without cents", payment, "12.50", "12.5"),
  bad("an amount with a leading zero", payment, "12.50", "012.50"),
  bad("an amount past the greatest", payment, "12.50", "90071992547409.92"),
  bad("a number with a leading zero", payment, "number: 1", "number: 01"),
  bad("number zero", payment, "number: 1764338592124", "number: 0"),
  bad("a number past 2^53-1", payment, "number: 1764338592124", "number: 9007199254740992"),
  bad("a moment with a fraction", payment, "14:03:12Z", "14:03:12.5Z"),
  bad("a moment with an offset", payment, "14:03:12Z", "14:03:12+01:00"),
  bad("a day that does not exist", payment, "2026-11-29", "2026-02-30"),
  bad("a leap second", payment, "14:03:12Z", "14:03:60Z"),
  bad("an address of 31 bytes", payment, bob.key, base58(new Uint8Array(31).fill(2))),
  bad("a letter outside base58", payment, "account: ", "account: 0"),
  bad("fields in another order", payment, `account: ${alice.key}\nkey: ${phone.key}`, `key: ${phone.key}\naccount: ${alice.key}`),
  bad("a field twice", payment, `key: ${phone.key}\n`, `key: ${phone.key}\nkey: ${phone.key}\n`),
  bad("a payee twice", payment, `to: ${bob.key} 12.50\n`, `to: ${bob.key} 12.50\nto: ${bob.key} 1.00\n`),
  bad("a field of another kind", payment, "memo: ", "name: "),
  bad("a space at the end of words", listing, "stand: B12", "stand: B12 "),
  bad("words that are too long", listing, "stand: B12", "stand: 123456789"),
  bad("a zero-width space", listing, "Pain", "Pa\u200bin"),
  bad("text that runs the other way", listing, "Pain", "\u202ePain"),
  bad("a tab", listing, "Pain au", "Pain\tau"),
  bad("a quantity past the greatest", listing, "quantity: 6", "quantity: 1000"),
  bad("an opening with number 2", opening.document, "number: 1\n", "number: 2\n"),
  bad("a first dividend of nothing", opening.document, "first: 10.00", "first: 0.00"),
  bad("a re-evaluation under ratio", opening.document, "period: 600", "reevaluation: 600\nperiod: 600"),
  bad("an opening by somebody who does not organise", opening.document, `organiser: ${alice.key}`, `organiser: ${bob.key}`),
  bad("a log whose name holds a sign that nobody sees", opening.document, log.vkey, new Log("market.example/\u200blog", seed(9)).vkey),
  bad("a log whose name runs the other way", opening.document, log.vkey, new Log("market.example/\u202elog", seed(9)).vkey),
  bad("an opening with a log key whose hash is wrong", opening.document, log.vkey, log.vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+")),
  bad("a period beyond no end", opening.document, "end: 2026-11-28T18:00:00Z\n", ""),
  bad("roles in the other order", authorisation, "role: pay\nrole: organise", "role: organise\nrole: pay"),
  bad("a limit of no UD", authorisation, "30 UD", "0 UD"),
  bad("a limit of half a UD", authorisation, "30 UD", "0.50 UD"),
  bad("an erasure with a field of its own", erasure, "signature: ", `member: ${alice.key}\nsignature: `),
  bad("a signature without padding", payment, "==\n", "\n"),
  bad("a signature in the other base64", payment, "signature: ", "signature: -_"),
];

const entropies = [
  "00000000000000000000000000000000",
  "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
  "80808080808080808080808080808080",
  "ffffffffffffffffffffffffffffffff",
  "18ab19a9f54a9274f03e5209a2ac8a91",
  "9e885d952ad362caeb4efe34a8e91bd2",
];
const bytes = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const phrases = entropies.map((text) => {
  const entropy = bytes(text);
  const own = seedOf(entropy);
  return {
    entropy: text,
    french: phraseOf(entropy, french).join(" "),
    english: phraseOf(entropy, english).join(" "),
    seed: hex(own),
    public_key: publicKey(own),
    shown: shownToPeople(publicKey(own)),
  };
});

log.entries.push(
  ...[opening, ...documents.slice(2, 6)].map((vector, place) => `at: 2026-11-28T14:0${place}:00Z\n${vector.document}`),
);
log.entries.push(`at: 2026-11-28T14:10:00Z\ngune/1 dividend\ncurrency: ${currency}\nrank: 1\namount: 10.00\nmembers: 2\nsupply: 40.00\n`);
log.entries.push(`at: 2026-11-28T14:11:00Z\n${payment}`);

const receipts = {
  log_seed: hex(log.seed),
  vkey: log.vkey,
  entries: log.entries,
  checkpoints: log.entries.map((_, place) => log.checkpoint(place + 1)),
  receipts: log.entries.map((_, index) => ({ index, size: log.entries.length, text: log.receipt(index) })),
  consistency: log.entries.map((_, place) => ({ old: place + 1, size: log.entries.length, text: log.consistency(place + 1) })),
  cosigned: log.entries.map((_, place) => cosigned(log.checkpoint(place + 1), 1795874592 + place)),
};

/** A checkpoint under the log's signature and a phone's. */
function cosigned(checkpoint: string, time: number): { witness: string; time: number; note: string } {
  const lines = checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1);
  return { witness: phone.key, time, note: `${checkpoint}${cosignature(phone, lines, time)}\n` };
}

const heads = receipts.checkpoints.map((note) => {
  const lines = note.slice(0, note.indexOf("\n\n") + 1);
  return { lines, french: checkWords(lines, french).join(" "), english: checkWords(lines, english).join(" ") };
});

const amounts = {
  good: [
    ["0.00", "0"],
    ["0.05", "5"],
    ["1.00", "100"],
    ["12.50", "1250"],
    ["90071992547409.91", "9007199254740991"],
  ].map(([text, hundredths]) => ({ text, hundredths })),
  bad: ["", "0", "1", "1.", ".50", "1.5", "1.500", "01.00", "00.00", "-1.00", "+1.00", "1,00", " 1.00", "1.00 ", "1e2", "90071992547409.92", "100000000000000.00", "1_000.00", "１.00"],
  price_in_dividends: [
    { price: "1.50", dividend: "10.00", units: "15.00" },
    { price: "0.01", dividend: "0.50", units: "0.01" },
    { price: "0.01", dividend: "0.49", units: "0.00" },
    { price: "3.33", dividend: "10.55", units: "35.13" },
    { price: "1.00", dividend: "90071992547409.91", units: "90071992547409.91" },
    { price: "1.01", dividend: "90071992547409.91", units: null },
  ],
};

const commitments = [name, memo].map((text) => ({ ...text, commitment: commitment(text) }));

/** Check words as people note them, and the head that was meant: by hand, for both readers to agree with. */
const places = [0, 2047, 700, 1024, 3, 1999];
const of = (list: readonly string[]): string[] => places.map((place) => list[place] ?? "");
const short = of(french).map((word, place) => `${place + 1}. ${word.normalize("NFD").replace(/\p{M}/gu, "").slice(0, 4).toUpperCase()}`);
const noted = {
  typed: [
    { typed: of(french).join(" "), numbers: [places] },
    { typed: of(english).join(", "), numbers: [places] },
    { typed: ` ${short.join(" - ")}\n`, numbers: [places] },
    { typed: "abandon abandon abandon abandon abandon abandon", numbers: [[1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]] },
    { typed: "zoo zo abandon abandon abandon abandon", position: 2, word: "zo" },
    { typed: "zon abandon abandon abandon abandon abandon", numbers: [[2046, 0, 0, 0, 0, 0]] },
    { typed: "aba abaisser abaisser abaisser abaisser abaisser", position: 1, word: "aba" },
    { typed: "abaisser abandon zorglub abdiquer abeille abolir", position: 3, word: "zorglub" },
    { typed: "abaisser abandon", count: 2 },
    { typed: "1 2 3", count: 0 },
  ],
  nearest: [
    { name: "the very head", heads: [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]], noted: [[1, 2, 3, 4, 5, 6]], head: 0, differs: null },
    { name: "one word, at each place", heads: [[1, 2, 3, 4, 5, 6]], noted: [[1, 2, 3, 4, 5, 9]], head: 0, differs: 5 },
    { name: "the first word", heads: [[1, 2, 3, 4, 5, 6]], noted: [[9, 2, 3, 4, 5, 6]], head: 0, differs: 0 },
    { name: "two words are no head", heads: [[1, 2, 3, 4, 5, 6]], noted: [[9, 2, 3, 4, 5, 9]], head: null, differs: null },
    { name: "two that changed places are two", heads: [[1, 2, 3, 4, 5, 6]], noted: [[2, 1, 3, 4, 5, 6]], head: null, differs: null },
    { name: "the latest of several", heads: [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7], [0, 0, 0, 0, 0, 0]], noted: [[1, 2, 3, 4, 5, 8]], head: 1, differs: 5 },
    { name: "the very one before a later one", heads: [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7]], noted: [[1, 2, 3, 4, 5, 6]], head: 0, differs: null },
    { name: "the first reading that has one", heads: [[1, 2, 3, 4, 5, 6], [9, 9, 9, 9, 9, 8]], noted: [[1, 2, 3, 4, 5, 7], [9, 9, 9, 9, 9, 9]], head: 0, differs: 5 },
    { name: "the very one in the second reading", heads: [[1, 2, 3, 4, 5, 6], [9, 9, 9, 9, 9, 9]], noted: [[1, 2, 3, 4, 5, 7], [9, 9, 9, 9, 9, 9]], head: 1, differs: null },
    { name: "no head at all", heads: [], noted: [[1, 2, 3, 4, 5, 6]], head: null, differs: null },
  ],
};

/** When an entry came, told in UTC: by hand too. */
const sunday = Date.UTC(2026, 10, 29, 15, 12) / 1000;
const day = 86_400;
const moments = [
  { moment: sunday, now: sunday, fr: "dimanche 15 h 12", en: "Sunday 15:12" },
  { moment: sunday, now: sunday + 6 * day - 1, fr: "dimanche 15 h 12", en: "Sunday 15:12" },
  { moment: sunday, now: sunday + 6 * day, fr: "dimanche 29 novembre 2026, 15 h 12", en: "Sunday 29 November 2026, 15:12" },
  { moment: sunday, now: sunday - 3_599, fr: "dimanche 15 h 12", en: "Sunday 15:12" },
  { moment: sunday, now: sunday - 3_600, fr: "dimanche 29 novembre 2026, 15 h 12", en: "Sunday 29 November 2026, 15:12" },
  { moment: Date.UTC(2027, 7, 2, 0, 5) / 1000, now: 2 ** 31, fr: "lundi 2 août 2027, 00 h 05", en: "Monday 2 August 2027, 00:05" },
  { moment: 0, now: 3 * day, fr: "jeudi 00 h 00", en: "Thursday 00:00" },
];

mkdirSync(FOLDER, { recursive: true });
const write = (file: string, content: unknown): void => writeFileSync(`${FOLDER}/${file}`, `${JSON.stringify(content, null, 1)}\n`);
write("documents.json", { documents, refused, commitments });
write("phrases.json", phrases);
write("check_words.json", heads);
write("noted.json", noted);
write("moments.json", moments);
write("amounts.json", amounts);
write("receipts.json", receipts);
