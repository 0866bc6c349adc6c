// The solver, when it is there and when it is not.
import { afterAll, expect, test } from 'vitest';
import { bitsOf, integerOf, parseAnswers, textOf, truthOf } from './answers.ts';
import { openSolver } from './solver.ts';
import { text } from './terms.ts';

const solver = await openSolver();
afterAll(() => solver.close());

test('without its package it says what to install', async () => {
  const nowhere = (): never => {
    throw new Error('Cannot find module');
  };
  await expect(openSolver(nowhere)).rejects.toMatchObject({
    code: 'ACCESS_SOLVER_MISSING',
    message: expect.stringContaining('npm install z3-solver'),
  });
});

test.each(['', 'a"b\\c', '\u0000\n', 'ä€', '\u{1f600}', 'a*b', '\\u{41}'])(
  'text goes in and comes out as it is: %j',
  async (value) => {
    const literal = text(value);
    const [can, pairs] = await solver.run([
      '(push)',
      '(declare-const s String)',
      `(assert (= s ${literal?.text}))`,
      '(check-sat)',
      '(get-value (s))',
      '(pop)',
    ]);
    expect([can, Array.isArray(pairs) && textOf(pairs[0]?.[1])]).toEqual(['sat', value]);
  },
);

test('what is no command is an error of ours, and the next question is answered', async () => {
  await expect(solver.run(['(assert nonsense)'])).rejects.toThrow('the solver refuses');
  expect(await solver.run(['(push)', '(check-sat)', '(pop)'])).toEqual(['sat']);
});

test('what solvers print', () => {
  expect(parseAnswers('sat ((|a b| #b01) (c (- 5)) ("x""(" true))')).toEqual([
    'sat',
    [
      ['|a b|', '#b01'],
      ['c', ['-', '5']],
      ['"x""("', 'true'],
    ],
  ]);
  expect([
    bitsOf('#b0101'),
    bitsOf('#x1f'),
    integerOf('7'),
    integerOf(['-', '7']),
    textOf('"x""("'),
    truthOf('true'),
  ]).toEqual([5n, 31n, 7n, -7n, 'x"(', true]);
  expect(() => parseAnswers('(')).toThrow();
  expect(() => parseAnswers(')')).toThrow();
  for (const read of [bitsOf, integerOf, textOf, truthOf]) expect(() => read('nonsense')).toThrow();
});
