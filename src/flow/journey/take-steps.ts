// Does what a gate asks for and is not on record yet. A step that was done by the same tools on the same bytes is not done again:
// what it found stands in the log, so a journey that was interrupted goes on where it was.
import type { Verified } from '#attest/verified';
import { AssayError } from '#core/errors';
import { statementsOf } from '#database/statements-of';
import type { Gate } from '#gates/gate';
import { decideGate } from '../gates/decide-gate.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { JourneyStep, StepContext } from './journey-step.ts';
import { step as calibrate } from './steps/calibrate.ts';
import { step as contract } from './steps/contract.ts';
import { step as poisonScan } from './steps/poison-scan.ts';
import { step as scan } from './steps/scan.ts';
import { step as verify } from './steps/verify.ts';
import type { Hop } from './way.ts';

export interface TakenStep {
  readonly step: string;
  /** Kind of the statement that it puts on record. */
  readonly shows: string;
  /** `reused`: it stands in the log already. `not-done`: it could not be done, and the gate will say what is missing. */
  readonly state: 'done' | 'reused' | 'not-done';
  readonly found: string;
}

/** In the order in which they build on each other: the search takes its thresholds from what was measured before. */
const steps: readonly JourneyStep[] = [verify, scan, contract, calibrate, poisonScan];

const msPerDay = 86_400_000;

/** @param onStep - told before a step is done. @throws what store, log and index throw; what a step could not do is in the answer */
export async function takeSteps(
  context: StepContext,
  gate: Gate,
  hop: Hop,
  onStep: (step: string) => void,
): Promise<readonly TakenStep[]> {
  const wanted = await kindsWanted(context, gate, hop);
  const taken: TakenStep[] = [];
  for (const step of steps) {
    const kinds = [step.shows, ...(step.serves === undefined ? [] : [step.serves])];
    const asked = kinds.find((kind) => wanted.has(kind));
    if (asked === undefined || !step.fits.includes(context.asset.kind)) continue;
    const { maxAgeDays, isOpen } = wanted.get(asked) ?? { isOpen: true };
    const { name, shows } = step;
    const known = await findCovering(context, step, maxAgeDays, isOpen);
    if (known !== undefined)
      taken.push({ step: name, shows, state: 'reused', found: `${step.tell(known)} (${known.at.slice(0, 10)})` });
    else {
      onStep(name);
      taken.push({ step: name, shows, ...(await take(step, context)) });
    }
  }
  return taken;
}

interface Wanted {
  readonly maxAgeDays?: number;
  /** The gate is not content with what is on record. */
  readonly isOpen: boolean;
}

async function kindsWanted(
  { workspace, asset }: StepContext,
  gate: Gate,
  hop: Hop,
): Promise<ReadonlyMap<string, Wanted>> {
  const zones = { fromZone: hop.from, toZone: hop.to };
  const { because } = await decideGate(workspace, gate, asset.label, { record: false, ...zones });
  const open = new Set(because.filter(({ outcome }) => outcome !== 'pass').map(({ rule }) => rule));
  const wanted = new Map<string, Wanted>();
  for (const { id, evidence, subject = 'asset', maxAgeDays: own } of gate.requires) {
    if (subject !== 'asset') continue;
    const other = wanted.get(evidence);
    const ages = [own, other?.maxAgeDays].filter((days) => days !== undefined);
    wanted.set(evidence, {
      isOpen: open.has(id) || other?.isOpen === true,
      ...(ages.length === 0 ? {} : { maxAgeDays: Math.min(...ages) }),
    });
  }
  return wanted;
}

/** The newest statement of the kind that counts, was made by these tools and is fresh; where the gate wants more, one signed here. */
async function findCovering(
  context: StepContext,
  step: JourneyStep,
  maxAgeDays: number | undefined,
  isOpen: boolean,
): Promise<Verified | undefined> {
  const { workspace, asset } = context;
  const now = workspace.now().getTime();
  const { keyId } = await workspace.signer();
  const records = await statementsOf(await workspace.index(), asset.id, now, { kind: step.shows });
  for (const { logIndex, standing, expired, stale, at } of records.toReversed()) {
    if (standing !== 'verified' || expired || stale !== undefined) continue;
    if (maxAgeDays !== undefined && now - Date.parse(at) > maxAgeDays * msPerDay) continue;
    const statement = await readStatement(workspace, logIndex);
    if (step.covers(statement, context) && (!isOpen || statement.signedBy.includes(keyId))) return statement;
  }
  return undefined;
}

async function take(step: JourneyStep, context: StepContext): Promise<Pick<TakenStep, 'state' | 'found'>> {
  try {
    return { state: 'done', found: await step.run(context) };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { state: 'not-done', found: error.message };
  }
}
