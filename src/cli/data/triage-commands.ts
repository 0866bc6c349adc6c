// `assay data triage ...`
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { dataFlags } from './data-flags.ts';
import type {
  TriageDecideFlags,
  TriageFlags,
  TriageReportFlags,
  TriageSheetFlags,
  TriageStatusFlags,
} from './run-triage.ts';
import type { TriageStartFlags } from './run-triage-start.ts';
import { parseShare } from './share.ts';

const json = switchFlag('Answer as one JSON document');
const reviewer = {
  kind: 'parsed',
  parse: String,
  optional: true,
  placeholder: 'NAME',
  brief: 'Who reviews (default: ASSAY_REVIEWER, then GIT_AUTHOR_EMAIL, then EMAIL)',
} as const;
const queue = { parse: String, placeholder: 'QUEUE', brief: 'The queue that start wrote' } as const;
const row = {
  parse: String,
  placeholder: 'ROW',
  brief: 'The row by its index or path, or # and its number in the queue',
} as const;
const number = (least: number, most: number, brief: string) =>
  ({ kind: 'parsed', parse: wholeNumber(least, most), optional: true, placeholder: 'N', brief }) as const;

const start: Command<AssayContext> = buildCommand<TriageStartFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-triage-start.ts')).runTriageStart,
  parameters: {
    flags: {
      ...dataFlags,
      queue: fileFlag('Where the queue is to be (default: REPORT with .triage before its ending)'),
      sample: number(
        0,
        20_000,
        'Rows to draw of those that nothing speaks against (default: as many as --chance needs)',
      ),
      findRate: {
        kind: 'parsed',
        parse: parseShare,
        optional: true,
        placeholder: 'SHARE',
        brief: 'Share of bad rows that the sample is to show (default 1%)',
      },
      chance: {
        kind: 'parsed',
        parse: parseShare,
        optional: true,
        placeholder: 'SHARE',
        brief: 'With this chance (default 95%)',
      },
      seeded: number(0, 1000, 'Known defects to mix into the drawn rows (default 10)'),
      twoPersons: switchFlag('Every decision takes two reviewers who agree'),
      seed: number(0, 2 ** 31 - 1, 'Seed of the draw (default 1)'),
      json,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'DATASET', brief: 'The data that were scanned' },
        { parse: String, placeholder: 'REPORT', brief: 'What assay data scan --json found' },
      ],
    },
  },
  docs: {
    brief: 'Make a queue of what a scan flagged, and of a sample of what it did not',
    fullDescription:
      'Which of the drawn rows are known defects stands in QUEUE.seal: keep it from those who review, and give it to report.',
  },
});

const next: Command<AssayContext> = buildCommand<TriageFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-triage.ts')).runTriageNext,
  parameters: { flags: { reviewer, json }, positional: { kind: 'tuple', parameters: [queue] } },
  docs: { brief: 'Show the next row that wants a decision of yours' },
});

const show: Command<AssayContext> = buildCommand<TriageFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-triage.ts')).runTriageShow,
  parameters: { flags: { reviewer, json }, positional: { kind: 'tuple', parameters: [queue, row] } },
  docs: { brief: 'Show a row of the queue with its evidence' },
});

const decide: Command<AssayContext> = buildCommand<
  TriageDecideFlags,
  readonly [string, string?, string?, string?],
  AssayContext
>({
  loader: async () => (await import('./run-triage.ts')).runTriageDecide,
  parameters: {
    flags: {
      reason: { kind: 'parsed', parse: String, optional: true, placeholder: 'TEXT', brief: 'Why' },
      from: fileFlag('CSV with columns row, decision, class, reason, seconds: all of them or none'),
      reviewer,
      json,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        queue,
        { ...row, optional: true },
        { parse: String, optional: true, placeholder: 'DECISION', brief: 'accept, reject or relabel' },
        { parse: String, optional: true, placeholder: 'CLASS', brief: 'The right class, with relabel' },
      ],
    },
  },
  docs: { brief: 'Decide on a row, or on all rows of a file' },
});

const report: Command<AssayContext> = buildCommand<TriageReportFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-triage.ts')).runTriageReport,
  parameters: {
    flags: { seal: fileFlag('Seal of the queue: tells which rows were known defects, and who found them'), json },
    positional: { kind: 'tuple', parameters: [queue] },
  },
  docs: {
    brief: 'Say what was decided, by whom, and how closely they looked',
    fullDescription:
      'Exit codes: 0 all is decided and nothing is wrong with the review, 1 something is wrong with it, 2 rows are open.',
  },
});

const status: Command<AssayContext> = buildCommand<TriageStatusFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-triage.ts')).runTriageStatus,
  parameters: { flags: { json }, positional: { kind: 'tuple', parameters: [queue] } },
  docs: { brief: 'Say how far the queue is' },
});

const sheet: Command<AssayContext> = buildCommand<TriageSheetFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-triage.ts')).runTriageSheet,
  parameters: {
    flags: { page: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'Where the page is to be' } },
    positional: { kind: 'tuple', parameters: [queue] },
  },
  docs: { brief: 'Write the queue as a page to look at offline' },
});

export const dataTriageRoutes: RouteMap<AssayContext> = buildRouteMap<
  'start' | 'next' | 'show' | 'decide' | 'status' | 'report' | 'sheet',
  AssayContext
>({
  routes: { start, next, show, decide, status, report, sheet },
  docs: { brief: 'Let people decide on flagged rows, and on a sample of the others' },
});
