// LightGBM text models: a header of `key=value` lines, trees, importances, parameters (src/boosting/gbdt_model_text.cpp).
import { isUtf8 } from 'node:buffer';
import { readAll, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import type { Format, Match, Sample } from './format.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'lightgbm',
  title: 'LightGBM text model',
  specification: 'LightGBM src/boosting/gbdt_model_text.cpp',
  loading: 'Booster(model_file=...) reads numbers and names and runs nothing. A model kept as a pickle is a pickle.',
  extensions: ['txt', 'lgb', 'model'],
  identify: ({ head }: Sample): Match => {
    const text = latin1(head, 0, 512);
    return /^tree\r?\nversion=v\d/.test(text) && text.includes('num_class=') ? 'content' : 'no';
  },
  read(source, { budget }): InertView {
    if (source.size > limits.textBytes.value) {
      throw new FormatError('FORMAT_LIMIT', 'the model is too long', { limit: 'textBytes', value: source.size });
    }
    const bytes = Buffer.from(readAll(source));
    budget.spend(bytes.length);
    const end = endOfModel(bytes);
    const rest = bytes.length - end;
    const view = { kind: 'inert' as const, format: 'lightgbm' };
    if (rest === 0) return { ...view, oddities: [], parts: [] };
    const range = { from: end, to: bytes.length };
    return {
      ...view,
      oddities: [{ kind: 'hidden-bytes', message: `${rest} bytes follow the model`, where: { offset: end } }],
      parts: [{ name: 'after the model', source: new SliceSource(source, end, bytes.length), range, stored: true }],
    };
  },
};

/** Offset after the last line of the model. @throws {FormatError} when trees are missing or it is no text */
function endOfModel(bytes: Buffer): number {
  const afterTrees = endOfTrees(bytes);
  const last = bytes.lastIndexOf('\npandas_categorical:');
  const lineEnd = last < afterTrees ? -1 : bytes.indexOf('\n', last + 1);
  const end = last < afterTrees ? bytes.length : lineEnd < 0 ? bytes.length : lineEnd + 1;
  const text = bytes.subarray(0, end);
  const control = text.indexOf(0);
  if (control >= 0 || !isUtf8(text)) {
    throw new FormatError('FORMAT_MALFORMED', 'the model is not text', { offset: control >= 0 ? control : afterTrees });
  }
  return isBlank(bytes.subarray(end)) ? bytes.length : end;
}

/** Every tree must stand where `tree_sizes` says; the file is cut short otherwise. */
function endOfTrees(bytes: Buffer): number {
  const first = bytes.indexOf('\nTree=0');
  const header = bytes.toString('latin1', 0, first < 0 ? Math.min(bytes.length, 65_536) : first);
  // Releases before 2.2 go straight on to the importances.
  const end = Math.max(bytes.indexOf('\nend of trees'), bytes.indexOf('\nfeature importances:'));
  if (end < 0)
    throw new FormatError('FORMAT_TRUNCATED', 'the line "end of trees" is missing', { offset: bytes.length });
  assertTail(bytes, end);
  const sizes =
    /^tree_sizes=([\d ]*)$/m
      .exec(header)?.[1]
      ?.split(' ')
      .filter((size) => size !== '') ?? [];
  let at = first + 1;
  for (const [index, size] of sizes.entries()) {
    const title = `Tree=${index}`;
    if (bytes.toString('latin1', at, at + title.length) !== title) {
      throw new FormatError('FORMAT_MALFORMED', `tree ${index} is not where the header says`, {
        offset: Math.min(at, bytes.length),
      });
    }
    at += Number(size);
  }
  return end;
}

/** What the writer always puts after the trees; a file without it was cut. */
function assertTail(bytes: Buffer, end: number): void {
  const hasImportances = ['\nfeature_importances:', '\nfeature importances:'].some((line) => bytes.includes(line, end));
  const hasOpenParameters = bytes.includes('\nparameters:', end) && !bytes.includes('\nend of parameters', end);
  const categories = bytes.lastIndexOf('\npandas_categorical:');
  const isCutLine = categories >= end && bytes.indexOf('\n', categories + 1) < 0;
  if (hasImportances && !hasOpenParameters && !isCutLine) return;
  throw new FormatError('FORMAT_TRUNCATED', 'the model ends before its last section does', { offset: bytes.length });
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20);
}
