// What the commands over a triage queue do; loaded when one is called.
import { AssayError } from '#core/errors';
import { triageItemLines, triageReportLines } from '#exports/data-triage-text';
import { formatCount } from '#exports/format-bytes';
import { dataTriagePage } from '#exports/page/data-triage-page';
import { decisionEvent } from '#flow/data/triage/decide-item';
import { nextItem } from '#flow/data/triage/fold-decisions';
import { findItem, openTriage, readSeal, recordEvent } from '#flow/data/triage/open-triage';
import { readDecisions } from '#flow/data/triage/read-decisions';
import { reportTriage } from '#flow/data/triage/report-triage';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { writeOutput } from '../write-output.ts';

export interface TriageFlags {
  readonly reviewer?: string;
  readonly json?: boolean;
}

export interface TriageDecideFlags extends TriageFlags {
  readonly reason?: string;
  readonly from?: string;
}

export interface TriageStatusFlags {
  readonly json?: boolean;
}

export interface TriageReportFlags extends TriageStatusFlags {
  readonly seal?: string;
}

export interface TriageSheetFlags {
  readonly page: string;
}

/** @throws {AssayError} what the flow throws */
export async function runTriageNext(this: AssayContext, flags: TriageFlags, queue: string): Promise<void> {
  const reviewer = reviewerOf(this, flags);
  const { triage, events } = await openTriage(queue);
  const item = nextItem(triage, events, reviewer);
  if (item === undefined) {
    answer(this, flags.json, { schema: 'assay.data-triage-item/1' }, ['nothing is left for you to decide']);
    return;
  }
  await show(this, flags, queue, `#${item.item}`);
}

/** @throws {AssayError} what the flow throws */
export async function runTriageShow(this: AssayContext, flags: TriageFlags, queue: string, row: string): Promise<void> {
  await show(this, flags, queue, row);
}

/** @throws {AssayError} what the flow throws */
export async function runTriageDecide(
  this: AssayContext,
  flags: TriageDecideFlags,
  queue: string,
  row?: string,
  verb?: string,
  right?: string,
): Promise<void> {
  const reviewer = reviewerOf(this, flags);
  const { triage } = await openTriage(queue);
  const now = new Date();
  if ((flags.from === undefined) === (row === undefined)) {
    throw new AssayError('USAGE', 'Say which row and what: ROW accept|reject|relabel --reason TEXT, or --from FILE.');
  }
  const events =
    flags.from === undefined
      ? [
          decisionEvent(
            triage,
            {
              row: row ?? '',
              verb: verb ?? '',
              reason: flags.reason ?? '',
              ...(right === undefined ? {} : { class: right }),
            },
            reviewer,
            now,
          ),
        ]
      : readDecisions(triage, flags.from, reviewer, now);
  for (const event of events) recordEvent(queue, event);
  const document = { schema: 'assay.data-triage-decide/1', reviewer, decisions: events.length };
  answer(this, flags.json, document, [`decided  ${formatCount(events.length, 'row')} by ${reviewer}`]);
}

/** @throws {AssayError} what the flow throws */
export async function runTriageStatus(this: AssayContext, flags: TriageStatusFlags, queue: string): Promise<void> {
  const opened = await openTriage(queue);
  const { counts, verbs } = reportTriage(opened);
  const document = { schema: 'assay.data-triage-status/1', counts, verbs, groups: opened.triage.groups };
  const words = Object.entries(counts).map(([state, count]) => `${state.padEnd(13)}  ${count}`);
  answer(this, flags.json, document, words);
}

/** @throws {AssayError} what the flow throws */
export async function runTriageReport(this: AssayContext, flags: TriageReportFlags, queue: string): Promise<void> {
  const opened = await openTriage(queue);
  const report = reportTriage(opened, flags.seal === undefined ? undefined : await readSeal(flags.seal));
  answer(
    this,
    flags.json,
    report,
    triageReportLines(report, opened.triage.groups, textStyleOf(this.process, undefined)),
  );
  const { open, disputed, 'second-wanted': second } = report.counts;
  if (report.findings.length > 0) this.answer = exitCodes.no;
  else if (open + disputed + second > 0) this.answer = exitCodes.couldNotTell;
}

/** @throws {AssayError} what the flow throws */
export async function runTriageSheet(this: AssayContext, { page }: TriageSheetFlags, queue: string): Promise<void> {
  writeOutput(page, dataTriagePage((await openTriage(queue)).triage));
}

/** That a row was shown is recorded: the time of a decision is measured from it. */
async function show(context: AssayContext, flags: TriageFlags, queue: string, word: string): Promise<void> {
  const reviewer = reviewerOf(context, flags);
  const { triage } = await openTriage(queue);
  const item = findItem(triage, word);
  recordEvent(queue, { event: 'shown', item: item.item, reviewer, at: new Date().toISOString() });
  answer(context, flags.json, { schema: 'assay.data-triage-item/1', item }, triageItemLines(item));
}

/** @throws {AssayError} USAGE when nobody says it */
function reviewerOf({ process: { env } }: AssayContext, { reviewer }: TriageFlags): string {
  const name = (reviewer ?? env.ASSAY_REVIEWER ?? env.GIT_AUTHOR_EMAIL ?? env.EMAIL ?? '').trim();
  if (name !== '') return name;
  throw new AssayError('USAGE', 'Say who reviews: --reviewer NAME, or ASSAY_REVIEWER in the environment.');
}
