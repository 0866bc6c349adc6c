// What became of something that was to come in, for people.
import type { Admission, AdmissionHop } from '#core/admission';
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

export function admissionLines(admission: Admission, style: TextStyle): readonly string[] {
  const { label, kind, zone, wanted, outcome, hops } = admission;
  const where = outcome === 'admitted' ? zone : `${zone}, not ${wanted}`;
  return [
    `${escapeInvisible(label)} (${kind}): ${paint(words[outcome], paints[outcome], style)}, it lies in ${escapeInvisible(where)}`,
    ...hops.flatMap((hop) => ['', ...hopLines(hop, style)]),
    ...(hops.length === 0 ? ['', 'Nothing had to be passed: it lay there already.'] : []),
  ];
}

function hopLines(hop: AdmissionHop, style: TextStyle): readonly string[] {
  const { from, to, gate, steps, decision, because } = hop;
  const open = because.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  const rows = steps.map(({ step, state, found }) => [step, stateWords[state], escapeInvisible(found)]);
  const remedies = open.flatMap(({ remedy }) => (remedy === undefined ? [] : [`  ${escapeInvisible(remedy)}`]));
  return [
    `${from} -> ${to}, gate ${gate}: ${paint(decision, decisionPaints[decision], style)}`,
    ...(rows.length === 0 ? [] : columns(['STEP', '', 'FOUND'], rows, style)),
    ...open.map(({ rule, outcome, because: text }) => {
      const word =
        outcome === 'fail' ? paint('no', ['bold', 'red'], style) : paint('not known', ['bold', 'yellow'], style);
      return `${word}  ${rule}: ${escapeInvisible(text)}`;
    }),
    ...(remedies.length === 0 ? [] : ['what would show it:', ...new Set(remedies)]),
  ];
}

const stateWords = { done: 'done', reused: 'known', 'not-done': 'not done' } as const;
const words = { admitted: 'let in', stopped: 'stopped', unknown: 'not let in' } as const;
const paints: Readonly<Record<Admission['outcome'], readonly Paint[]>> = {
  admitted: ['bold', 'green'],
  stopped: ['bold', 'red'],
  unknown: ['bold', 'yellow'],
};
const decisionPaints: Readonly<Record<AdmissionHop['decision'], readonly Paint[]>> = {
  allow: ['bold', 'green'],
  deny: ['bold', 'red'],
  exception: ['bold', 'yellow'],
};
