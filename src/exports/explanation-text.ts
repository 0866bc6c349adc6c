// What an asset lacks at a gate, for people: in order, with the commands.
import { escapeInvisible } from '#core/quote';
import { paint, type TextStyle } from './text-style.ts';

interface PrintedExplanation {
  readonly gate: string;
  readonly purpose: string;
  readonly label: string;
  readonly decision: 'allow' | 'deny' | 'exception';
  readonly met: readonly string[];
  readonly notAsked: readonly string[];
  readonly waived: readonly { readonly requirement: string; readonly until: string }[];
  readonly missing: readonly {
    readonly requirement: string;
    readonly outcome: 'fail' | 'inconclusive';
    readonly about?: string;
    readonly because: string;
    readonly remedy?: string;
  }[];
  readonly waivers?: { readonly approvers: number; readonly maxDays: number; readonly roles?: readonly string[] };
}

export function explanationLines(explained: PrintedExplanation, style: TextStyle): readonly string[] {
  const { gate, purpose, label, decision, met, notAsked, waived, missing, waivers } = explained;
  const list = (title: string, ids: readonly string[]): readonly string[] =>
    ids.length === 0 ? [] : [`${title}: ${ids.join(', ')}`];
  const roles = waivers?.roles === undefined ? '' : ` with the role ${waivers.roles.join(' or ')}`;
  return [
    `${escapeInvisible(label)} at ${gate}: ${decision}`,
    purpose,
    '',
    ...missing.flatMap((step, place) => stepLines(step, place + 1, style)),
    ...list('met', met),
    ...list('not asked', notAsked),
    ...waived.map(({ requirement, until }) => `waived until ${until}: ${requirement}`),
    ...(missing.length === 0
      ? []
      : [
          waivers === undefined
            ? 'nobody can let it through without that'
            : `or ${waivers.approvers} people${roles} who did not make it let it through, for at most ${waivers.maxDays} days: assay gate waive ${gate} REQUIREMENT ${escapeInvisible(label)}`,
        ]),
  ];
}

function stepLines(
  { requirement, outcome, about, because, remedy }: PrintedExplanation['missing'][number],
  place: number,
  style: TextStyle,
): readonly string[] {
  const word = outcome === 'fail' ? paint('no', ['bold', 'red'], style) : paint('not known', ['bold', 'yellow'], style);
  const of = about === undefined ? '' : ` of ${escapeInvisible(about)}`;
  return [
    `${place}. ${requirement}${of}: ${word}, ${escapeInvisible(because)}`,
    ...(remedy === undefined ? [] : [`   ${escapeInvisible(remedy)}`]),
    '',
  ];
}
