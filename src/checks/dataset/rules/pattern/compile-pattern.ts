// A pattern as a machine that is in all its states at once: time grows with text times states, whatever pattern and text are.
import { CheckError } from '#core/errors';
import { type Node, parsePattern } from './parse-pattern.ts';

/** Whether all of the text is as the pattern says. */
export type Matcher = (text: string) => boolean;

type Step =
  | { readonly is: 'set'; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean }
  | { readonly is: 'split'; readonly to: readonly number[] }
  | { readonly is: 'match' };

const mostSteps = 2000;
/** States that were met are kept, so that ordinary texts cost one look-up per character. */
const mostKnown = 2000;

interface State {
  readonly steps: readonly number[];
  readonly isMatch: boolean;
  /** By UTF-16 unit. */
  readonly next: Map<number, State>;
}

/**
 * @throws {CheckError} CHECK_PATTERN when it is no pattern, or one of more than 2000 steps
 * @source Thompson 1968; Cox 2007, Regular Expression Matching Can Be Simple And Fast (states made when they are needed)
 */
export function compilePattern(text: string): Matcher {
  const steps: Step[] = [];
  emit(parsePattern(text), steps);
  steps.push({ is: 'match' });
  let known = new Map<string, State>();
  const stateOf = (starts: readonly number[]): State => {
    const reached = closure(starts, steps);
    const key = reached.join(',');
    const found = known.get(key);
    if (found !== undefined) return found;
    const state = { steps: reached, isMatch: reached.includes(steps.length - 1), next: new Map<number, State>() };
    known.set(key, state);
    return state;
  };
  let start = stateOf([0]);
  return (subject) => {
    if (known.size > mostKnown) {
      known = new Map();
      start = stateOf([0]);
    }
    let state = start;
    for (let at = 0; at < subject.length && state.steps.length > 0; at++) {
      const unit = subject.charCodeAt(at);
      let next = state.next.get(unit);
      if (next === undefined) {
        next = stateOf(state.steps.flatMap((step) => (takes(steps[step], unit) ? [step + 1] : [])));
        // ATTACKER: texts of endlessly many states and characters must not fill the memory.
        if (known.size <= mostKnown && state.next.size < 512) state.next.set(unit, next);
      }
      state = next;
    }
    return state.isMatch;
  };
}

function emit(node: Node, steps: Step[]): void {
  if (steps.length > mostSteps) throw new CheckError('CHECK_PATTERN', `the pattern has more than ${mostSteps} steps`);
  if (node.is === 'set') steps.push(node);
  else if (node.is === 'sequence') for (const part of node.parts) emit(part, steps);
  else if (node.is === 'choice') emitChoice(node.parts, steps);
  else {
    for (let count = 0; count < node.least; count++) emit(node.part, steps);
    if (node.most === Infinity) emitLoop(node.part, steps);
    else for (let count = node.least; count < node.most; count++) emitOptional(node.part, steps);
  }
}

function emitChoice(parts: readonly Node[], steps: Step[]): void {
  const split = reserve(steps);
  const starts: number[] = [];
  const ends: number[] = [];
  for (const part of parts) {
    starts.push(steps.length);
    emit(part, steps);
    ends.push(reserve(steps));
  }
  steps[split] = { is: 'split', to: starts };
  for (const end of ends) steps[end] = { is: 'split', to: [steps.length] };
}

function emitLoop(part: Node, steps: Step[]): void {
  const split = reserve(steps);
  emit(part, steps);
  steps.push({ is: 'split', to: [split] });
  steps[split] = { is: 'split', to: [split + 1, steps.length] };
}

function emitOptional(part: Node, steps: Step[]): void {
  const split = reserve(steps);
  emit(part, steps);
  steps[split] = { is: 'split', to: [split + 1, steps.length] };
}

function reserve(steps: Step[]): number {
  steps.push({ is: 'split', to: [] });
  return steps.length - 1;
}

/** Steps that take a character, and the end, that are reached without one. */
function closure(starts: readonly number[], steps: readonly Step[]): readonly number[] {
  const seen = new Set<number>();
  const open = [...starts];
  const reached: number[] = [];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at];
    if (step?.is === 'split') open.push(...step.to);
    else reached.push(at);
  }
  return reached.sort((a, b) => a - b);
}

function takes(step: Step | undefined, unit: number): boolean {
  if (step?.is !== 'set') return false;
  return step.ranges.some(([low, high]) => unit >= low && unit <= high) !== step.negated;
}
