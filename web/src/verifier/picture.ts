// The text of a QR code in a photo: a receipt photographed from a screen or a paper.

import { decodeQR } from "qr/decode.js";
import { pause } from "./show.ts";

/** Pictures are read at these widths in turn: a code is found in one where it is lost in another. */
const WIDTHS = [1400, 2000, 900, 2500, 1100, 1600, 600];

/** The text of the code in a photo; nothing if none is found, or if it is no photo. */
export async function textInPicture(photo: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(photo).catch(() => undefined);
  if (!bitmap) return undefined;
  for (const width of WIDTHS) {
    // Each width takes a moment, and the page is to say meanwhile that it looks.
    await pause();
    const pixels = drawn(bitmap, width);
    const text = pixels && textIn(pixels);
    if (text !== undefined) return text;
  }
  return undefined;
}

function drawn(bitmap: ImageBitmap, width: number): ImageData | undefined {
  const height = Math.max(1, Math.round((bitmap.height * width) / bitmap.width));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen?.drawImage(bitmap, 0, 0, width, height);
  return pen?.getImageData(0, 0, width, height);
}

function textIn(pixels: ImageData): string | undefined {
  try {
    return decodeQR(pixels);
  } catch {
    return undefined;
  }
}
