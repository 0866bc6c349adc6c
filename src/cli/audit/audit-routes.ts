// `assay audit ...`: who did what, what is odd about it, and the way of it to a SIEM.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { jsonFlag, keyFlag } from '../log-flags.ts';
import { wholeNumber } from '../whole-number.ts';
import { parseTime } from '../workspace/parse-time.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import type { AnomaliesFlags, ReplayFlags } from './run-anomalies.ts';
import type { AuditExportFlags } from './run-audit-export.ts';
import type { AuditListFlags } from './run-audit-list.ts';
import type { ShowEventFlags, ShredFlags } from './run-audit-show.ts';
import type { VerifyExportFlags } from './run-verify-export.ts';

const word = (placeholder: string, brief: string): ReturnType<typeof fileFlag> => ({ ...fileFlag(brief), placeholder });
const timeFlag = (brief: string) =>
  ({ kind: 'parsed', parse: parseTime, optional: true, placeholder: 'TIME', brief }) as const;

const listCommand: Command<AssayContext> = buildCommand<AuditListFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-audit-list.ts')).runAuditList,
  parameters: {
    flags: {
      actor: word('NAME', 'Only what this identity did'),
      asset: word('ASSET', 'Only what was done to this asset'),
      zone: word('ZONE', 'Only in this zone'),
      action: word('ACTION', 'Only this action, for example read or grant'),
      decision: word('DECISION', 'Only allow, deny or exception'),
      kind: word('KIND', 'Only statements of this kind'),
      since: timeFlag('Only from this time on'),
      until: timeFlag('Only before this time'),
      before: {
        kind: 'parsed',
        parse: wholeNumber(0, Number.MAX_SAFE_INTEGER),
        optional: true,
        placeholder: 'ENTRY',
        brief: 'Only before this entry of the log',
      },
      most: {
        kind: 'parsed',
        parse: wholeNumber(1, 10_000),
        default: '100',
        placeholder: 'NUMBER',
        brief: 'How many are shown',
      },
      ...signingFlags,
    },
  },
  docs: {
    brief: 'List who did what to which asset, where and when',
    fullDescription: [
      'Every entry of the log is one event: accesses that were allowed and denied, grants, tokens, keys, changes of rules, checks, writes.',
      'Who may not read the audit (right read-audit) sees that something happened and when, and in full what they did themselves.',
      'Reading the audit is an entry of the log as well.',
    ].join('\n'),
  },
});

const entryWord = {
  parse: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  placeholder: 'ENTRY',
  brief: 'Number of an entry of the log',
} as const;

const showCommand: Command<AssayContext> = buildCommand<ShowEventFlags, readonly [number], AssayContext>({
  loader: async () => (await import('./run-audit-show.ts')).runAuditShow,
  parameters: { flags: signingFlags, positional: { kind: 'tuple', parameters: [entryWord] } },
  docs: { brief: 'Show one event in full, with what was sealed about it' },
});

const shredCommand: Command<AssayContext> = buildCommand<ShredFlags, readonly [number], AssayContext>({
  loader: async () => (await import('./run-audit-show.ts')).runAuditShred,
  parameters: {
    flags: {
      why: { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'Why, for the record' },
      basis: word('TEXT', 'Law, contract or request that asks for it'),
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [entryWord] },
  },
  docs: {
    brief: 'Destroy what was sealed about an access; the entry, its place in the log and all proofs stay',
    fullDescription:
      'It takes two people: somebody else grants it, assay access grant WHO zone:workspace --permits destroy.',
  },
});

const anomaliesCommand: Command<AssayContext> = buildCommand<AnomaliesFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-anomalies.ts')).runAnomalies,
  parameters: {
    flags: {
      since: timeFlag('Only what was found from this time on; what was usual before is still taken into account'),
      rule: word('RULE', 'Only this rule'),
      record: switchFlag('Put what is found, and is not on record yet, on record'),
      ...signingFlags,
    },
  },
  docs: {
    brief: 'Look for what is odd in who did what, and say why it is',
    fullDescription: [
      'Rules look at the whole log: work outside of working hours, volume, first zones, bursts of exports, denials that turn into allowances,',
      'dormant accounts, skipped checks, gaps, approvals in seconds, one person who agrees twice, old credentials, emergencies that nobody',
      'looked at, decoys. What is much is set by the rule detectors/audit of the workspace, which two people change.',
      '',
      'Exit codes: 0 nothing of weight, 1 something that has to be explained, 2 entries could not be read.',
    ].join('\n'),
  },
});

const replayCommand: Command<AssayContext> = buildCommand<ReplayFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-anomalies.ts')).runReplay,
  parameters: { flags: signingFlags },
  docs: {
    brief: 'Say how often each rule would have spoken up over this log',
    fullDescription: [
      'Counts the findings of every rule over the whole log, per actor and week. As far as nothing happened these are its false alarms here:',
      'what it costs to look at them. docs/audit.md has the rates over simulated teams, and the share of planted misuse that was seen.',
    ].join('\n'),
  },
});

const exportCommand: Command<AssayContext> = buildCommand<AuditExportFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-audit-export.ts')).runAuditExport,
  parameters: {
    flags: {
      format: {
        kind: 'enum',
        values: ['ocsf', 'rfc5424', 'ndjson'],
        default: 'ocsf',
        brief: 'OCSF 1.3 JSON lines, syslog lines (RFC 5424), or the events as they are, as JSON lines',
      },
      cursor: {
        kind: 'parsed',
        parse: String,
        placeholder: 'FILE',
        brief: 'How far the export got: log, entries and root hash; made when it is not there',
      },
      out: {
        kind: 'parsed',
        parse: String,
        default: '-',
        placeholder: 'FILE',
        brief: 'Append there; - is standard output',
      },
      ...signingFlags,
    },
  },
  docs: {
    brief: 'Hand the audit on to a SIEM, from where the last export ended',
    fullDescription: [
      'Every entry of the log gives one record with its number, so a missing one is seen. The cursor moves after the records are durable:',
      'killed in between, the export hands some of them on twice and none never. A log that was rolled back or that is another one than',
      'the cursor was made from is refused: its tree has to begin with the tree of the cursor.',
    ].join('\n'),
  },
});

const verifyExportCommand: Command<AssayContext> = buildCommand<VerifyExportFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-verify-export.ts')).runVerifyExport,
  parameters: {
    flags: {
      format: { kind: 'enum', values: ['ocsf', 'rfc5424', 'ndjson'], default: 'ocsf', brief: 'As it was exported' },
      key: keyFlag,
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'FILE', brief: 'What was received; - is standard input' }],
    },
  },
  docs: {
    brief: 'Prove that none of the exported records is missing or exchanged, with the key of the log alone',
    fullDescription: [
      'Makes the tree of the log again from the numbers, times and digests of the records, and holds it against the signed checkpoints among them.',
      'Records may come twice and in any order. What else a record says (who, what) is the word of whoever exported it; the statement of that',
      'digest has it signed. Exit codes: 0 all are there, 1 some are missing or changed, 2 records that no checkpoint covers, or none.',
    ].join('\n'),
  },
});

export const auditRoutes: RouteMap<AssayContext> = buildRouteMap<
  'list' | 'show' | 'shred' | 'anomalies' | 'replay' | 'export' | 'verify-export',
  AssayContext
>({
  routes: {
    list: listCommand,
    show: showCommand,
    shred: shredCommand,
    anomalies: anomaliesCommand,
    replay: replayCommand,
    export: exportCommand,
    'verify-export': verifyExportCommand,
  },
  docs: { brief: 'Who did what: read it, look for what is odd, hand it on' },
});
