import { expect, test } from 'vitest';
import { parseTime } from './parse-time.ts';

const noon = Date.UTC(2024, 0, 31, 12);

test.each([
  ['2024-01-31T12:00:00Z', noon],
  ['2024-01-31 12:00', noon],
  ['2024-01-31T13:00:00+01:00', noon],
  ['2024-01-31T07:30:00.000-0430', noon],
  ['2024-01-31 12:00:00.250 UTC', noon + 250],
  ['2024-01-31', Date.UTC(2024, 0, 31)],
  ['0099-01-01', -59_042_995_200_000],
  ['Wed, 31 Jan 2024 12:00:00 GMT', noon],
  ['31 Jan 2024 13:00:00 +0100', noon],
  [String(noon / 1000), noon],
  [`${noon / 1000}.5`, noon + 500],
  [String(noon), noon],
  [String(noon * 1000), noon],
  [`${noon}000000`, noon],
  ['0', 0],
])('%s', (text, time) => expect(parseTime(text)).toBe(time));

test.each(['', 'yesterday', '2024-02-30', '2024-13-01', '2024-01-31T25:00', '31/01/2024', '01.02.2024', 'NaN'])(
  '%j is no time',
  (text) => expect(parseTime(text)).toBeNaN(),
);
