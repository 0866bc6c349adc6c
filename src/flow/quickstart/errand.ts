// One command of the quickstart, as a user would type it, and what came of it.
import { runProgram } from '#jobs/run-program';

export interface Errand {
  /** Words after `assay`. */
  readonly words: readonly string[];
  /** What it is for, in a few words. */
  readonly what: string;
  /** Exit codes that are no accident: a gate that stops something answers 1. */
  readonly expected: readonly number[];
}

export interface DoneErrand extends Errand {
  readonly exitCode: number;
  readonly seconds: number;
  /** The JSON document that it printed; undefined when it printed none. */
  readonly document?: unknown;
  readonly errors: string;
}

/** How this command is started again. */
export interface Launcher {
  readonly node: string;
  readonly entry: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @throws {AssayError} nothing: what went wrong is in the answer */
export async function doErrand(errand: Errand, { node, entry, folder, environment }: Launcher): Promise<DoneErrand> {
  const begun = performance.now();
  const { exitCode, output, errors } = await runProgram(node, [entry, ...errand.words, '--json'], {
    folder,
    environment,
    keep: mostCharacters,
  });
  const document = parsed(output);
  const seconds = (performance.now() - begun) / 1000;
  return { ...errand, exitCode, seconds, errors, ...(document === undefined ? {} : { document }) };
}

/** A report of an admission has some thousand. */
const mostCharacters = 1 << 22;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
