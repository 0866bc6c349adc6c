// XGBoost models: JSON and UBJSON (doc/model.schema), and the binary form of releases before 3.0.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, readAll, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { JsonEvents } from '#core/json/json-events';
import { parseJson } from '#core/json/parse-json';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import { pickledString } from './boosters/pickled-strings.ts';
import { readUbjson } from './boosters/read-ubjson.ts';
import { readXgboostBinary } from './boosters/read-xgboost-binary.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { InertView } from './views/inert.ts';
import type { Part } from './views/part.ts';

export const format: Format = {
  id: 'xgboost',
  title: 'XGBoost model',
  specification: 'XGBoost doc/model.schema (JSON, UBJSON); src/learner.cc of release 1.7 (binary)',
  loading: 'Booster.load_model reads numbers and names and runs nothing. A model kept as a pickle is a pickle.',
  extensions: ['json', 'ubj', 'xgb', 'bst', 'model'],
  identify: identifyXgboost,
  read(source, context): InertView {
    const strings = new PickledStrings();
    const end = readModel(source, context, strings);
    const view = { kind: 'inert' as const, format: 'xgboost', oddities: [], parts: strings.parts };
    if (end.to >= source.size) return view;
    const rest = new SliceSource(source, end.to, source.size);
    const range = { from: end.to, to: source.size };
    if (end.isRaw)
      return { ...view, parts: [...view.parts, { name: 'attributes', source: rest, range, stored: true, raw: true }] };
    const message = `${range.to - range.from} bytes follow the model; XGBoost ignores them`;
    return {
      ...view,
      oddities: [{ kind: 'hidden-bytes', message, where: { offset: end.to } }],
      parts: [...view.parts, { name: 'after the model', source: rest, range, stored: true }],
    };
  },
};

function identifyXgboost({ head }: Sample): Match {
  const text = latin1(head, 0, 4096);
  if (text.startsWith('binf')) return 'content';
  if (/^\{[iUIlL][\s\S]{0,8}(learner|version)/.test(text)) return text.includes('learner') ? 'content' : 'no';
  const isModel = /^\s{0,16}\{\s{0,16}"(learner|version)"/.test(text) && text.includes('"learner"');
  return isModel && /"(attributes|feature_names|gradient_booster|learner_model_param)"/.test(text) ? 'content' : 'no';
}

/** @returns where the model ends, and whether what follows belongs to it */
function readModel(
  source: ByteSource,
  { budget }: ReadContext,
  strings: PickledStrings,
): { to: number; isRaw: boolean } {
  const reader = new ByteReader(source, budget);
  const first = reader.u8();
  if (first === 0x62) return { to: readXgboostBinary(source, budget).end, isRaw: true };
  const second = reader.u8();
  if (first === 0x7b && ubjsonIntegers.includes(String.fromCharCode(second))) {
    return { to: readUbjson(source, strings, budget), isRaw: false };
  }
  if (source.size > limits.textBytes.value) {
    throw new FormatError('FORMAT_LIMIT', 'the model is too long', { limit: 'textBytes', value: source.size });
  }
  parseJson(readAll(source), strings, budget, { tolerate: ['not-a-number'] });
  return { to: source.size, isRaw: false };
}

const ubjsonIntegers = 'iUIlL';

/** Listens to a document and keeps the strings that are pickles. */
class PickledStrings implements JsonEvents {
  readonly parts: Part[] = [];
  #key = '';

  key(text: string): void {
    this.#key = text.slice(0, 80);
  }

  string(text: string): void {
    const part = pickledString(this.#key, text);
    if (part !== undefined && this.parts.length < limits.findingsPerFile.value) this.parts.push(part);
  }

  openObject(): void {}
  closeObject(): void {}
  openArray(): void {}
  closeArray(): void {}
  number(): void {}
  literal(): void {}
  problem(): void {}
}
