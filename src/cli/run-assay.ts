// Runs one command line and sets the exit code of the process.
import { ExitCode, proposeCompletions, run } from '@stricli/core';
import { application } from './application.ts';
import { completionRequest } from './completion-scripts.ts';
import { type AssayContext, ownProcess } from './context.ts';
import { exitCodes } from './exit-code.ts';

/** @param inputs - the words after `assay` */
export async function runAssay(inputs: readonly string[]): Promise<void> {
  endQuietlyWhenNobodyReads();
  const context: AssayContext = { process: ownProcess(), answer: exitCodes.yes };
  if (inputs[0] === completionRequest) return printCompletions(inputs.slice(1), context);
  await run(application, inputs.length === 0 ? ['--help'] : inputs, context);
  const { exitCode } = context.process;
  process.exitCode = exitCode === ExitCode.Success ? context.answer : exitCodeOf(exitCode);
}

/** stricli answers with negative numbers where it did not come to run the command. */
function exitCodeOf(code: unknown): number {
  const usage: readonly unknown[] = [ExitCode.InvalidArgument, ExitCode.UnknownCommand, exitCodes.usage];
  return usage.includes(code) ? exitCodes.usage : exitCodes.couldNotTell;
}

async function printCompletions(inputs: readonly string[], context: AssayContext): Promise<void> {
  const proposals = await proposeCompletions(application, inputs.length === 0 ? [''] : inputs, context);
  process.stdout.write(proposals.map(({ completion, brief }) => `${completion}\t${brief}\n`).join(''));
}

/** `assay scan ... | head` closes the pipe: the rest of the report is not wanted, and the verdict still counts. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
