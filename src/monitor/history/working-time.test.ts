// Working hours by the clock of the place, across the changes of the clock.
import { expect, test } from 'vitest';
import { localTime } from './local-time.ts';
import { offHours } from './working-time.ts';

const office = { timeZone: 'Europe/Berlin', from: 9, to: 17, days: [1, 2, 3, 4, 5] };

test('the clock goes forward on the last Sunday of March and back on the last of October', () => {
  // Friday and Monday around 2026-03-29: 9:00 is 8:00 UTC before and 7:00 UTC after.
  expect(offHours('2026-03-27T08:00:00Z', office)?.away).toBe(0);
  expect(offHours('2026-03-27T07:30:00Z', office)?.away).toBe(0.5);
  expect(offHours('2026-03-30T07:00:00Z', office)?.away).toBe(0);
  expect(offHours('2026-03-30T15:00:00Z', office)?.away).toBe(0);
  expect(offHours('2026-03-30T15:30:00Z', office)?.away).toBe(0.5);
  expect(offHours('2026-10-26T07:30:00Z', office)?.away).toBe(0.5);
  expect(offHours('2026-10-26T08:00:00Z', office)?.away).toBe(0);
  // The hour that comes twice, and the one that never comes.
  expect(localTime('2026-10-25T00:30:00Z', 'Europe/Berlin')).toEqual({ hour: 2.5, weekday: 7, day: '2026-10-25' });
  expect(localTime('2026-10-25T01:30:00Z', 'Europe/Berlin')).toEqual({ hour: 2.5, weekday: 7, day: '2026-10-25' });
  expect(localTime('2026-03-29T01:00:00Z', 'Europe/Berlin')?.hour).toBe(3);
});

test('the same moment is a working day here and a Saturday there', () => {
  const at = '2026-05-01T22:00:00Z';
  expect(offHours(at, { ...office, timeZone: 'America/Los_Angeles' })?.away).toBe(0);
  expect(localTime(at, 'Australia/Sydney')).toEqual({ hour: 8, weekday: 6, day: '2026-05-02' });
  expect(localTime('2026-05-01T12:00:00Z', 'Asia/Kolkata')?.hour).toBe(17.5);
});

test('hours over midnight belong to the day on which they begin', () => {
  const night = { timeZone: 'UTC', from: 22, to: 6, days: [5] };
  expect(offHours('2026-05-01T23:00:00Z', night)?.away).toBe(0);
  expect(offHours('2026-05-02T05:59:00Z', night)?.away).toBe(0);
  expect(offHours('2026-05-02T08:00:00Z', night)?.away).toBe(2);
  expect(offHours('2026-05-01T05:00:00Z', night)?.away).toBe(17);
  expect(offHours('2026-05-04T12:00:00Z', { ...night, from: 0, to: 0, days: [1] })?.away).toBe(0);
});

test('a weekend is far from work', () => {
  expect(offHours('2026-05-02T12:00:00Z', { ...office, timeZone: 'UTC' })?.away).toBe(19);
  expect(offHours('2026-05-03T12:00:00Z', { ...office, timeZone: 'UTC' })?.away).toBe(21);
});

test('an unknown time zone is no answer', () => {
  expect(offHours('2026-05-01T12:00:00Z', { ...office, timeZone: 'Mars/Olympus' })).toBeUndefined();
});
