// Commands over statements: make, take in, list and prove them.
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AttestFlags } from './run-attest.ts';
import type { ImportFlags } from './run-import.ts';
import type { ProofFlags } from './run-proof.ts';
import type { StatementsFlags } from './run-statements.ts';
import { assetWord, signingFlags, workspaceFlags } from './workspace-flags.ts';

export const attestCommand: Command<AssayContext> = buildCommand<AttestFlags, readonly [string?], AssayContext>({
  loader: async () => (await import('./run-attest.ts')).runAttest,
  parameters: {
    flags: {
      kind: {
        kind: 'parsed',
        parse: String,
        placeholder: 'KIND',
        brief: 'Kind of statement; assay explain lists them',
      },
      predicate: {
        kind: 'parsed',
        parse: String,
        placeholder: 'FILE',
        brief: 'What is stated, as JSON; - is standard input',
      },
      ...signingFlags,
    },
    aliases: { k: 'kind', p: 'predicate' },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          ...assetWord,
          optional: true,
          brief: 'What it is about: an asset, a statement or a SHA-256; not needed where the body names it',
        },
      ],
    },
  },
  docs: {
    brief: 'Sign and log a statement about an asset',
    fullDescription: [
      'The JSON is held against the schema of its kind, signed as an in-toto statement in a DSSE envelope, kept, and logged.',
      'The fields of a kind and an example: assay explain KIND',
      'Kinds that say what a command has done (asset-manifest, reference-move, key-change, zone-key-change, data-destruction,',
      'foreign-attestation) are made by that command only.',
    ].join('\n'),
  },
});

export const importCommand: Command<AssayContext> = buildCommand<ImportFlags, readonly string[], AssayContext>({
  loader: async () => (await import('./run-import.ts')).runImport,
  parameters: {
    flags: {
      key: { ...fileFlag('Public key that must have signed, PEM; may be repeated, one is enough'), variadic: true },
      trustedRoot: fileFlag('Sigstore trusted root, JSON: verify without a network'),
      identity: { ...fileFlag('Who must have signed, as the certificate says, letter by letter'), placeholder: 'SAN' },
      issuer: { ...fileFlag('Who must have vouched for that identity'), placeholder: 'URL' },
      about: { ...fileFlag('What each must be about: an asset, or a digest that the log knows'), placeholder: 'ASSET' },
      ...signingFlags,
    },
    positional: {
      kind: 'array',
      minimum: 1,
      parameter: { parse: String, placeholder: 'FILE', brief: 'Envelope, Sigstore bundle, or lines of them' },
    },
  },
  docs: {
    brief: 'Take in the attestations of others, verified',
    fullDescription: [
      'Reads DSSE envelopes and Sigstore bundles with in-toto statements (SLSA provenance and others), verifies each with the key or',
      'the identity you name, and records who said what by which rule. What cannot be verified is refused.',
      'Exit codes: 0 all were taken in, 1 some were refused, 2 could not tell.',
    ].join('\n'),
  },
});

export const statementsCommand: Command<AssayContext> = buildCommand<StatementsFlags, readonly [string?], AssayContext>(
  {
    loader: async () => (await import('./run-statements.ts')).runStatements,
    parameters: {
      flags: {
        kind: { ...fileFlag('Only statements of this kind'), placeholder: 'KIND' },
        raw: switchFlag('Print the in-toto statement as it was signed; with a statement id'),
        before: {
          kind: 'parsed',
          parse: wholeNumber(0, Number.MAX_SAFE_INTEGER),
          optional: true,
          placeholder: 'ENTRY',
          brief: 'Only statements before this entry of the log',
        },
        ...workspaceFlags,
      },
      aliases: { k: 'kind' },
      positional: {
        kind: 'tuple',
        parameters: [
          {
            parse: String,
            optional: true,
            placeholder: 'ASSET',
            brief: 'An asset, or the id of a statement or how it begins (default: all statements)',
          },
        ],
      },
    },
    docs: {
      brief: 'List statements: of what kind, by whom, when, and whether they still count',
      fullDescription: [
        'Lists the newest statements, about an asset or all. With the id of one it is shown in full, after its signature, its keys and',
        'its body have been judged again. Exit codes then: 0 it counts, 1 it does not (any more), 2 could not tell.',
      ].join('\n'),
    },
  },
);

export const proofCommand: Command<AssayContext> = buildCommand<ProofFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-proof.ts')).runProof,
  parameters: {
    flags: {
      kind: {
        kind: 'parsed',
        parse: String,
        default: 'asset-manifest',
        placeholder: 'KIND',
        brief: 'Kind of statement: the newest that counts is proven',
      },
      output: fileFlag('Write the proof there'),
      workspace: workspaceFlags.workspace,
    },
    aliases: { k: 'kind', o: 'output' },
    positional: { kind: 'tuple', parameters: [{ ...assetWord, brief: 'An asset, or the id of a statement' }] },
  },
  docs: {
    brief: 'Write one file that proves a statement offline',
    fullDescription: [
      'The file holds the statement, its signature, its place in the log and the checkpoint with all cosignatures. It verifies without',
      'a network and without this workspace, in a browser too:',
      '  assay verify-proof FILE --key VKEY        (the key of the log, as assay init and assay status print it)',
    ].join('\n'),
  },
});
