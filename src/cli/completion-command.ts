// `assay completion bash|zsh|fish`: prints the script to source.
import { buildCommand, type Command } from '@stricli/core';
import { AssayError } from '#core/errors';
import { completionScripts, type Shell, shells } from './completion-scripts.ts';
import type { AssayContext } from './context.ts';

export const completionCommand: Command<AssayContext> = buildCommand<object, readonly [Shell], AssayContext>({
  loader: async () => printScript,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: parseShell,
          placeholder: 'SHELL',
          brief: 'bash, zsh or fish',
          proposeCompletions: (partial) => shells.filter((shell) => shell.startsWith(partial)),
        },
      ],
    },
  },
  docs: {
    brief: 'Print the completion script of a shell',
    fullDescription: [
      'Print the completion script of a shell. To use it:',
      '',
      '  bash   source <(assay completion bash)      in ~/.bashrc',
      '  zsh    source <(assay completion zsh)       in ~/.zshrc, after compinit',
      '  fish   assay completion fish | source       in ~/.config/fish/config.fish',
    ].join('\n'),
  },
});

function printScript(this: AssayContext, _flags: object, shell: Shell): void {
  this.process.stdout.write(completionScripts[shell]);
}

function parseShell(text: string): Shell {
  const shell = shells.find((known) => known === text);
  if (shell === undefined) throw new AssayError('USAGE', `expected one of ${shells.join(', ')}`);
  return shell;
}
