// `assay import-commit FOLDER --asset ASSET`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { fileFlag } from './flag-kinds.ts';
import type { ImportCommitFlags } from './run-import-commit.ts';
import { signingFlags } from './workspace/workspace-flags.ts';

export const importCommitCommand: Command<AssayContext> = buildCommand<
  ImportCommitFlags,
  readonly [string],
  AssayContext
>({
  loader: async () => (await import('./run-import-commit.ts')).runImportCommit,
  parameters: {
    flags: {
      asset: { kind: 'parsed', parse: String, placeholder: 'ASSET', brief: 'The code, as it is recorded' },
      commit: { ...fileFlag('The commit (default: HEAD)'), placeholder: 'COMMIT' },
      allowedSigners: fileFlag(
        'SSH keys that count, as ssh-keygen reads them; without it the key ring of GnuPG decides',
      ),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'FOLDER', brief: 'Work tree of the git repository' }],
    },
  },
  docs: {
    brief: 'Put on record whose signature is under a commit, and whether the files beside it are those of the commit',
    fullDescription: [
      'git is run on the objects of the repository alone: nothing that its configuration, attributes or hooks name is started.',
      '',
      'Exit codes: 0 signed by a key that counts and nothing beside it, 1 not, 2 signed by a key that nobody named.',
    ].join('\n'),
  },
});
