// `assay job ...`: computing with what one may not read, by those who hold the key of its zone.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import { jobKindNames } from '#core/jobs/job-kind';
import * as limits from '#core/limits';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { assetWord, signingFlags, type WorkspaceFlags, workspaceFlags } from '../workspace/workspace-flags.ts';
import type { RunFlags, SubmitFlags } from './run-job.ts';

const number = (brief: string, least: number, most: number) =>
  ({ kind: 'parsed', parse: wholeNumber(least, most), optional: true, placeholder: 'N', brief }) as const;

const submitCommand: Command<AssayContext> = buildCommand<SubmitFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-job.ts')).runJobSubmit,
  parameters: {
    flags: {
      kind: { kind: 'enum', values: jobKindNames, brief: 'What is to be done' },
      purpose: { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'What for; it stands in the log' },
      on: { ...fileFlag('Data that a model is evaluated on; in the same zone'), placeholder: 'ASSET' },
      contract: fileFlag('Contract that the data are held against'),
      label: { ...fileFlag('Column with the class of a row'), placeholder: 'COLUMN' },
      text: { ...fileFlag('Column with the text of a row'), placeholder: 'COLUMN' },
      model: { ...fileFlag('Architecture that is trained'), placeholder: 'MODEL' },
      name: {
        ...fileFlag('What the model that is trained is to be called; a name that is not taken'),
        placeholder: 'NAME',
      },
      epochs: number('How often every row is learnt from', 1, 1000),
      batch: number('Rows per step', 1, 65_536),
      seed: number('Seed of whatever is drawn', 0, 0xffff_ffff),
      output: {
        ...fileFlag('Output that is wanted (metrics, model); may be repeated (default: all that the kind has)'),
        placeholder: 'NAME',
        variadic: true,
      },
      days: number(
        `Days that the request stays open (default: 7, most: ${limits.jobDays.value})`,
        1,
        limits.jobDays.value,
      ),
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [assetWord] },
  },
  docs: {
    brief: 'Ask for a job on an asset that you may use and need not be able to read',
    fullDescription: [
      'The request is signed and logged; whoever holds the key of the zone runs it with assay job run.',
      'It is refused now when the profile of the zone does not allow such jobs, or you may not use what goes in.',
    ].join('\n'),
  },
});

const runCommand: Command<AssayContext> = buildCommand<RunFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-job.ts')).runJobRun,
  parameters: {
    flags: {
      zone: { ...fileFlag('Only jobs on what lies there'), placeholder: 'ZONE' },
      once: switchFlag('Run one job and end'),
      scratch: {
        ...fileFlag('Folder for the bytes that jobs compute with (default: .assay/jobs)'),
        placeholder: 'DIR',
      },
      ...signingFlags,
    },
  },
  docs: {
    brief: 'Run the jobs that were asked for, as whoever holds the key of the zone',
    fullDescription: [
      'In the order of the log: looks again at the right to use the asset and at the profile of the zone, computes with the bytes in a',
      'folder that only this user can look into, and puts on record what the output filter lets out and what it withheld.',
      'What a killed run left in that folder is removed first. Whoever runs jobs has to be allowed to administer the zone.',
      '',
      'Exit codes: 0 all that was open is done (or there was nothing), 1 a job was refused or failed, 2 a job could not be run here and stays open.',
    ].join('\n'),
  },
});

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-job.ts')).runJobList,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'List the jobs that were asked for, and what became of them' },
});

const showCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-job.ts')).runJobShow,
  parameters: {
    flags: workspaceFlags,
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'JOB', brief: 'Id of the request or its first 8 digits' }],
    },
  },
  docs: {
    brief: 'Print a job: what was asked for, what left the zone, and what was withheld',
    fullDescription: 'Exit codes: 0 it is done, 1 it was refused, failed, ended or is void, 2 it is open.',
  },
});

export const jobRoutes: RouteMap<AssayContext> = buildRouteMap<'submit' | 'run' | 'list' | 'show', AssayContext>({
  routes: { submit: submitCommand, run: runCommand, list: listCommand, show: showCommand },
  docs: { brief: 'Let jobs compute with assets whose bytes stay in their zone' },
});
