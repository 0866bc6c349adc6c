// What the commands about clauses and hand-overs do; loaded when one is called.
import { AssayError } from '#core/errors';
import { handoverLines } from '#exports/handover-text';
import { type ClauseWords, recordClause } from '#flow/suppliers/record-clause';
import { type HandoverWords, recordHandover } from '#flow/suppliers/record-handover';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { present } from '../present.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface ClauseFlags extends SigningFlags {
  readonly clause: string;
  readonly topic: ClauseWords['topic'];
  readonly document: string;
  readonly location: string;
  readonly language: string;
  readonly state: ClauseWords['state'];
  readonly from: string;
  readonly until?: string;
  readonly obligation?: readonly string[];
}

export interface HandoverFlags extends SigningFlags {
  readonly from: string;
  readonly to: string;
  readonly received?: string;
  readonly direction: HandoverWords['direction'];
  readonly purpose: string;
  readonly jurisdiction: string;
  readonly transport: string;
  readonly duty?: readonly string[];
  readonly acceptedBy?: string;
  readonly rejectedBy?: string;
  readonly remarks?: string;
}

export async function runSupplierClause(this: AssayContext, flags: ClauseFlags, supplier: string): Promise<void> {
  const {
    clause,
    topic,
    document,
    location,
    language,
    state,
    from: effectiveAt,
    until: expiresAt,
    obligation = [],
  } = flags;
  const words = {
    supplier,
    clause,
    topic,
    document,
    location,
    language,
    state,
    effectiveAt,
    obligations: obligation,
    ...present({ expiresAt }),
  };
  const recorded = await withWorkspace(this, flags, (workspace) => recordClause(workspace, words));
  answer(this, flags.json, recorded, [
    `${clause} is on record as ${recorded.statement.slice(0, 12)}: ${state}, document ${recorded.body.document.slice(0, 12)}`,
  ]);
}

export async function runSupplierHandover(this: AssayContext, flags: HandoverFlags, sent: string): Promise<void> {
  const { from, to, received, direction, purpose, jurisdiction, transport, duty = [], remarks } = flags;
  const words: HandoverWords = {
    ...{ from, to, sent, direction, purpose, jurisdiction, transport },
    responsibilities: duty.map(dutyIn),
    ...present({ received, acceptance: acceptanceOf(flags, remarks) }),
  };
  const report = await withWorkspace(this, flags, (workspace) => recordHandover(workspace, words));
  answer(this, flags.json, report, handoverLines(report, textStyleOf(this.process, undefined)));
  if (report.flags.length > 0 || (report.changes?.length ?? 0) > 0) this.answer = exitCodes.no;
  else if (!report.complete) this.answer = exitCodes.couldNotTell;
}

function acceptanceOf(
  { acceptedBy, rejectedBy }: HandoverFlags,
  remarks: string | undefined,
): HandoverWords['acceptance'] {
  const by = acceptedBy ?? rejectedBy;
  if (by === undefined) return undefined;
  if (acceptedBy !== undefined && rejectedBy !== undefined)
    throw new AssayError('USAGE', '--accepted-by and --rejected-by contradict each other.');
  return { by, accepted: acceptedBy !== undefined, ...present({ remarks }) };
}

function dutyIn(text: string): { readonly party: string; readonly duty: string } {
  const [, party, duty] = /^([^:]+): (.+)$/s.exec(text) ?? [];
  if (party !== undefined && duty !== undefined) return { party, duty };
  throw new AssayError('USAGE', `${JSON.stringify(text)} is not PARTY: DUTY`);
}
