// The file of a model that is asked about a data set.
import * as limits from '#core/limits';
import { readWhole } from '#store/read-whole';

/** @throws {FileError} when the file cannot be read, or is larger than `limits.examinedModelBytes` */
export function readExaminedModel(path: string): Uint8Array {
  return readWhole(path, limits.examinedModelBytes.value);
}
