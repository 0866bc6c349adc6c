// What `assay promote` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { decisionLines } from '#exports/decision-text';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { type Promoted, promote } from '#flow/zones/promote';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface PromoteFlags extends SigningFlags {
  readonly to: string;
  readonly why?: string;
}

/** @throws {AssayError} what the flow throws */
export async function runPromote(this: AssayContext, flags: PromoteFlags, word: string): Promise<void> {
  const promoted = await withWorkspace(this, flags, (workspace) =>
    promote(workspace, word, flags.to, flags.why ?? `promoted to ${flags.to}`),
  );
  const { decision } = promoted;
  const style = textStyleOf(this.process, undefined);
  const because = decision === undefined ? [] : [...decisionLines(decision, style), ''];
  answer(this, flags.json, promoted, [...because, escapeInvisible(sentenceOf(promoted))]);
  if (promoted.outcome !== 'refused') return;
  const speaksAgainst = decision?.because.some(({ outcome }) => outcome === 'fail') ?? false;
  this.answer = speaksAgainst ? exitCodes.no : exitCodes.couldNotTell;
}

function sentenceOf({ outcome, label, from, to, sealed, cleared, statement }: Promoted): string {
  if (outcome === 'refused') return `${label} stays in ${from}.`;
  const moved = `${formatCount(sealed.blobs, 'blob')} (${formatBytes(sealed.bytes)}) sealed under the key of ${to}, ${formatCount(cleared, 'copy', 'copies')} destroyed elsewhere`;
  if (outcome === 'there') return `${label} lies in ${to} already; ${moved}.`;
  return `${label} lies in ${to} now, recorded as ${statement?.slice(0, 12) ?? ''}; ${moved}.`;
}
