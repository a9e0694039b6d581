// A QR code as an SVG picture; a chunk of its own, loaded where one is shown.

import { correction, generate } from "lean-qr/nano";

const SVG = "http://www.w3.org/2000/svg";
/** The quiet border that readers need, in modules. */
const BORDER = 4;

/** Dark modules as one path on white. */
export function qrPicture(text: string): SVGSVGElement {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const side = code.size + 2 * BORDER;
  let modules = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) modules += `M${x + BORDER} ${y + BORDER}h1v1h-1z`;
  }
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${side} ${side}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  picture.setAttribute("aria-hidden", "true");
  picture.append(path("#fff", `M0 0h${side}v${side}H0z`), path("#000", modules));
  return picture;
}

function path(fill: string, drawing: string): SVGPathElement {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("fill", fill);
  element.setAttribute("d", drawing);
  return element;
}
