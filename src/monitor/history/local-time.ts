// A moment on the clock of a place, with whatever daylight saving does there on that day.

export interface LocalTime {
  /** Hours since midnight on the clock of the place, 0..24. */
  readonly hour: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** Calendar day there, as 2026-03-29. */
  readonly day: string;
}

/**
 * @param at - RFC 3339
 * @param timeZone - IANA name, for example `Europe/Berlin`
 * @returns undefined when there is no time zone of that name
 * @source ECMA-402, Intl.DateTimeFormat: the IANA time zone data that come with the runtime
 */
export function localTime(at: string, timeZone: string): LocalTime | undefined {
  const time = Date.parse(at);
  const offset = offsetAt(time, timeZone);
  if (offset === undefined) return undefined;
  const local = time + offset;
  const days = Math.floor(local / dayMs);
  // 1970-01-01 was a Thursday.
  const weekday = ((((days + 3) % 7) + 7) % 7) + 1;
  return { hour: (local - days * dayMs) / hourMs, weekday, day: new Date(local).toISOString().slice(0, 10) };
}

/** Milliseconds that the clock of the place is ahead of UTC. Clocks change on quarters of an hour, so one answer holds for a quarter. */
function offsetAt(time: number, timeZone: string): number | undefined {
  const format = formatOf(timeZone);
  if (format === undefined) return undefined;
  const quarter = Math.floor(time / quarterMs);
  const known = format.offsets.get(quarter);
  if (known !== undefined) return known;
  const parts = new Map(
    format.format.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  const offset = shown - quarter * quarterMs;
  if (format.offsets.size >= mostRemembered) format.offsets.clear();
  format.offsets.set(quarter, offset);
  return offset;
}

interface Place {
  readonly format: Intl.DateTimeFormat;
  /** By quarters of an hour since 1970; asking is a hundred times as slow. */
  readonly offsets: Map<number, number>;
}

function formatOf(timeZone: string): Place | undefined {
  const known = places.get(timeZone);
  if (known !== undefined || places.has(timeZone)) return known;
  const made = makeFormat(timeZone);
  const place = made === undefined ? undefined : { format: made, offsets: new Map<number, number>() };
  // ATTACKER: names come from statements; some hundred zones are honest, more are not.
  if (places.size < mostZones) places.set(timeZone, place);
  return place;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const quarterMs = hourMs / 4;
const mostZones = 1000;
const mostRemembered = 10_000;
const places = new Map<string, Place | undefined>();
