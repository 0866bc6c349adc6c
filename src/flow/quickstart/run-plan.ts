// Runs the commands of the quickstart, two lanes side by side, and says what became of each asset.
import type { Admission } from '#core/admission';
import type { Quickstart, QuickstartAsset, QuickstartErrand } from '#core/quickstart';
import { type DoneErrand, doErrand, type Errand, type Launcher } from './errand.ts';
import { planUntil, travellers } from './plan.ts';

export interface RunPlanOptions extends Launcher {
  readonly now: Date;
  /** Told before a command is run, and after. */
  readonly onBegin: (errand: Errand) => void;
  readonly onEnd: (errand: DoneErrand) => void;
}

/** What cannot be done ends its lane, and is in the answer. */
export async function runPlan(options: RunPlanOptions): Promise<Quickstart> {
  const begun = performance.now();
  const done: DoneErrand[] = [];
  const plan = planUntil(new Date(options.now.getTime() + trustedDays * 86_400_000).toISOString().slice(0, 10));
  const isReady = await runLane(plan.before, options, done);
  if (isReady) await Promise.all(plan.lanes.map((lane) => runLane(lane, options, done)));
  return {
    schema: 'assay.quickstart/1',
    folder: options.folder,
    seconds: (performance.now() - begun) / 1000,
    errands: done.map(described),
    assets: isReady ? assetsOf(done) : [],
  };
}

const trustedDays = 180;

/** @returns whether all of it went as it should */
async function runLane(lane: readonly Errand[], options: RunPlanOptions, done: DoneErrand[]): Promise<boolean> {
  for (const errand of lane) {
    options.onBegin(errand);
    const one = await doErrand(errand, options);
    done.push(one);
    options.onEnd(one);
    // A good asset that is stopped ends its lane: what follows would rest on it.
    if (!one.expected.includes(one.exitCode)) return false;
  }
  return true;
}

function described({ words, what, exitCode, seconds, expected, errors }: DoneErrand): QuickstartErrand {
  const problem = expected.includes(exitCode) ? {} : { problem: errors.trim().slice(0, 2000) };
  return { command: commandOf(words), what, exitCode, seconds, ...problem };
}

/** As it is typed: words with blanks or stars in quotes. */
export function commandOf(words: readonly string[]): string {
  return ['assay', ...words.map((word) => (/^[\w.,%=/:-]+$/.test(word) ? word : `'${word}'`))].join(' ');
}

function assetsOf(done: readonly DoneErrand[]): readonly QuickstartAsset[] {
  const admissions = done.flatMap(({ document }) => (isAdmission(document) ? [document] : []));
  return travellers.map(({ name, what, to, isGood }) => {
    const admission = admissions.findLast(({ label }) => label.split('@')[0] === name);
    if (admission === undefined)
      return {
        name,
        what,
        outcome: 'not known',
        zone: '-',
        wanted: to,
        because: ['it was never reached'],
        asItShould: false,
      };
    const open = admission.hops.flatMap(({ steps, because }) =>
      because
        .filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive')
        .map(({ rule, because: text }) => `${rule}: ${foundBy(steps, rule) ?? text}`),
    );
    const outcome = ({ admitted: 'let in', stopped: 'stopped', unknown: 'not known' } as const)[admission.outcome];
    return {
      name,
      what,
      outcome,
      zone: admission.zone,
      wanted: to,
      because: open,
      asItShould: (outcome === 'let in') === isGood,
    };
  });
}

/** What the step found says more than that its statement does not say what the gate wants. */
function foundBy(steps: Admission['hops'][number]['steps'], rule: string): string | undefined {
  const step = { scanned: 'static scan', 'searched-for-poison': 'poison search' }[rule];
  return steps.find((one) => one.step === step && one.state !== 'not-done')?.found;
}

function isAdmission(document: unknown): document is Admission {
  return (
    typeof document === 'object' && document !== null && 'schema' in document && document.schema === 'assay.admission/1'
  );
}
