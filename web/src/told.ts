// Words with places in braces, and moments told in them: the words are the page's own, their places are filled here.

const HOUR_S = 3600;
/** The day of the week alone says which day it was for so long (`Text::entered` in src/text/times.rs). */
const RECENT_S = 6 * 24 * HOUR_S;

/** How a moment is told: `{weekday} {hour} h {minute}`, and `{weekday} {date}, {hour} h {minute}`. */
export interface Clock {
  readonly recent: string;
  readonly dated: string;
}

export const filled = (text: string, taken: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z]+)\}/g, (whole, name: string) => taken[name] ?? whole);

/** A moment (in seconds) by the clock of this device: day of the week, date, hour. */
export const dated = (moment: number, language: string, clock: Clock, timeZone?: string): string =>
  spelled(moment, language, clock.dated, timeZone);

/** When an entry came, as a verdict says it: without the date while the day alone says which one. */
export function entered(moment: number | undefined, now: number, language: string, clock: Clock, timeZone?: string): string {
  if (moment === undefined) return "?";
  const recent = moment < now + HOUR_S && now < moment + RECENT_S;
  return spelled(moment, language, recent ? clock.recent : clock.dated, timeZone);
}

function spelled(moment: number, language: string, words: string, timeZone?: string): string {
  const told = (options: Intl.DateTimeFormatOptions, by = language === "en" ? "en-GB" : language): string =>
    new Intl.DateTimeFormat(by, { ...options, ...(timeZone !== undefined && { timeZone }) }).format(moment * 1000);
  const [hour = "", minute = ""] = told({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "en-GB").split(":");
  const date = told({ day: "numeric", month: "long", year: "numeric" });
  return filled(words, { weekday: told({ weekday: "long" }), date, hour, minute });
}
