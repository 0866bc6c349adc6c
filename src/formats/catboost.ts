// CatBoost binary models: `CBM1`, a length, a FlatBuffer (TModelCore), and model parts after it.
// Source: catboost/libs/model/model.cpp, catboost/libs/model/flatbuffers/model.fbs.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { WorkBudget } from '#core/work-budget';
import { pickledString } from './boosters/pickled-strings.ts';
import { FlatBuffer, type FlatTable } from './flatbuffers/flat-buffer.ts';
import type { Format, Match, Sample } from './format.ts';
import type { InertView } from './views/inert.ts';
import type { Part } from './views/part.ts';

export const format: Format = {
  id: 'catboost',
  title: 'CatBoost model',
  specification: 'catboost/libs/model/model.cpp and flatbuffers/model.fbs',
  loading: 'load_model reads numbers and names and runs nothing.',
  extensions: ['cbm', 'model', 'bin'],
  identify: ({ head }: Sample): Match => (latin1(head, 0, 4) === 'CBM1' ? 'content' : 'no'),
  read(source, { budget }): InertView {
    const reader = new ByteReader(source, budget, { at: 4 });
    const length = reader.u32();
    if (length > reader.remaining) {
      throw new FormatError('FORMAT_TRUNCATED', 'the model core ends beyond the file', { offset: 4, value: length });
    }
    const end = reader.position + length;
    const core = readCore(new SliceSource(source, reader.position, end), budget);
    const view = { kind: 'inert' as const, format: 'catboost' };
    if (end === source.size) return { ...view, oddities: [], parts: core.parts };
    const range = { from: end, to: source.size };
    const rest: Part = { name: 'model parts', source: new SliceSource(source, end, source.size), range, stored: true };
    // Tables of categorical and text features follow when the core names them.
    if (core.hasParts) return { ...view, oddities: [], parts: [...core.parts, { ...rest, raw: true }] };
    const message = `${range.to - range.from} bytes follow the model, which names no further parts`;
    return {
      ...view,
      oddities: [{ kind: 'hidden-bytes', message, where: { offset: end } }],
      parts: [...core.parts, rest],
    };
  },
};

function readCore(
  core: ByteSource,
  budget: WorkBudget,
): { readonly hasParts: boolean; readonly parts: readonly Part[] } {
  const root = new FlatBuffer(core, budget).root();
  if (!/^FlabuffersModel_v\d/.test(root.text(fields.formatVersion) ?? '')) {
    throw new FormatError('FORMAT_MALFORMED', 'the model core has no known version', { offset: 8 });
  }
  if (root.table(fields.modelTrees) === undefined) {
    throw new FormatError('FORMAT_MALFORMED', 'the model core has no trees', { offset: 8 });
  }
  const parts = [...root.tables(fields.infoMap)].flatMap((pair: FlatTable) => {
    const part = pickledString(pair.text(0) ?? '', pair.text(1) ?? '');
    return part === undefined ? [] : [part];
  });
  return { hasParts: [...root.texts(fields.modelPartIds)].length > 0, parts };
}

const fields = { formatVersion: 0, modelTrees: 1, infoMap: 2, modelPartIds: 3 };
