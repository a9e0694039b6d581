// Paper: a page as a printer gets it, as pixels, and what a phone's camera reads on it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import jsqr from "jsqr";

const MM_PER_INCH = 25.4;

/** Prints the page as it is now: its sheets, each as a picture (PNG) and as pixels. */
export async function printed(page, dotsPerInch = 150) {
  const folder = mkdtempSync(join(tmpdir(), "gune-paper-"));
  try {
    const file = join(folder, "page.pdf");
    // As printers are set: no backgrounds.
    writeFileSync(file, await page.pdf({ format: "A4", preferCSSPageSize: true, printBackground: false }));
    const rendered = (...options) => {
      execFileSync("pdftoppm", ["-r", String(dotsPerInch), ...options, file, join(folder, "sheet")]);
      const end = options.includes("-png") ? ".png" : ".ppm";
      return readdirSync(folder).filter((name) => name.endsWith(end)).sort().map((name) => readFileSync(join(folder, name)));
    };
    const pictures = rendered("-png");
    return rendered().map((bytes, number) => ({ picture: pictures[number], ...pixelsOf(bytes), dotsPerInch }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A portable pixmap (P6) as the RGBA that readers of codes take. */
function pixelsOf(bytes) {
  const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString("latin1"));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = head.length, to = 0; from < bytes.length; from += 3, to += 4) data.set(bytes.subarray(from, from + 3), to);
  return { data, width: Number(width), height: Number(height) };
}

/** The code on a sheet: its text, and the width of a module in millimetres. */
export function scanned({ data, width, height, dotsPerInch }) {
  const code = jsqr(data, width, height);
  if (!code) return undefined;
  const { topLeftCorner: from, topRightCorner: to } = code.location;
  const side = (Math.hypot(to.x - from.x, to.y - from.y) / dotsPerInch) * MM_PER_INCH;
  return { text: code.data, module: side / (17 + 4 * code.version) };
}

/** The sheet as somebody takes a photo of it: askew on a table, in the light of one side, a little blurred. Made by a page. */
export async function photographed(page, { picture }) {
  const jpeg = await page.evaluate(async (png) => {
    const sheet = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0))]));
    const canvas = Object.assign(document.createElement("canvas"), { width: 2250, height: 3000 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#766";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(1.45, 0.1, -0.14, 1.4, 380, 260);
    pen.filter = "blur(1px)";
    pen.drawImage(sheet, 0, 0);
    pen.resetTransform();
    pen.filter = "none";
    const shade = pen.createLinearGradient(0, 0, canvas.width, canvas.height);
    shade.addColorStop(0, "#0000");
    shade.addColorStop(1, "#0009");
    pen.fillStyle = shade;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
  }, picture.toString("base64"));
  return { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(jpeg, "base64") };
}
