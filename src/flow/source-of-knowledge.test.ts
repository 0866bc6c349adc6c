// From where the edges of the lineage are known.
import { expect, test } from 'vitest';
import { parseSha256 } from '#core/digest';
import type { LineageStep } from '#database/lineage-graph';
import { withKnowledge } from './source-of-knowledge.ts';

const digest = (letter: string): LineageStep['statement'] => parseSha256(letter.repeat(64));

function step(words: Partial<LineageStep>): LineageStep {
  return {
    ...{
      statement: digest('0'),
      logIndex: 0,
      at: '',
      kind: 'asset-manifest',
      grade: 'attested',
      children: [digest('a')],
    },
    ...{ parents: [{ digest: digest('b'), role: 'base-model', bond: 'origin' }], parties: [] },
    ...words,
  };
}

test('a claim of a supplier, a signature and what was seen are told apart, and counted', () => {
  const supplier = [{ role: 'supplier', id: 'Example Models' }];
  const { counts, steps } = withKnowledge([
    step({ parties: supplier }),
    step({ kind: 'provenance' }),
    step({ kind: 'foreign-attestation', parties: [{ role: 'foreign-key', id: 'x' }] }),
    step({ parties: supplier, parents: [{ digest: digest('c'), role: 'contains', bond: 'content' }] }),
    step({ kind: 'foreign', grade: 'claimed' }),
    step({ grade: 'revoked', children: [digest('a'), digest('d')] }),
  ]);
  expect(counts).toEqual({ observed: 1, signed: 2, claimed: 1, unknown: 3 });
  expect(steps.map(({ parents }) => parents[0]?.knowledge)).toEqual([
    'claimed',
    'signed',
    'signed',
    'observed',
    'unknown',
    'unknown',
  ]);
});

test('two bases of one adapter contradict each other; two data sets of one model do not', () => {
  const other = step({ parents: [{ digest: digest('c'), role: 'base-model', bond: 'origin' }] });
  const data = (letter: string): LineageStep =>
    step({ parents: [{ digest: digest(letter), role: 'trained-on', bond: 'origin' }] });
  expect(withKnowledge([step({}), other, data('e'), data('f')]).contradictions).toEqual([
    { child: digest('a'), role: 'base-model', parents: [digest('b'), digest('c')] },
  ]);
  expect(withKnowledge([step({}), { ...other, grade: 'revoked' }]).contradictions).toEqual([]);
});
