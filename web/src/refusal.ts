// Refusals: what the server answers instead of a receipt (RFC 9457), in the reader's language already.

import * as page from "./page.ts";

export interface Refusal {
  /** A page that explains it: `/refusals/<code>`. */
  readonly type: string;
  readonly title: string;
  readonly detail: string;
}

/** Sends something to be kept: a refusal comes back as data, in the reader's language. */
export function post(path: string, body: BodyInit, signal?: AbortSignal): Promise<Response> {
  const headers = { accept: "application/problem+json, text/plain;q=0.9", "accept-language": page.language };
  return fetch(path, { method: "POST", body, headers, ...(signal ? { signal } : {}) });
}

/** Reads the refusal in an answer; an answer that carries none is told by its status alone. */
export async function refusalIn(answer: Response): Promise<Refusal> {
  const problem: unknown = await answer.json().catch(() => undefined);
  const text = (name: string): string => {
    const value: unknown = typeof problem === "object" && problem !== null ? Reflect.get(problem, name) : undefined;
    return typeof value === "string" ? value : "";
  };
  // A link out of the market, or a script, is no explanation of ours.
  const type = text("type").startsWith("/refusals/") ? text("type") : "";
  return { type, title: text("title") || String(answer.status), detail: text("detail") };
}

export function showRefusal(box: ParentNode, refusal: Refusal | undefined): void {
  for (const place of box.querySelectorAll<HTMLElement>("[data-refusal]")) {
    place.hidden = refusal === undefined;
    if (!refusal) continue;
    const title = document.createElement("b");
    title.textContent = refusal.title;
    const head = document.createElement("p");
    head.append(refusal.type === "" ? title : linkTo(refusal.type, title));
    const detail = document.createElement("p");
    detail.textContent = refusal.detail;
    place.replaceChildren(head, detail);
  }
}

/** The title leads to the page that says what it means and what to do now. */
function linkTo(href: string, title: HTMLElement): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = href;
  link.append(title);
  return link;
}
