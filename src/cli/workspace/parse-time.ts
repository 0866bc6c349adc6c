// Times as a command line takes them.
import { AssayError } from '#core/errors';

/**
 * A day, or a time with its zone; without a zone it is UTC, so that a command means the same everywhere.
 * @returns RFC 3339 in UTC with milliseconds
 * @throws {AssayError} USAGE
 */
export function parseTime(text: string): string {
  const [, day, time = 'T00:00:00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:[.]\d{1,3})?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
  const parsed = new Date(`${day}${time}${zone}`);
  if (day !== undefined && !Number.isNaN(parsed.getTime()) && isDay(day)) return parsed.toISOString();
  throw new AssayError('USAGE', 'expected a time like 2026-03-01 or 2026-03-01T12:30:00Z');
}

/** The thirtieth of February is none, though Date takes it for a day in March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
