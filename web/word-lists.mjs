// Word lists for bundles: inside the script, or a text file beside it that is fetched where words are needed. Each word
// stands there as how many letters it shares with the one before, and the rest: a list compresses a quarter better so.

import { pathToFileURL } from "node:url";

const LIST = /bip39[\\/]wordlists[\\/]([a-z]+)\.js$/;

/** The lists inside the script: for what must run from one file, and for tests. */
export const wordLists = {
  name: "word-lists",
  setup(plugins) {
    plugins.onLoad({ filter: LIST }, async ({ path }) => {
      return { contents: `export const wordlist = (${unfolded})(${JSON.stringify(await folded(path))});` };
    });
  },
};

/** The lists as files of their own: for pages, most of which never need one. */
export const wordListFiles = {
  name: "word-list-files",
  setup(plugins) {
    plugins.onLoad({ filter: LIST }, ({ path }) => {
      return { contents: `import address from "folded:${path}"; export const wordlist = (${fetched})(address, ${unfolded});` };
    });
    plugins.onResolve({ filter: /^folded:/ }, ({ path }) => {
      const list = path.slice("folded:".length);
      return { path: `${LIST.exec(list)[1]}.txt`, namespace: "folded", pluginData: list };
    });
    plugins.onLoad({ filter: /.*/, namespace: "folded" }, async ({ pluginData }) => ({ contents: await folded(pluginData), loader: "file" }));
  },
};

async function folded(path) {
  const { wordlist } = await import(pathToFileURL(path).href);
  let before = "";
  return wordlist
    .map((word) => word.normalize("NFC"))
    .map((word) => {
      let shared = 0;
      while (shared < Math.min(before.length, word.length, 9) && before[shared] === word[shared]) shared++;
      before = word;
      return shared + word.slice(shared);
    })
    .join("");
}

/** Runs in the browser: to await it fetches the file, anew if it could not be had before. */
const fetched = (address, unfold) => ({
  then: (good, bad) =>
    fetch(address)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new TypeError(String(answer.status)))))
      .then(unfold)
      .then(good, bad),
});

/** Runs in the browser, on a folded list. */
const unfolded = (text) => {
  let word = "";
  return text.match(/\d\D+/g).map((part) => (word = word.slice(0, part[0]) + part.slice(1)));
};
