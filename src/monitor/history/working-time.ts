// How far a moment lies outside of somebody's working hours.
import type { StatedHours } from '#core/audit/audit-facts';
import { type LocalTime, localTime } from './local-time.ts';

export interface OffHours {
  readonly local: LocalTime;
  /** Hours to the nearest working time before or after; 0 within it. */
  readonly away: number;
}

/**
 * Hours that run over midnight (`from` later than `to`) belong to the day on which they begin; equal ones stand for the whole day.
 * @param at - RFC 3339
 * @returns undefined when the time zone is unknown, so that nothing can be said
 */
export function offHours(at: string, hours: StatedHours): OffHours | undefined {
  const local = localTime(at, hours.timeZone);
  if (local === undefined) return undefined;
  const length = hours.to > hours.from ? hours.to - hours.from : hours.to + 24 - hours.from;
  let away = Number.POSITIVE_INFINITY;
  // A shift that begins up to seven days earlier or later; days of 23 or 25 hours move the distance by an hour at most.
  for (let shift = -7; shift <= 7; shift++) {
    const weekday = ((((local.weekday - 1 + shift) % 7) + 7) % 7) + 1;
    if (!hours.days.includes(weekday)) continue;
    const begin = shift * 24 + hours.from;
    const end = begin + length;
    if (local.hour >= begin && local.hour < end) return { local, away: 0 };
    away = Math.min(away, local.hour < begin ? begin - local.hour : local.hour - end);
  }
  return { local, away };
}
