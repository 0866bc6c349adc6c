// What a command may touch of the process it runs in, and how it answers.
import type { CommandContext } from '@stricli/core';

/** The part of `process` that commands use. */
export interface AssayProcess {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  readonly env: NodeJS.ProcessEnv;
  /** The Node that runs, the launcher, the words of the command line. */
  readonly argv: readonly string[];
  exitCode?: number | string | null;
}

export interface AssayContext extends CommandContext {
  readonly process: AssayProcess;
  /** The exit code that the command answers with; one of `exitCodes`. */
  answer: number;
}

/** The process itself. Standard input stays untouched until a command asks for it. */
export function ownProcess(): AssayProcess {
  const { stdout, stderr, env, argv } = process;
  return {
    stdout,
    stderr,
    env,
    argv,
    get stdin() {
      return process.stdin;
    },
  };
}
