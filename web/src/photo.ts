// Photos: made small in the phone, sent, and named by the identifier the server answers.

import type { Bytes } from "./bytes.ts";
import { post, refusalIn, showRefusal } from "./refusal.ts";

const SIDE_MAX = 1600;
const QUALITY = 0.85;
const TYPE = "image/jpeg";

/** Photos that this page has sent, by their identifiers. */
const sent = new Map<string, Bytes>();

/** The bytes of a photo that this page has sent: a listing that waits long may have to send them again. */
export const photoSent = (identifier: string | undefined): Bytes | undefined => sent.get(identifier ?? "");

/** Sends the photo chosen in a `[data-photo]` input and fills the hidden `photo` beside it. */
export async function sendPhoto(input: HTMLInputElement): Promise<void> {
  const form = input.form;
  const target = form?.querySelector<HTMLInputElement>("input[name=photo]");
  const file = input.files?.[0];
  if (!form || !target) return;
  target.value = "";
  showRefusal(form, undefined);
  const canvas = form.querySelector<HTMLCanvasElement>("canvas[data-photo-preview]") ?? document.createElement("canvas");
  canvas.hidden = true;
  if (!file) return;
  input.setAttribute("aria-busy", "true");
  showSending(form, true);
  input.setCustomValidity("");
  try {
    const body = new Uint8Array(await (await small(file, canvas)).arrayBuffer());
    const answer = await post("/photos", body);
    if (!answer.ok) {
      showRefusal(form, await refusalIn(answer));
      input.value = "";
      return;
    }
    target.value = (await answer.text()).trim();
    sent.set(target.value, body);
    canvas.hidden = false;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  } catch {
    // Not a picture this browser can read, or no network: the listing goes without.
    input.value = "";
    for (const place of form.querySelectorAll<HTMLElement>("[data-invalid=photo]")) place.hidden = false;
  } finally {
    input.removeAttribute("aria-busy");
    showSending(form, false);
    const pressed = input.dataset["then"] === "submit";
    delete input.dataset["then"];
    if (pressed && target.value !== "") form.requestSubmit();
  }
}

function showSending(form: HTMLFormElement, sending: boolean): void {
  for (const place of form.querySelectorAll<HTMLElement>("[data-photo-sending]")) place.hidden = !sending;
}

async function small(file: File, canvas: HTMLCanvasElement): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  // JPEG has no transparency: what is see-through becomes paper, not black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), TYPE, QUALITY),
  );
}
