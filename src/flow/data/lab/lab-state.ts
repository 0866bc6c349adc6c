// What the lab has measured so far: a line per run in a file that only grows. A lab that was killed goes on where it stood; one
// with other data, detectors or sample shares nothing with it, also when it has the same file.
import { canonicalJson } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { appendToJournal, readJournal } from '#store/journal';
import { detectorDigest } from './detector-digest.ts';
import type { LabParts } from './lab-parts.ts';
import { keyOfRun, type LabRun } from './lab-run.ts';

export interface LabState {
  /** Undefined when it was not measured yet. */
  readonly find: (key: Pick<LabRun, 'attack' | 'rate' | 'seed'>) => LabRun | undefined;
  /** Durable when it returns. */
  readonly keep: (run: LabRun) => void;
}

/** What a run depends on, apart from attack, rate and seed. */
export function contextOf(
  dataset: Sha256,
  rows: Int32Array,
  parts: Pick<LabParts, 'attacks' | 'detectors' | 'featuresFrom' | 'code' | 'model' | 'accuracy'>,
): Sha256 {
  const context = {
    state: 5,
    code: parts.code ?? null,
    model: parts.model ?? null,
    accuracy: parts.accuracy !== undefined,
    features: parts.featuresFrom,
    dataset,
    rows: sha256(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)),
    attacks: parts.attacks.map(({ id, parameters }) => ({ id, parameters: { ...parameters } })),
    detectors: parts.detectors.map((one) => detectorDigest(one)),
  };
  return sha256(new TextEncoder().encode(canonicalJson(context)));
}

/** Nothing is kept over the end of the process without a path. @throws {StoreError} STORE_READ, STORE_WRITE */
export function openLabState(path: string | undefined, context: Sha256): LabState {
  const runs = new Map<string, LabRun>();
  if (path !== undefined) {
    for (const entry of readJournal(path, limits.labStateBytes.value).entries) {
      if (isLineOf(entry, context)) runs.set(keyOfRun(entry.run), entry.run);
    }
  }
  return {
    find: (key) => runs.get(keyOfRun(key)),
    keep: (run) => {
      if (path !== undefined) appendToJournal(path, { context, run });
      runs.set(keyOfRun(run), run);
    },
  };
}

/** Only the lab writes lines with this context; what is damaged by others is measured again. */
function isLineOf(entry: unknown, context: Sha256): entry is { readonly run: LabRun } {
  if (!(entry instanceof Object && 'context' in entry && entry.context === context && 'run' in entry)) return false;
  const { run } = entry;
  if (!(run instanceof Object)) return false;
  return [
    'attack',
    'rate',
    'seed',
    'planted',
    'clean',
    'filtered',
    'alerted',
    'declared',
    'scanRuns',
    'detectors',
  ].every((member) => member in run);
}
