// The storages that a torch pickle asks for against the members that hold them: bytes beyond what a storage uses are
// loaded by nobody. @source torch/serialization.py `persistent_load`: element count x element size = size of the record
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { WorkBudget } from '#core/work-budget';
import { parsePickle } from '../../pickle/parse-pickle.ts';
import { readStorageId } from '../../pickle/torch-legacy.ts';
import type { ArchiveView } from '../../views/archive.ts';
import type { Oddity } from '../../views/oddity.ts';
import type { Part } from '../../views/part.ts';
import { pathOf } from '../members.ts';

/** Storages whose member is larger or smaller than the pickle says. */
export function storageOddities(archive: ArchiveView, budget: WorkBudget): Oddity[] {
  const program = archive.parts.find(({ name }) => pathOf(name) === 'data.pkl');
  if (program === undefined || program.source.size > limits.torchProgramBytes.value) return [];
  const storages = new Map(archive.parts.map((part) => [pathOf(part.name), part]));
  return storageIds(program, budget).flatMap((id) => {
    const part = storages.get(`data/${id.key.toLowerCase()}`);
    const needed = id.elements * id.elementBytes;
    if (part === undefined || part.source.size === needed) return [];
    return [oddityOf(part, needed)];
  });
}

function storageIds(program: Part, budget: WorkBudget): readonly NonNullable<ReturnType<typeof readStorageId>>[] {
  try {
    const { streams } = parsePickle(program.source, budget);
    return streams.flatMap(({ persistentIds }) => persistentIds).flatMap((id) => readStorageId(id) ?? []);
  } catch (error) {
    // The scan of the member itself says what is wrong with it.
    if (error instanceof FormatError) return [];
    throw error;
  }
}

function oddityOf(part: Part, needed: number): Oddity {
  const where = part.range === undefined ? {} : { offset: part.range.from };
  const sizes = `${quote(part.name)} has ${part.source.size} bytes, the pickle says that the storage has ${needed}`;
  if (part.source.size > needed) return { kind: 'hidden-bytes', message: `${sizes}: no tensor uses the rest`, where };
  return { kind: 'not-followed', message: `${sizes}: the rest of it is missing`, where };
}
