// The text of a QR code in a picture: a receipt photographed from a screen or a paper.

import { decodeQR } from "qr/decode.js";

/** Pictures are read at these widths in turn: a code is found in one where it is lost in another. */
const WIDTHS = [900, 1400, 2200, 600];

export async function textInPicture(file: Blob): Promise<string | undefined> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return undefined;
  }
  for (const width of WIDTHS) {
    const height = Math.round((bitmap.height * width) / bitmap.width);
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const drawn = canvas.getContext("2d", { willReadFrequently: true });
    drawn?.drawImage(bitmap, 0, 0, width, height);
    const pixels = drawn?.getImageData(0, 0, width, height);
    try {
      if (pixels) return decodeQR(pixels);
    } catch {
      // Not found at this width.
    }
  }
  return undefined;
}
