// A code in a photo, read in a worker by the script of the page that verifies a book: a reader weighs too much to be loaded
// where nobody gives a photo.

import { pixelsOf } from "./picture.ts";
import type { Read } from "./verifier/pool.ts";

/** The text of the code in a photo; nothing if none is found. `script` is where that script stands. */
export async function textInPhoto(photo: Blob, script: string): Promise<string | undefined> {
  const worker = new Worker(script);
  const read = (pixels: ImageData): Promise<string | undefined> =>
    new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Read>) => resolve(data.text);
      worker.onerror = () => resolve(undefined);
      worker.postMessage({ pixels });
    });
  try {
    for await (const pixels of pixelsOf(photo)) {
      const text = await read(pixels);
      if (text !== undefined) return text;
    }
    return undefined;
  } finally {
    worker.terminate();
  }
}
