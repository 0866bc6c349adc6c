import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NaiveBayes, type TokenCounts } from '#numeric/models/naive-bayes';
import { Quiz, type QuizDocument } from './quiz.ts';

const counts: fc.Arbitrary<TokenCounts> = fc
  .uniqueArray(fc.tuple(fc.nat(14), fc.integer({ min: 1, max: 4 })), { selector: ([token]) => token, maxLength: 10 })
  .map((pairs) => ({ tokens: Int32Array.from(pairs, ([t]) => t), counts: Int32Array.from(pairs, ([, c]) => c) }));
const labelled: fc.Arbitrary<QuizDocument> = fc.record({ counts, label: fc.nat(2) });

/** Told right, and not by a hair: two ways of adding may differ in the last bit. */
function margin(model: NaiveBayes, { counts, label }: QuizDocument): number {
  const joint = model.logJoint(counts);
  return (joint[label] ?? 0) - Math.max(...joint.filter((_, other) => other !== label));
}

test.each(['tokens', 'documents'] as const)('per %s the change is that of adding, asking and removing', (per) => {
  fc.assert(
    fc.property(
      fc.array(labelled, { minLength: 6, maxLength: 20 }),
      fc.array(labelled, { minLength: 1, maxLength: 12 }),
      labelled.filter((candidate) => candidate.counts.tokens.length > 0),
      (learnt, asked, candidate) => {
        const model = new NaiveBayes({ classes: 3, vocabulary: 15, per });
        for (const label of [0, 1, 2]) model.add({ tokens: Int32Array.of(label), counts: Int32Array.of(1) }, label);
        for (const { counts, label } of learnt) model.add(counts, label);
        const quiz = new Quiz(model, asked);
        const others = asked.filter(({ label }) => label !== candidate.label);
        const before = others.map((document) => margin(model, document));
        const change = quiz.changeBy(candidate.counts, candidate.label);
        model.add(candidate.counts, candidate.label);
        const after = others.map((document) => margin(model, document));
        fc.pre([...before, ...after].every((value) => Math.abs(value) > 1e-9));
        expect(change).toEqual({
          lost: others.filter((_, at) => (before[at] ?? 0) > 0 && (after[at] ?? 0) < 0).length,
          won: others.filter((_, at) => (before[at] ?? 0) < 0 && (after[at] ?? 0) > 0).length,
        });
        expect(quiz.right(candidate.label)).toBe(before.filter((value) => value > 0).length);
      },
    ),
  );
});
