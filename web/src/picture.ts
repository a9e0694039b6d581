// The pixels of a photo in which a code is looked for: a receipt photographed from a screen or a paper.

/** Pictures are read at these widths in turn: a code is found in one where it is lost in another. */
const WIDTHS = [1400, 2000, 900, 2500, 1100, 1600, 600];

/** The photo at each width; nothing if it is none. */
export async function* pixelsOf(photo: Blob): AsyncGenerator<ImageData> {
  const bitmap = await createImageBitmap(photo).catch(() => undefined);
  if (!bitmap) return;
  for (const width of WIDTHS) {
    const height = Math.max(1, Math.round((bitmap.height * width) / bitmap.width));
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const drawn = canvas.getContext("2d", { willReadFrequently: true });
    drawn?.drawImage(bitmap, 0, 0, width, height);
    const pixels = drawn?.getImageData(0, 0, width, height);
    if (pixels) yield pixels;
  }
}
