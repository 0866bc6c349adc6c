import { expect, test } from 'vitest';
import { runCheck } from '#checks/check';
import type { Oddity, OddityKind } from '#formats/views/oddity';
import type { View } from '#formats/views/view';
import { check as encrypted } from '../encrypted-content.ts';
import { check as hidden } from '../hidden-bytes.ts';
import { check as notFollowed } from '../not-followed.ts';
import { check as pathEscape } from '../path-escape.ts';
import { check as bomb } from '../resource-bomb.ts';
import { check as tolerated } from '../tolerated-oddity.ts';
import { check as twoReadings } from '../two-readings.ts';

const context = { name: 'x', policy: { allowsGlobal: () => false }, sibling: () => undefined };

function viewWith(kind: OddityKind, count = 1): View {
  const oddities = Array.from({ length: count }, (_, offset): Oddity => ({ kind, message: 'odd', where: { offset } }));
  return { kind: 'inert', format: 'x', oddities, parts: [] };
}

test.each([
  ['two-readings', twoReadings, 'high', undefined],
  ['path-escape', pathEscape, 'high', undefined],
  ['bomb', bomb, 'high', undefined],
  ['tolerated', tolerated, 'medium', undefined],
  ['hidden-bytes', hidden, 'medium', undefined],
  ['encrypted', encrypted, 'info', 'inconclusive'],
  ['not-followed', notFollowed, 'info', 'inconclusive'],
] as const)('%s is judged by its own check alone', (kind, check, severity, outcome) => {
  expect(runCheck(check, viewWith(kind), context)).toMatchObject([{ severity, message: 'odd', where: { offset: 0 } }]);
  expect(runCheck(check, viewWith(kind), context)[0]?.outcome).toBe(outcome);
  expect(runCheck(check, viewWith(kind === 'bomb' ? 'tolerated' : 'bomb'), context)).toEqual([]);
});

test('a flood of oddities is counted, not repeated', () => {
  const seen = runCheck(hidden, viewWith('hidden-bytes', 1000), context);
  expect(seen).toHaveLength(20);
  expect(seen.at(-1)?.message).toBe('odd (and 980 more like it)');
});
