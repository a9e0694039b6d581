// The text of a QR code in a picture.

import { decodeQR } from "qr/decode.js";
import { pixelsOf } from "../picture.ts";

/** The text of the code in these pixels; nothing if none is found. */
export function textIn(pixels: ImageData): string | undefined {
  try {
    return decodeQR(pixels);
  } catch {
    return undefined;
  }
}

export async function textInPicture(file: Blob): Promise<string | undefined> {
  for await (const pixels of pixelsOf(file)) {
    const text = textIn(pixels);
    if (text !== undefined) return text;
  }
  return undefined;
}
