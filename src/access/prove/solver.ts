// The solver: Z3, compiled to WebAssembly, when it is installed beside Assay.
import { createRequire } from 'node:module';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type Answer, parseAnswers } from './answers.ts';

export interface Solver {
  /** `Z3 4.15.0`, as a record should name it. */
  readonly name: string;
  /**
   * Runs commands of SMT-LIB 2 after those before, and gives what they print.
   * @returns one answer per command that answers
   */
  run(commands: readonly string[]): Promise<readonly Answer[]>;
  /** Forgets all that was said. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const solverPackage = 'z3-solver';
const solverInstall = `npm install ${solverPackage}`;

/**
 * @param find - gives the package of that name, or throws
 * @throws {AssayError} ACCESS_SOLVER_MISSING
 */
export async function openSolver(find: Find = createRequire(import.meta.url)): Promise<Solver> {
  const { Z3, em: machine } = await load(find);
  const context = Z3.mk_context(Z3.mk_config());
  const run: Solver['run'] = async (commands) => {
    const printed = parseAnswers(await evaluateText(machine, context, commands.join('\n')));
    const broken = printed.find((one) => Array.isArray(one) && one[0] === 'error' && !isNoModel(one[1]));
    if (broken !== undefined) throw new Error(`the solver refuses what it was asked: ${JSON.stringify(broken)}`);
    return printed;
  };
  await run(options);
  return {
    name: `Z3 ${Z3.get_full_version().replace(/^Z3 /, '').split(' ')[0]}`,
    run,
    reset: async () => {
      await run(['(reset)', ...options]);
    },
    close: async () => {
      Z3.del_context(context);
      await endThreads(machine.PThread);
    },
  };
}

/** Values are asked for together with the answer, so they may be asked for where there is none. */
function isNoModel(message: unknown): boolean {
  return typeof message === 'string' && /(?:model|unsat assumptions|unsat core) is not available/.test(message);
}

/** What of the module in WebAssembly its own interface does not offer. */
interface Machine {
  readonly HEAPU8: Uint8Array;
  readonly PThread: Threads;
  _malloc(bytes: number): number;
  _free(place: number): void;
  _async_Z3_eval_smtlib2_string(context: unknown, text: number): void;
  async_call(start: () => void): Promise<string>;
}

interface Threads {
  readonly runningWorkers: readonly unknown[];
  terminateAllThreads(): void;
}

/** Its threads would keep the process alive. One that is ended before it has said that it is done makes noise on standard error. */
async function endThreads(threads: Threads): Promise<void> {
  for (let tries = 0; threads.runningWorkers.length > 0 && tries < 200; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 2));
  threads.terminateAllThreads();
}

/**
 * The package's own function puts the text on the stack, which is taken back as soon as the call returns; the thread that reads it may
 * only then begin. So it stands in memory of its own until the answer is there.
 */
async function evaluateText(machine: Machine, context: unknown, script: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${script}\n\0`);
  const place = machine._malloc(bytes.length);
  if (place === 0) throw new Error('the solver has no memory for the question');
  try {
    machine.HEAPU8.set(bytes, place);
    return await machine.async_call(() => machine._async_Z3_eval_smtlib2_string(context, place));
  } finally {
    machine._free(place);
  }
}

/** What is used of the package, which need not be there. */
interface Package {
  init(): Promise<{ readonly Z3: Interface; readonly em: Machine }>;
}

interface Interface {
  mk_config(): unknown;
  mk_context(config: unknown): unknown;
  del_context(context: unknown): void;
  get_full_version(): string;
}

type Find = (name: string) => Package;

function load(find: Find): ReturnType<Package['init']> {
  let found: Package;
  try {
    found = find(solverPackage);
  } catch {
    const message = `proving needs the package ${solverPackage}, which is not installed beside Assay; install it with ${solverInstall}`;
    throw new AssayError('ACCESS_SOLVER_MISSING', message);
  }
  return found.init();
}

/** Work is counted, not time, so that the same question has the same answer on a slow machine. */
const options: readonly string[] = [
  '(set-option :print-success false)',
  '(set-option :produce-models true)',
  '(set-option :produce-unsat-assumptions true)',
  `(set-option :rlimit ${limits.proofWork.value})`,
];
