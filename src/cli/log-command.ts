// `assay log ...`: the commands; what they do is loaded when one is run, so that a scan starts without it.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from './context.ts';
import type { AppendWords, InitFlags, ProveFlags, ProveWords, ShowWords } from './log-actions.ts';
import {
  fileFlag,
  folderWord,
  jsonFlag,
  keyFlag,
  parseCount,
  policyFlag,
  quorumFlag,
  type StateFlag,
  stateFlag,
  witnessFlag,
} from './log-flags.ts';
import type { VerifyFlags, VerifyProofFlags } from './log-verify-actions.ts';
import { logWitnessRoutes } from './log-witness-command.ts';

const initCommand: Command<AssayContext> = buildCommand<InitFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./log-actions.ts')).initLog,
  parameters: {
    flags: {
      origin: {
        kind: 'parsed',
        parse: String,
        placeholder: 'NAME',
        brief: 'Unique name of the log: a URL without https://, for example example.com/models',
      },
      state: stateFlag,
      json: jsonFlag,
    },
    positional: { kind: 'tuple', parameters: [folderWord] },
  },
  docs: {
    brief: 'Make an empty log and its key',
    fullDescription: [
      'Make an empty log and its key, and print the key that others verify it with.',
      '',
      'DIR can be served by any web server (c2sp.org/tlog-tiles). DIR.state beside it holds the private key and says what was',
      'signed last; it is not for the public, and must never be restored from the backup that DIR is restored from.',
    ].join('\n'),
  },
});

const appendCommand: Command<AssayContext> = buildCommand<StateFlag, AppendWords, AssayContext>({
  loader: async () => (await import('./log-actions.ts')).appendToLog,
  parameters: {
    flags: { state: stateFlag, json: jsonFlag },
    positional: {
      kind: 'array',
      minimum: 2,
      parameter: {
        parse: String,
        placeholder: 'DIR FILE',
        brief: 'The log, then files that become an entry each; - reads one entry per line',
      },
    },
  },
  docs: {
    brief: 'Append files, or lines of standard input, as entries',
    fullDescription: [
      'Append entries of at most 65,535 bytes each, all under one checkpoint. The answer comes when they are on the disk.',
      '',
      'Larger things are logged by their digest: sha256sum model.bin | assay log append DIR -',
    ].join('\n'),
  },
});

const showCommand: Command<AssayContext> = buildCommand<StateFlag, ShowWords, AssayContext>({
  loader: async () => (await import('./log-actions.ts')).showLog,
  parameters: {
    flags: { state: stateFlag, json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [
        folderWord,
        { parse: parseCount, optional: true, placeholder: 'INDEX', brief: 'Print this entry, its bytes as they are' },
      ],
    },
  },
  docs: { brief: 'Show the checkpoint of a log, or an entry; nothing is verified' },
});

const proveCommand: Command<AssayContext> = buildCommand<ProveFlags, ProveWords, AssayContext>({
  loader: async () => (await import('./log-actions.ts')).proveLogEntry,
  parameters: {
    flags: {
      entry: fileFlag('Prove the entry that has the bytes of this file'),
      output: fileFlag('Write the proof there'),
    },
    positional: {
      kind: 'tuple',
      parameters: [
        folderWord,
        { parse: parseCount, optional: true, placeholder: 'INDEX', brief: 'Prove the entry of this index' },
      ],
    },
    aliases: { o: 'output' },
  },
  docs: { brief: 'Write a proof (.tlog-proof) that an entry is in the log; it verifies offline' },
});

const verifyCommand: Command<AssayContext> = buildCommand<VerifyFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./log-verify-actions.ts')).verifyLog,
  parameters: {
    flags: {
      key: keyFlag,
      witness: witnessFlag,
      quorum: quorumFlag,
      policy: policyFlag,
      earlier: fileFlag('Checkpoint of this log from before: the log must begin with its tree'),
      state: stateFlag,
      json: jsonFlag,
    },
    positional: { kind: 'tuple', parameters: [folderWord] },
  },
  docs: {
    brief: 'Hash every entry again and compare every tile, root and signature',
    fullDescription: [
      'Hash every entry again and compare every tile, the root and the signature of the checkpoint.',
      '',
      'The key comes from --key or --policy; without them from DIR.state, where there is one.',
      'Exit codes: 0 all is as it was signed, 1 something differs (each file is named), 2 could not tell.',
    ].join('\n'),
  },
});

const verifyProofCommand: Command<AssayContext> = buildCommand<VerifyProofFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./log-verify-actions.ts')).verifyProof,
  parameters: {
    flags: {
      entry: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'The bytes that were logged' },
      key: keyFlag,
      witness: witnessFlag,
      quorum: quorumFlag,
      policy: policyFlag,
      json: jsonFlag,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'PROOF', brief: 'Proof file' }] },
  },
  docs: { brief: 'Verify a proof file offline, with keys alone' },
});

type LogRoute = 'init' | 'append' | 'show' | 'prove' | 'verify' | 'verify-proof' | 'witness';

export const logRoutes: RouteMap<AssayContext> = buildRouteMap<LogRoute, AssayContext>({
  routes: {
    init: initCommand,
    append: appendCommand,
    show: showCommand,
    prove: proveCommand,
    verify: verifyCommand,
    'verify-proof': verifyProofCommand,
    witness: logWitnessRoutes,
  },
  docs: { brief: 'Keep an append-only log that nobody can rewrite unseen' },
});
