// Rescue phrases and check words: derivation, forgiving reading, and exactness about what is wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { shownToPeople } from "../src/base58.ts";
import { fromHex, hex } from "../src/bytes.ts";
import { checkWords } from "../src/check-words.ts";
import { publicKey } from "../src/key.ts";
import { phraseOf, plain, read, seedOf, wordLists } from "../src/phrase.ts";
import { vectors } from "./vectors.ts";

const lists = await wordLists();
interface Phrase {
  entropy: string;
  french: string;
  english: string;
  seed: string;
  public_key: string;
  shown: string;
}
const phrases = vectors<Phrase[]>("phrases.json");
const entropyOf = (text: string): string => {
  const reading = read(text, lists);
  return reading.is === "phrase" ? hex(reading.entropy) : reading.is;
};

test("both lists have their 2048 words", () => {
  assert.deepEqual([lists.fr.length, lists.en.length], [2048, 2048]);
  assert.deepEqual([lists.fr[0], lists.fr[2047], lists.en[0], lists.en[2047]], ["abaisser", "zoologie", "abandon", "zoo"]);
  assert.equal(new Set([...lists.fr].map((word) => plain(word).slice(0, 4))).size, 2048);
});

for (const phrase of phrases) {
  test(`the phrase of ${phrase.entropy} reads and derives alike in both languages`, () => {
    const entropy = fromHex(phrase.entropy) ?? assert.fail();
    assert.equal(phraseOf(entropy, lists.fr).join(" "), phrase.french);
    assert.equal(phraseOf(entropy, lists.en).join(" "), phrase.english);
    assert.equal(entropyOf(phrase.french), phrase.entropy);
    assert.equal(entropyOf(phrase.english), phrase.entropy);
    assert.equal(hex(seedOf(entropy)), phrase.seed);
    assert.equal(publicKey(seedOf(entropy)), phrase.public_key);
    assert.equal(shownToPeople(phrase.public_key), phrase.shown);
  });
}

test("Substrate's phrase for development gives Substrate's seed", () => {
  const reading = read("bottom drive obey lake curtain smoke basket hold race lonely fit walk", lists);
  assert.ok(reading.is === "phrase");
  assert.equal(hex(seedOf(reading.entropy)), "fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e");
});

const known = phrases[5] ?? assert.fail();

test("words are read without accents, in any case, decomposed, shortened, between any signs", () => {
  const { french, english, entropy } = known;
  assert.equal(entropyOf(plain(french)), entropy);
  assert.equal(entropyOf(french.toUpperCase()), entropy);
  assert.equal(entropyOf(french.normalize("NFD")), entropy);
  assert.equal(entropyOf(french.split(" ").map((word) => plain(word).slice(0, 4)).join("  \n")), entropy);
  assert.equal(entropyOf(english.split(" ").map((word, place) => `${place + 1}. ${word.slice(0, 4)},`).join("\t")), entropy);
});

test("a word that does not exist is named by its place, with the nearest ones", () => {
  const words = known.french.split(" ");
  const right = words[6] ?? "";
  words[6] = `${right.slice(0, 3)}x${right.slice(3)}`;
  const reading = read(words.join(" "), lists);
  assert.ok(reading.is === "word");
  assert.equal(reading.position, 7);
  assert.equal(plain(reading.word), plain(words[6]));
  assert.equal(reading.suggestions[0], right);
});

test("too few words are counted, not guessed", () => {
  assert.deepEqual(read(known.french.split(" ").slice(1).join(" "), lists), { is: "count", count: 11 });
  assert.deepEqual(read("", lists), { is: "count", count: 0 });
});

test("words that do not belong together are told apart from wrong words, and a likely slip is pointed at", () => {
  const { english } = known;
  const swapped = english.split(" ").reverse().join(" ");
  const checked = read(swapped, lists);
  assert.ok(checked.is === "checksum");
  // "lake" and "cake" are both words of the list, one letter apart, and no other slip explains the checksum.
  const slip = read("bottom drive obey cake curtain smoke basket hold race lonely fit walk", lists);
  assert.ok(slip.is === "checksum");
  assert.deepEqual([slip.position, slip.suggestions], [4, ["lake"]]);
});

test("check words of heads agree with the vectors", () => {
  for (const { lines, french, english } of vectors<{ lines: string; french: string; english: string }[]>("check_words.json")) {
    assert.equal(checkWords(lines, lists.fr).join(" "), french);
    assert.equal(checkWords(lines, lists.en).join(" "), english);
  }
});
