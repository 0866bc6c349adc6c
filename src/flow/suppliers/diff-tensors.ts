// What became of the tensors of a model that came back: gone, new, of another type or shape, or with other numbers.
import { MemorySource } from '#core/byte-source';
import { sha256 } from '#core/digest';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { FileEntry, Manifest } from '#core/manifest';
import { WorkBudget } from '#core/work-budget';
import { format } from '#formats/safetensors';
import type { AssetBytes } from '../zones/asset-bytes.ts';

export interface TensorChange {
  readonly path: string;
  /** Absent: the file as a whole could not be compared. */
  readonly tensor?: string;
  readonly change: 'added' | 'removed' | 'type' | 'shape' | 'values' | 'not-compared';
}

interface Told {
  readonly dtype: string;
  readonly shape: string;
  readonly digest: string;
}

/** Files of safetensors that are on both sides and differ. @limits files of more than `limits.examinedModelBytes` are not compared */
export async function diffTensors(
  before: { readonly manifest: Manifest; readonly bytes: AssetBytes },
  after: { readonly manifest: Manifest; readonly bytes: AssetBytes },
): Promise<readonly TensorChange[]> {
  const now = new Map(weightsOf(after.manifest).map((entry) => [entry.path, entry]));
  const changes: TensorChange[] = [];
  for (const old of weightsOf(before.manifest)) {
    const other = now.get(old.path);
    if (other === undefined || other.sha256 === old.sha256) continue;
    const [one, two] = [await tensorsOf(old, before.bytes), await tensorsOf(other, after.bytes)];
    if (one === undefined || two === undefined) changes.push({ path: old.path, change: 'not-compared' });
    else changes.push(...changesOf(old.path, one, two));
  }
  return changes;
}

function weightsOf({ entries }: Manifest): readonly FileEntry[] {
  return entries.flatMap((entry) => (entry.type === 'file' && entry.path.endsWith('.safetensors') ? [entry] : []));
}

function changesOf(
  path: string,
  before: ReadonlyMap<string, Told>,
  after: ReadonlyMap<string, Told>,
): readonly TensorChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((tensor): readonly TensorChange[] => {
    const [old, now] = [before.get(tensor), after.get(tensor)];
    if (old === undefined) return [{ path, tensor, change: 'added' }];
    if (now === undefined) return [{ path, tensor, change: 'removed' }];
    if (old.dtype !== now.dtype) return [{ path, tensor, change: 'type' }];
    if (old.shape !== now.shape) return [{ path, tensor, change: 'shape' }];
    return old.digest === now.digest ? [] : [{ path, tensor, change: 'values' }];
  });
}

/** @returns undefined for a file that is too large, or that is no safetensors whatever it is called */
async function tensorsOf(
  { sha256: digest, size, path }: FileEntry,
  bytes: AssetBytes,
): Promise<ReadonlyMap<string, Told> | undefined> {
  if (size > limits.examinedModelBytes.value) return undefined;
  const whole = await bytes.read(digest, limits.examinedModelBytes.value);
  try {
    const budget = new WorkBudget(whole.length);
    const view = await format.read(new MemorySource(whole), { budget, name: path, sibling: () => undefined });
    if (view.kind !== 'tensors') return undefined;
    return new Map(
      view.tensors.map(({ name, dtype, shape, from, to }) => [
        name,
        { dtype, shape: shape.join('x'), digest: sha256(whole.subarray(from, to)) },
      ]),
    );
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
