// Keeps the steps of a scan: by the digest of the data, the code of the detectors and all that is asked for.
import { deserialize, serialize } from 'node:v8';
import { canonicalJson, type Json } from '#core/canonical-json';
import type { KeepStep } from '#core/dataset/keep-step';
import { KeptSteps } from '#store/kept-steps';

export interface StepKeeper {
  readonly keep: KeepStep;
  /** Nothing of it is needed any more. */
  readonly clear: () => void;
  /** What was taken from an earlier scan, step by step. */
  readonly taken: readonly string[];
  /** Why something was not kept, or not taken. */
  readonly notices: readonly string[];
}

export interface KeepStepsOptions {
  readonly folder: string;
  readonly now: Date;
  /** Everything that decides the results. */
  readonly subject: Json;
  /** Ignores what is kept. */
  readonly fresh: boolean;
}

export function openStepKeeper({ folder, now, subject, fresh }: KeepStepsOptions): StepKeeper {
  // Another release of the engine may compute other bits, and write them otherwise.
  const place = canonicalJson({ kept: 1, node: process.version, subject });
  const steps = new KeptSteps({ folder, subject: place, now: now.getTime() });
  if (fresh) steps.clear();
  const taken: string[] = [];
  const keep: KeepStep = async <T>(name: string, compute: () => T | Promise<T>): Promise<T> => {
    const kept = steps.read(name);
    if (kept !== undefined) {
      taken.push(name);
      // INVARIANT: the code was right, so this user wrote it for this very step of this very subject.
      return deserialize(kept);
    }
    const value = await compute();
    steps.write(name, serialize(value));
    return value;
  };
  return { keep, clear: () => steps.clear(), taken, notices: steps.notices };
}
