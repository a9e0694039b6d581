// Folds the word lists for the bundle: each word as how many letters it shares with the one before, and the rest.
// A list compresses a quarter better so, and unfolds in a line.

import { pathToFileURL } from "node:url";

export const wordLists = {
  name: "word-lists",
  setup(plugins) {
    plugins.onLoad({ filter: /bip39[\\/]wordlists[\\/][a-z]+\.js$/ }, async ({ path }) => {
      const { wordlist } = await import(pathToFileURL(path).href);
      return { contents: `export const wordlist = (${unfolded.toString().replace("FOLDED", JSON.stringify(folded(wordlist)))})();` };
    });
  },
};

function folded(words) {
  let before = "";
  return words
    .map((word) => word.normalize("NFC"))
    .map((word) => {
      let shared = 0;
      while (shared < Math.min(before.length, word.length, 9) && before[shared] === word[shared]) shared++;
      before = word;
      return shared + word.slice(shared);
    })
    .join("");
}

/** Runs in the browser, with the list in the place of the word in capitals. */
const unfolded = () => {
  let word = "";
  return FOLDED.match(/\d\D+/g).map((part) => (word = word.slice(0, part[0]) + part.slice(1)));
};
