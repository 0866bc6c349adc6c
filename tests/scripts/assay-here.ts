// Runs a command of `assay` in this process, which takes no start-up time and counts for coverage.
import { ExitCode, run } from '@stricli/core';
import { application } from '#cli/application';
import { type AssayContext, ownProcess } from '#cli/context';
import { exitCodes } from '#cli/exit-code';

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** @param input - standard input */
export async function assayHere(words: readonly string[], input = ''): Promise<Answer> {
  const written = { stdout: '', stderr: '' };
  const streamOf = (name: 'stdout' | 'stderr'): NodeJS.WriteStream =>
    Object.create(process[name], {
      write: {
        value: (part: string | Uint8Array, done?: (error?: Error | null) => void) => {
          written[name] += Buffer.from(part).toString();
          done?.();
          return true;
        },
      },
    });
  const stdin: NodeJS.ReadStream = Object.create(null, {
    [Symbol.asyncIterator]: {
      value: async function* () {
        yield Buffer.from(input);
      },
    },
  });
  const { env, argv } = ownProcess();
  const context: AssayContext = {
    process: { env, argv, stdin, stdout: streamOf('stdout'), stderr: streamOf('stderr') },
    answer: exitCodes.yes,
  };
  await run(application, words, context);
  const { exitCode } = context.process;
  const usage: readonly unknown[] = [ExitCode.InvalidArgument, ExitCode.UnknownCommand, exitCodes.usage];
  if (exitCode === exitCodes.no) return { ...written, code: exitCodes.no };
  if (exitCode === ExitCode.Success) return { ...written, code: context.answer };
  return { ...written, code: usage.includes(exitCode) ? exitCodes.usage : exitCodes.couldNotTell };
}
