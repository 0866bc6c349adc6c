// A script for the solver: what there is, what is taken as given, and what is asked.
import type { Answer } from './answers.ts';
import type { Solver } from './solver.ts';
import type { Term } from './terms.ts';
import type { World } from './world.ts';

/** Says what a world is made of; `check` asks about it. All terms that a check is about have to be made before. */
export async function present(solver: Solver, world: World, assumed: readonly Term[]): Promise<void> {
  await solver.reset();
  await solver.run([
    ...world.header(),
    ...world.terms.definitions,
    ...world.assumptions(),
    ...assumed.map(({ text }) => `(assert ${text})`),
  ]);
}

/** `unknown`: the solver gave up before it knew. */
export type Satisfiability = 'sat' | 'unsat' | 'unknown';

export interface Checked {
  readonly can: Satisfiability;
  /** Of the terms that were wanted, where it can. */
  readonly values: ReadonlyMap<string, Answer>;
}

/** Whether all those claims can hold at once, for this question alone. */
export async function check(solver: Solver, claims: readonly Term[], wanted: readonly Term[] = []): Promise<Checked> {
  const [checked] = await checkEach(solver, [claims], wanted);
  if (checked === undefined) throw new Error('the solver gives no answer');
  return checked;
}

/**
 * The same, with as many wishes fulfilled as can be: of those that contradict each other, the last ones are given up.
 * @param wishes - the first ones matter most
 */
export async function checkWishing(
  solver: Solver,
  claims: readonly Term[],
  wishes: readonly Term[],
  wanted: readonly Term[],
): Promise<Checked> {
  const named = wishes.map(({ text }, place) => ({ text, name: `|wish ${place}|` }));
  await solver.run([
    '(push)',
    ...claims.map(({ text }) => `(assert ${text})`),
    ...named.flatMap(({ text, name }) => [`(declare-const ${name} Bool)`, `(assert (=> ${name} ${text}))`]),
  ]);
  let kept = named.map(({ name }) => name);
  for (;;) {
    const asked = [`(get-value (${wanted.map(({ text }) => text).join(' ')}))`, '(get-unsat-assumptions)'];
    const [can, ...rest] = await solver.run([`(check-sat-assuming (${kept.join(' ')}))`, ...asked]);
    const conflict = can === 'unsat' ? namesIn(rest[rest.length - 1]) : [];
    const last = kept.findLast((name) => conflict.includes(name));
    // Without a conflict among the wishes it is the claims that cannot hold. Where the solver gives up, the claims alone may be easier.
    if (last === undefined && (can !== 'unknown' || kept.length === 0)) {
      await solver.run(['(pop)']);
      return readChecked(can, rest[0], wanted);
    }
    kept = can === 'unknown' ? [] : kept.filter((name) => name !== last);
  }
}

function namesIn(answer: Answer | undefined): readonly string[] {
  return Array.isArray(answer) ? answer.filter((one) => typeof one === 'string') : [];
}

/** The same for several questions, each alone. */
export async function checkEach(
  solver: Solver,
  questions: readonly (readonly Term[])[],
  wanted: readonly Term[],
): Promise<readonly Checked[]> {
  const asked = wanted.length === 0 ? [] : [`(get-value (${wanted.map(({ text }) => text).join(' ')}))`];
  const printed = await solver.run(
    questions.flatMap((claims) => [
      '(push)',
      ...claims.map(({ text }) => `(assert ${text})`),
      '(check-sat)',
      ...asked,
      '(pop)',
    ]),
  );
  const step = 1 + asked.length;
  return questions.map((_, place) =>
    readChecked(printed[place * step], asked.length === 0 ? [] : printed[place * step + 1], wanted),
  );
}

function readChecked(can: Answer | undefined, pairs: Answer | undefined, wanted: readonly Term[]): Checked {
  if (can !== 'sat' && can !== 'unsat' && can !== 'unknown') throw new Error('the solver gives no answer');
  const values = new Map<string, Answer>();
  if (can !== 'sat' || !Array.isArray(pairs)) return { can, values };
  for (const [place, { text }] of wanted.entries()) {
    const pair: unknown = pairs[place];
    if (Array.isArray(pair)) values.set(text, pair[1]);
  }
  return { can, values };
}
