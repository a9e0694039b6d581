// Moments: whole seconds since 1970 in UTC, always twenty characters.

/** The last second of the year 9998. */
export const MOMENT_MAX = 253370764799;

const SPELLING = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

/** Seconds from the one spelling, or nothing (30 February is nothing). */
export function parseMoment(text: string): number | undefined {
  if (!SPELLING.test(text)) return undefined;
  const seconds = Date.parse(text) / 1000;
  if (!(seconds >= 0 && seconds <= MOMENT_MAX)) return undefined;
  return printMoment(seconds) === text ? seconds : undefined;
}

export function printMoment(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.[0-9]{3}Z$/, "Z");
}

/**
 * The moment behind what a date-and-time input holds (local time), or a time input: the next time the clock here
 * shows it after `now`. Nothing if it is neither.
 */
export function typedMoment(text: string, now: number): number | undefined {
  if (/^[0-9]{4}-/.test(text)) {
    const seconds = Math.floor(new Date(text).getTime() / 1000);
    return seconds >= 0 && seconds <= MOMENT_MAX ? seconds : undefined;
  }
  const clock = /^([0-9]{2}):([0-9]{2})/.exec(text);
  if (!clock) return undefined;
  const day = new Date(now * 1000);
  day.setHours(Number(clock[1]), Number(clock[2]), 0, 0);
  if (day.getTime() <= now * 1000) day.setDate(day.getDate() + 1);
  return Math.floor(day.getTime() / 1000);
}
