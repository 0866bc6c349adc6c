// Folders that are parts of a data set and no classes: `train`, `test`, `validation`.
import type { DataFile } from '#store/list-data';
import type { NoImages } from './opened-images.ts';

export interface ChosenPart {
  /** Name of the part; empty where the set has none. */
  readonly part: string;
  /** Where its classes begin, with a slash at the end; empty at the top. */
  readonly folder: string;
  readonly files: readonly DataFile[];
  readonly others: readonly string[];
}

/** The part that was asked for, else the one to train on, else the first. */
export function choosePart(files: readonly DataFile[], wanted: string | undefined): ChosenPart | NoImages {
  const tops = [...new Set(files.map(({ name }) => name.split('/').slice(0, -1)[0]))];
  const parts = tops.filter((top) => top !== undefined && partName.test(top)).filter((top) => top !== undefined);
  // A folder called `test` beside one called `cat` is a class.
  const hasParts = parts.length > 0 && parts.length === tops.length;
  if (!hasParts && wanted !== undefined)
    return { kind: 'none', why: `there is no set "${wanted}": the folder has no parts` };
  if (!hasParts) return { part: '', folder: '', files, others: [] };
  const part = wanted ?? parts.find((name) => /^train/i.test(name)) ?? parts[0] ?? '';
  if (!parts.includes(part)) return { kind: 'none', why: `there is no set "${part}", but ${parts.join(', ')}` };
  const folder = `${part}/`;
  const others = parts.filter((name) => name !== part);
  return { part, folder, files: files.filter(({ name }) => name.startsWith(folder)), others };
}

const partName = /^(?:train|training|test|testing|val|valid|validation|eval|dev)$/i;
