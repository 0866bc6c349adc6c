import { expect, test } from 'vitest';
import { zones } from '#zones/zones.generated';
import { wayBetween } from './way.ts';

test('data from outside pass two gates before anybody trains with them', () => {
  expect(wayBetween(zones, 'dataset', 'quarantine', 'training')).toEqual([
    { from: 'quarantine', to: 'data-engineering', gate: 'leave-quarantine' },
    { from: 'data-engineering', to: 'training', gate: 'enter-training' },
  ]);
});

test('whatever leaves quarantine passes the gate of quarantine', () => {
  for (const { name, holds } of zones) {
    for (const kind of holds) {
      const [first] = wayBetween(zones, kind, 'quarantine', name) ?? [];
      if (name !== 'quarantine' && first !== undefined)
        expect(first.gate, `${kind} to ${name}`).toBe('leave-quarantine');
    }
  }
});

test('there is no way over a zone that does not take such assets, nor to one that nobody knows', () => {
  const closed = zones.map((zone) => ({ ...zone, holds: zone.holds.filter((kind) => kind !== 'dataset') }));
  expect(wayBetween(closed, 'dataset', 'quarantine', 'training')).toBeUndefined();
  expect(wayBetween(zones, 'model', 'training', 'nowhere')).toBeUndefined();
  expect(wayBetween(zones, 'model', 'training', 'training')).toEqual([]);
});
