// What the page says about itself, on its body: which market, whose account, what time it is for the server.

const body = document.body.dataset;

/** The market's identifier; empty before its opening. */
export const currency = body["currency"] ?? "";
/** The verifier key line of the log, as this page states it. */
export const log = body["log"] ?? "";
/** The address this page is shown for; empty for a visitor. */
export const account = body["account"] ?? "";
export const language = body["language"] === "fr" ? "fr" : "en";

/** How far the server's clock is ahead of this one, in milliseconds, measured when the page arrived. */
const ahead = ((): number => {
  const stated = Number(body["now"]) * 1000;
  const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return stated > 0 ? stated - (performance.timeOrigin + (arrival?.responseStart ?? 0)) : 0;
})();

/** The server's time, in milliseconds since 1970. */
export const now = (): number => Math.floor(Date.now() + ahead);

/** A note that pages of this market leave each other; storage that refuses is the same as none. */
export function remember(name: string, text: string, market = currency): void {
  try {
    localStorage.setItem(`${name}:${market}`, text);
  } catch {
    // Private windows refuse: the next page asks the database instead.
  }
}

export function remembered(name: string): string {
  try {
    return localStorage.getItem(`${name}:${currency}`) ?? "";
  } catch {
    return "";
  }
}
