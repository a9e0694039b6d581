// A story told in chapters: after one that went wrong the next ones make no sense, and say so at once.

import { test } from "node:test";

export function chapters() {
  let broken;
  return (name, tell) =>
    test(name, async (chapter) => {
      if (broken) return chapter.skip(`after “${broken}”, which went wrong`);
      broken = name;
      await tell();
      broken = undefined;
    });
}
