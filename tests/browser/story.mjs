// A story told in chapters: after one that went wrong the next ones make no sense, and say so at once.

import { test } from "node:test";

/** `picture`, if given, keeps what was on the screens when a chapter went wrong. */
export function chapters(picture = async () => {}) {
  let broken;
  return (name, tell) =>
    test(name, async (chapter) => {
      if (broken) return chapter.skip(`after “${broken}”, which went wrong`);
      broken = name;
      try {
        await tell();
      } catch (error) {
        await picture();
        throw error;
      }
      broken = undefined;
    });
}
