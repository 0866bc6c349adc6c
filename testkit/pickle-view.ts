// A pickle as checks see it: assembled, then read by the real machine.
import type { CheckContext, Observation } from '#checks/check';
import { MemorySource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import { parsePickle } from '#formats/pickle/parse-pickle';
import type { ProgramView } from '#formats/views/program';
import { buildPickle, type Code } from './pickle.ts';

/** The view of one protocol-4 pickle. */
export function viewPickle(...code: readonly Code[]): ProgramView {
  return viewBytes(buildPickle(4, ...code));
}

/** The view of bytes that are a pickle, whole or broken. */
export function viewBytes(bytes: Uint8Array): ProgramView {
  return parsePickle(new MemorySource(bytes), new WorkBudget(bytes.length));
}

/** A context in which the policy allows the given names and nothing else. */
export function contextAllowing(...names: readonly string[]): CheckContext {
  return { name: 'test.pkl', policy: { allowsGlobal: (name) => names.includes(name) }, sibling: () => undefined };
}

/** `critical`, `medium inconclusive`, ...: what observations weigh, in order. */
export function weights(observations: readonly Observation[]): readonly string[] {
  return observations.map(({ severity, outcome }) => (outcome === undefined ? severity : `${severity} ${outcome}`));
}
