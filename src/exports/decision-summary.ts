// A decision as Markdown, for the summary of a step of GitHub Actions and for merge requests.
import { escapeInvisible } from '#core/quote';
import { isOpen, type PrintedDecision, type PrintedReason } from './printed-decision.ts';

export function encodeDecisionSummary({
  gate,
  label,
  asset,
  decision,
  decidedAt,
  because,
  recorded,
}: PrintedDecision): string {
  const steps = because.filter(isOpen).flatMap(stepsOf);
  return [
    `## ${plain(label)} at ${plain(gate)}: ${decision}`,
    '',
    `\`sha256:${asset}\`, decided ${decidedAt}${recorded === undefined ? ', not recorded' : `, recorded as \`${recorded}\``}`,
    '',
    '| answer | requirement | because |',
    '|---|---|---|',
    ...because.map((reason) => `| ${wordOf(reason)} | ${plain(reason.rule)} | ${plain(sentence(reason))} |`),
    ...(steps.length === 0 ? [] : ['', 'What would show it:', '', ...new Set(steps)]),
    '',
  ].join('\n');
}

function sentence({ because, waiver }: PrintedReason): string {
  if (waiver === undefined) return because;
  return `${because}; waived by ${waiver.approvers.join(' and ')} until ${waiver.expiresAt}: ${waiver.reason}`;
}

function wordOf({ outcome, waiver }: PrintedReason): string {
  if (waiver !== undefined) return 'waived';
  return { pass: 'yes', fail: '**no**', inconclusive: '**not known**', 'not-applicable': 'not asked' }[outcome];
}

function stepsOf({ remedy }: PrintedReason): readonly string[] {
  return remedy === undefined ? [] : [`    ${escapeInvisible(remedy)}`];
}

/** ATTACKER: names and reasons come from files; nothing of them becomes a link, markup or a second row. */
function plain(raw: string): string {
  return escapeInvisible(raw.toWellFormed()).replace(/[\\`*_{}[\]()#+!|<>~@&$]/g, (one) => `&#${one.codePointAt(0)};`);
}
