// What `assay quickstart` does; loaded when it is called.
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssayError } from '#core/errors';
import { quickstartLines } from '#exports/quickstart-text';
import type { DoneErrand } from '#flow/quickstart/errand';
import { poisonedDigits, trojanedModel } from '#flow/quickstart/planted-deliveries';
import { commandOf, runPlan } from '#flow/quickstart/run-plan';
import { trainModel } from '#flow/train/train-model';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { textStyleOf } from '../text-style-of.ts';

export interface QuickstartFlags {
  readonly json?: boolean;
}

/** @throws {AssayError} USAGE when the folder is there and not empty; OUTPUT_FAILED; what preparing throws */
export async function runQuickstart(
  this: AssayContext,
  { json }: QuickstartFlags,
  folder = 'assay-quickstart',
): Promise<void> {
  const place = resolve(folder);
  if (existsSync(place) && readdirSync(place).length > 0)
    throw new AssayError('USAGE', `${folder} is there already; name another folder, or remove it.`, { path: folder });
  const progress = new ProgressLine(this.process.stderr);
  const say = (line: string): void => {
    progress.clear();
    if (!json) this.process.stdout.write(`${line}\n`);
  };
  say(`${folder}: real pictures, measurements and a model, a poisoned copy and a trojan, taken all the way`);
  say('');
  const running = new Set<string>();
  const ticking = setInterval(() => progress.say([...running].join('   ')), 200);
  try {
    await prepare(place);
    const quickstart = await runPlan({
      node: process.execPath,
      entry: realpathSync(this.process.argv[1] ?? ''),
      folder: place,
      now: new Date(),
      environment: { ...this.process.env, ASSAY_TOKEN: undefined },
      onBegin: ({ what }) => running.add(what),
      onEnd: (errand) => {
        running.delete(errand.what);
        say(lineOf(errand));
      },
    });
    progress.clear();
    const shown = { ...quickstart, folder };
    answer(this, json, shown, quickstartLines(shown, textStyleOf(this.process, undefined)));
    this.answer = codeOf(shown);
  } finally {
    clearInterval(ticking);
    progress.clear();
  }
}

function lineOf({ words, seconds, exitCode, expected, errors }: DoneErrand): string {
  const time = `${seconds.toFixed(1)} s`.padStart(7);
  const problem = expected.includes(exitCode) ? '' : `\n        ${errors.trim().split('\n')[0] ?? ''}`;
  return `${time}  ${commandOf(words)}${problem}`;
}

function codeOf({ assets, errands }: Parameters<typeof quickstartLines>[0]): number {
  if (assets.length > 0 && assets.every(({ asItShould }) => asItShould)) return exitCodes.yes;
  return assets.some(({ outcome, asItShould }) => outcome === 'let in' && !asItShould) || errands.length === 0
    ? exitCodes.no
    : exitCodes.couldNotTell;
}

/** What is delivered. The folder `examples` lies beside `bin` and `dist` in a checkout and in the package. */
async function prepare(place: string): Promise<void> {
  const examples = findExamples(dirname(fileURLToPath(import.meta.url)));
  mkdirSync(join(place, 'digits-mirror'), { recursive: true });
  cpSync(join(examples, 'digits'), join(place, 'digits'), { recursive: true });
  cpSync(join(examples, 'penguins'), join(place, 'penguins'), { recursive: true });
  const { files } = await poisonedDigits(join(place, 'digits'), plantedShare, seed);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(place, 'digits-mirror', name), bytes);
  const { bytes } = await trainModel(join(place, 'digits'), {
    model: 'logistic-regression',
    epochs: 2,
    batch: 64,
    seed,
    heldOut: 0.2,
  });
  const model = join(place, 'model-before.onnx');
  writeFileSync(model, bytes);
  writeFileSync(join(place, 'reader.pkl'), trojanedModel(model, 'touch assay-example-was-loaded'));
}

const plantedShare = 0.03;
const seed = 7;

function findExamples(from: string): string {
  const found = join(from, 'examples', 'quickstart');
  if (existsSync(found)) return found;
  const above = dirname(from);
  if (above === from) throw new AssayError('FILE_MISSING', 'the examples that come with Assay are not there');
  return findExamples(above);
}
