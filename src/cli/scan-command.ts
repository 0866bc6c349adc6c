// `assay scan PATH...`
import { buildCommand, type Command } from '@stricli/core';
import { AssayError } from '#core/errors';
import type { ScanReport } from '#core/scan-report';
import { encodeJson } from '#exports/json';
import { rulesById } from '#exports/rule';
import { encodeSarif } from '#exports/sarif';
import { encodeText } from '#exports/text';
import { allRules } from '#flow/rules';
import { type NamedBytes, scan } from '#flow/scan';
import type { AssayContext, AssayProcess } from './context.ts';
import { exitCodes } from './exit-code.ts';
import { fileFlag, identityFlag, switchFlag } from './flag-kinds.ts';
import { ProgressLine } from './progress-line.ts';
import { readPolicy } from './read-policy.ts';
import { readStandardInput } from './read-standard-input.ts';
import { release } from './release.generated.ts';
import { textStyleOf } from './text-style-of.ts';
import { workerEntry } from './worker-entry.ts';
import { assertWritable, writeOutput } from './write-output.ts';

const outputFormats = ['text', 'json', 'sarif'] as const;
type OutputFormat = (typeof outputFormats)[number];

const failLevels = ['malicious', 'suspicious', 'incomplete'] as const;
type FailLevel = (typeof failLevels)[number];

interface ScanFlags {
  readonly format?: OutputFormat;
  readonly json?: boolean;
  readonly output?: string;
  readonly policy?: string;
  readonly jobs?: number;
  readonly failOn: FailLevel;
  readonly record?: boolean;
  readonly passphraseFile?: string;
  readonly ageIdentity?: readonly string[];
}

export const scanCommand: Command<AssayContext> = buildCommand<ScanFlags, readonly string[], AssayContext>({
  loader: async () => scanPaths,
  parameters: {
    flags: {
      format: { kind: 'enum', values: outputFormats, optional: true, brief: 'How to print the report (default: text)' },
      json: { kind: 'boolean', optional: true, withNegated: false, brief: 'Short for --format json' },
      output: { kind: 'parsed', parse: String, optional: true, placeholder: 'FILE', brief: 'Write the report there' },
      policy: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Names that somebody decided to trust (YAML or JSON)',
      },
      jobs: {
        kind: 'parsed',
        parse: parseJobs,
        optional: true,
        placeholder: 'N',
        brief: 'Files scanned at the same time (default: as many as help)',
      },
      record: switchFlag('Put on record what was found, for a PATH at which an asset is recorded'),
      passphraseFile: fileFlag('File whose first line is the passphrase of the signing key'),
      ageIdentity: identityFlag,
      failOn: { kind: 'enum', values: failLevels, default: 'malicious', brief: 'Mildest verdict that answers 1' },
    },
    aliases: { o: 'output', j: 'jobs' },
    positional: {
      kind: 'array',
      minimum: 1,
      parameter: { parse: String, placeholder: 'PATH', brief: 'File, folder, or - for standard input' },
    },
  },
  docs: {
    brief: 'Say of each model, dataset and code file what loading it would run',
    fullDescription: [
      'Reads every file at and under each PATH, runs nothing, writes nothing but the report, uses no network.',
      '',
      'Verdicts: malicious   would run code of the file, or is built to mislead a loader',
      '          suspicious  needs a decision, for example about a class that is not known here',
      '          incomplete  could not be read as a whole, so nothing is known of the rest',
      '          clean       every byte was read and nothing of the above was found',
      '',
      'Exit codes: 0 all files are clean, 1 something is malicious, 2 otherwise, 64 wrong usage.',
      '            With --fail-on suspicious a suspicious file answers 1 too, with --fail-on incomplete',
      '            everything that is not clean does.',
    ].join('\n'),
  },
});

async function scanPaths(this: AssayContext, flags: ScanFlags, ...paths: readonly string[]): Promise<void> {
  const format = formatOf(flags);
  if (flags.output !== undefined) assertWritable(flags.output);
  const policy = await readPolicy(flags.policy, this.process);
  const inputs = await Promise.all(paths.map((path) => inputOf(path, this.process)));
  const progress = new ProgressLine(this.process.stderr);
  const report = await scan(inputs, {
    policy,
    version: release.version,
    ruleset: release.ruleset,
    onProgress: (state) => progress.show(state),
    ...workerEntry(this.process),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  }).finally(() => progress.clear());
  if (flags.record) await recordScans(this, flags, paths, report);
  const text = encode(report, format, flags.output, this.process);
  if (flags.output === undefined) this.process.stdout.write(text);
  else writeOutput(flags.output, text);
  this.answer = answerOf(report, flags.failOn);
}

/** A workspace is opened only when it is written to: a scan alone must start fast and work anywhere. */
async function recordScans(
  context: AssayContext,
  flags: ScanFlags,
  paths: readonly string[],
  report: ScanReport,
): Promise<void> {
  const [path] = paths;
  if (path === undefined || paths.length !== 1 || path === '-')
    throw new AssayError('USAGE', '--record takes one PATH, at which an asset is recorded.');
  const { recordScanned } = await import('./workspace/record-scanned.ts');
  await recordScanned(context, flags, path, report);
}

function formatOf({ format, json }: ScanFlags): OutputFormat {
  if (json && format !== undefined && format !== 'json') {
    throw new AssayError('USAGE', `--json and --format ${format} contradict each other.`);
  }
  return json ? 'json' : (format ?? 'text');
}

async function inputOf(path: string, process: AssayProcess): Promise<string | NamedBytes> {
  return path === '-' ? { name: '<stdin>', bytes: await readStandardInput(process.stdin) } : path;
}

function encode(report: ScanReport, format: OutputFormat, output: string | undefined, process: AssayProcess): string {
  if (format === 'json') return encodeJson(report);
  const rules = rulesById(allRules());
  return format === 'sarif' ? encodeSarif(report, rules) : encodeText(report, rules, textStyleOf(process, output));
}

/** 1 when a file is as bad as `failOn` says or worse; 0 only when every file is clean and there was one. */
function answerOf({ files, summary }: ScanReport, failOn: FailLevel): number {
  const failing = failLevels.slice(0, failLevels.indexOf(failOn) + 1);
  if (failing.some((verdict) => summary[verdict] > 0)) return exitCodes.no;
  return files.length > 0 && summary.clean === files.length ? exitCodes.yes : exitCodes.couldNotTell;
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 256)
    throw new AssayError('USAGE', 'expected a number from 1 to 256');
  return jobs;
}
