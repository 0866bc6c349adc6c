import { expect, test } from 'vitest';
import { signedAt, type Timed } from './signed-at.ts';

test('the earliest time that somebody signed', () => {
  const timestamps: Timed['timestamps'] = [
    { $case: 'transparency-log', tlogEntry: { integratedTime: '1' } },
    { $case: 'transparency-log', tlogEntry: { integratedTime: '20', inclusionPromise: {} } },
    { $case: 'timestamp-authority', timestamp: { signingTime: new Date(10_000) } },
  ];
  expect(signedAt({ timestamps })).toEqual(new Date(10_000));
  expect(signedAt({ timestamps: timestamps.slice(0, 2) })).toEqual(new Date(20_000));
});
