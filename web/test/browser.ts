// As much of a browser as the outbox needs: a page of a market, its storage, and a server made of a function.
// Imported before any module that looks at the page.

import "fake-indexeddb/auto";

const dataset: Record<string, string> = {};
const notes = new Map<string, string>();

export const page = dataset;

class Page extends EventTarget {
  body = { dataset };
  cookie = "";
  getElementById = (): null => null;
}

/** Answers the requests of the phone; a test puts its own server here. */
export const server = { answer: (_path: string, _body: string): Response | Promise<Response> => new Response("", { status: 404 }) };

Object.assign(globalThis, {
  document: new Page(),
  addEventListener: () => undefined,
  localStorage: {
    getItem: (name: string) => notes.get(name) ?? null,
    setItem: (name: string, text: string) => void notes.set(name, text),
  },
  fetch: async (path: string, init: RequestInit = {}) => server.answer(path, String(init.body ?? "")),
});
Object.defineProperty(performance, "getEntriesByType", { value: () => [] });

export { notes };
