// What a scan keeps of its steps until it is done: what was decoded, and what each long step found.
import { resolve } from 'node:path';
import type { DataSet } from '#core/dataset/data-set';
import { type Sha256, sha256 } from '#core/digest';
import { detectorCode } from './detector-code.generated.ts';
import { digestDataSet } from './digest-data-set.ts';
import { openStepKeeper, type StepKeeper } from './keep-steps.ts';

export interface KeepScanOptions {
  /** Of the user alone; made when it is not there. */
  readonly folder: string;
  readonly now: Date;
  /** Ignores what an earlier scan kept. */
  readonly fresh: boolean;
}

/** For what is read at a path. What was decoded is known again by the bytes of the files, not by their place. */
export function keepReading(path: string, options: KeepScanOptions): StepKeeper {
  return openStepKeeper({ ...options, subject: { reading: detectorCode.reading, path: resolve(path) } });
}

/** For what is found in the rows: by their digest, the code of the detectors and what is asked for. */
export async function keepScanning(
  set: DataSet,
  asked: { readonly seed: number; readonly model?: Uint8Array; readonly against?: Sha256 },
  options: KeepScanOptions,
): Promise<{ readonly keeper: StepKeeper; readonly digest: Sha256 }> {
  const digest = await digestDataSet(set);
  const subject = {
    digest,
    from: whoAndWhen(set),
    code: detectorCode[set.kind],
    seed: asked.seed,
    against: asked.against ?? null,
    model: asked.model === undefined ? null : sha256(asked.model),
  };
  return { keeper: openStepKeeper({ ...options, subject }), digest };
}

/** Not part of the digest of the set, and looked at all the same. */
function whoAndWhen({ sources, times }: DataSet): string {
  const bytes = (values: Int32Array | Float64Array | undefined): Uint8Array =>
    values === undefined ? new Uint8Array(0) : new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const parts = [new TextEncoder().encode(JSON.stringify(sources?.names ?? null)), bytes(sources?.codes), bytes(times)];
  return parts.map((part) => sha256(part)).join(' ');
}
