// When a row was contributed, as data sets write it.

/**
 * Takes ISO 8601 dates and times (without a zone: UTC), dates as mail and HTTP write them, and counts since 1970 in seconds,
 * milli-, micro- or nanoseconds, told apart by their size. Other writings (`31/12/2024`) mean different days to different readers.
 * @returns milliseconds since 1970, NaN when this is no time
 */
export function parseTime(text: string): number {
  const written = text.trim();
  if (/^-?[0-9]{1,19}(?:\.[0-9]+)?$/.test(written)) return ofCount(Number(written));
  const iso = isoTime.exec(written);
  if (iso !== null) return ofIso(iso);
  return mailTime.test(written) ? Date.parse(written) : Number.NaN;
}

/** The count is of the unit that puts it between 1970 and 5138. */
function ofCount(count: number): number {
  const size = Math.abs(count);
  if (size < 1e11) return count * 1e3;
  if (size < 1e14) return count;
  return size < 1e17 ? count / 1e3 : count / 1e6;
}

function ofIso(match: RegExpExecArray): number {
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that the month does not have would become one of the next month.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return Number.NaN;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return Number.NaN;
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return date.getTime() + ofDay * 1000 + Math.floor(Number(`0.${fraction}`) * 1000) - offsetOf(zone);
}

function offsetOf(zone: string): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([-+])([0-9]{2}):?([0-9]{2})?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const isoTime =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,12}))?)? ?(Z|UTC|[-+][0-9]{2}(?::?[0-9]{2})?)?)?$/;
const mailTime =
  /^(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}(?::[0-9]{2})? (?:GMT|UTC|[-+][0-9]{4})$/;
