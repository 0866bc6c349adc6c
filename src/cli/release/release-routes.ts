// `assay release ...`: what is handed to others, and what is taken back.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import { parseTime } from '../workspace/parse-time.ts';
import { signingFlags, type WorkspaceFlags, workspaceFlags } from '../workspace/workspace-flags.ts';
import type {
  BundleFlags,
  PlanFlags,
  PublishFlags,
  RecallFlags,
  RollBackFlags,
  ShowFlags,
  VerifyReleaseFlags,
} from './run-release.ts';

const systemWord = { parse: String, placeholder: 'SYSTEM', brief: 'Name of the AI system' };
const text = (placeholder: string, brief: string) => ({ kind: 'parsed', parse: String, placeholder, brief }) as const;
const partFlag = {
  ...text(
    'ROLE=ASSET',
    'What it is made of: model=NAME@2, prompt=NAME, tokenizer=..., configuration=..., dataset=..., code=...; may be repeated',
  ),
  variadic: true,
} as const;
const channels = ['preview', 'stable', 'deprecated'] as const;
const channelFlag = { kind: 'enum', values: channels, brief: 'Whom it is offered to' } as const;
const versionFlag = { ...fileFlag('Its version (default: what the channel offers)'), placeholder: 'VERSION' };
const optionalChannel = { ...channelFlag, optional: true } as const;

const publishCommand: Command<AssayContext> = buildCommand<PublishFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runPublish,
  parameters: {
    flags: {
      version: text('VERSION', 'MAJOR.MINOR.PATCH'),
      channel: channelFlag,
      part: partFlag,
      notes: { ...fileFlag('What users have to know of the change'), placeholder: 'TEXT' },
      supportedUntil: {
        kind: 'parsed',
        parse: parseTime,
        optional: true,
        placeholder: 'TIME',
        brief: 'When its support ends',
      },
      overrule: {
        ...fileFlag('Why a smaller step of the version is enough than the change asks for'),
        placeholder: 'TEXT',
      },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [systemWord] },
  },
  docs: {
    brief: 'Release these parts together, when the gate `release` lets every one of them and all together through',
    fullDescription: [
      'The list of parts has a digest, the composition. Tests of the whole are about it; `assay release plan` prints it before there is a release.',
      'Another prompt is another composition, and nothing that was shown of the old one counts for it. The same composition goes from preview to stable as it is.',
      '',
      'Exit codes: 0 released, 1 refused because something speaks against it, 2 refused because something is not known.',
    ].join('\n'),
  },
});

const planCommand: Command<AssayContext> = buildCommand<PlanFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runPlan,
  parameters: { flags: { part: partFlag, ...signingFlags }, positional: { kind: 'tuple', parameters: [systemWord] } },
  docs: { brief: 'Print the digest of a composition, and what the gate still asks for; nothing is released' },
});

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string?], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runList,
  parameters: {
    flags: workspaceFlags,
    positional: { kind: 'tuple', parameters: [{ ...systemWord, optional: true }] },
  },
  docs: { brief: 'List what each channel offers and offered, with dates, and what is known by now' },
});

const showCommand: Command<AssayContext> = buildCommand<ShowFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runShow,
  parameters: {
    flags: { version: versionFlag, channel: optionalChannel, ...workspaceFlags },
    positional: { kind: 'tuple', parameters: [systemWord] },
  },
  docs: { brief: 'Print the manifest of a release: every part with its digest, and what differs from the one before' },
});

const verifyCommand: Command<AssayContext> = buildCommand<VerifyReleaseFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runVerify,
  parameters: {
    flags: {
      version: versionFlag,
      channel: optionalChannel,
      deployed: {
        ...fileFlag('Where a part lies in operation; it has to be what was released; may be repeated'),
        placeholder: 'ROLE=PATH',
        variadic: true,
      },
      ...workspaceFlags,
    },
    positional: { kind: 'tuple', parameters: [systemWord] },
  },
  docs: {
    brief: 'Read every byte of a release, and compare what is deployed with it',
    fullDescription:
      'Exit codes: 0 all of it is what was released, 1 something is another, gone, damaged, not declared or recalled.',
  },
});

const rollBackCommand: Command<AssayContext> = buildCommand<RollBackFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runRollBack,
  parameters: {
    flags: {
      channel: channelFlag,
      to: { ...fileFlag('Version to go back to (default: the one before)'), placeholder: 'VERSION' },
      why: text('TEXT', 'Why'),
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [systemWord] },
  },
  docs: {
    brief: 'Offer again what a channel offered before: all of it, byte for byte, or nothing',
    fullDescription: [
      'Every part is read and held against the digests that were released. When one is gone or damaged nothing changes.',
      'What is known of it by now and was not then is said as a warning: in an emergency somebody has to weigh it.',
    ].join('\n'),
  },
});

const recallCommand: Command<AssayContext> = buildCommand<RecallFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runRecall,
  parameters: {
    flags: { version: text('VERSION', 'Its version'), why: text('TEXT', 'Why'), ...signingFlags },
    positional: { kind: 'tuple', parameters: [systemWord] },
  },
  docs: { brief: 'Say that nobody is to use a release, on any channel; no gate lets it through from then on' },
});

const bundleCommand: Command<AssayContext> = buildCommand<BundleFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-release.ts')).runBundle,
  parameters: {
    flags: {
      version: versionFlag,
      channel: optionalChannel,
      contact: { ...fileFlag('Whom problems are reported to'), placeholder: 'TEXT' },
      withhold: {
        ...fileFlag('Kind of statements whose content is kept back; may be repeated'),
        placeholder: 'KIND',
        variadic: true,
      },
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [systemWord, { parse: String, placeholder: 'FOLDER', brief: 'A new folder' }],
    },
  },
  docs: { brief: 'Write a release with its proofs into a folder that `assay verify-release` verifies offline' },
});

export const releaseRoutes: RouteMap<AssayContext> = buildRouteMap<
  'publish' | 'plan' | 'list' | 'show' | 'verify' | 'rollback' | 'recall' | 'bundle',
  AssayContext
>({
  routes: {
    publish: publishCommand,
    plan: planCommand,
    list: listCommand,
    show: showCommand,
    verify: verifyCommand,
    rollback: rollBackCommand,
    recall: recallCommand,
    bundle: bundleCommand,
  },
  defaultCommand: 'publish',
  docs: { brief: 'Release a system, take it back, and hand it out with its proofs' },
});
