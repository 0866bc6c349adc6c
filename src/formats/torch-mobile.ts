// PyTorch mobile as a FlatBuffer (`.ptl`, identifier `PTMF`): byte code of the interpreter with the operators it calls.
// A `.ptl` that is a zip is read as TorchScript.
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import { FlatBuffer, type FlatTable } from './flatbuffers/flat-buffer.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'torch-mobile',
  title: 'PyTorch mobile model (FlatBuffer)',
  specification: 'https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/serialization/mobile_bytecode.fbs',
  loading: 'Read by PyTorch Mobile. It interprets byte code over registered operators; it has no Python.',
  extensions: ['ptl', 'ff'],
  identify: (sample: Sample): Match => (latin1(sample.head, 4, 8) === 'PTMF' ? 'content' : 'no'),
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const flat = new FlatBuffer(source, context.budget);
    const into = new GraphBuilder('torch-mobile', source, context.budget);
    const root = flat.root();
    for (const file of root.tables(module.extraFiles)) into.metadata(file.text(0) ?? '', file.text(1) ?? '');
    for (const value of root.tables(module.ivalues)) {
      if (value.u8(ivalue.type) !== functionType) continue;
      const method = value.table(ivalue.value);
      if (method !== undefined) readFunction(method, into);
    }
    for (const storage of root.tables(module.storageData)) {
      const data = storage.vector(0, 1);
      if (data !== undefined) into.raw('storage', data.at, data.at + data.length);
    }
    return into.build();
  },
};

const module = { extraFiles: 1, ivalues: 4, storageData: 6 };
const ivalue = { type: 0, value: 1 };
const functionType = 16;
const functionTable = { name: 0, operators: 2 };
const operatorTable = { name: 0, overloadName: 1 };

function readFunction(table: FlatTable, into: GraphBuilder): void {
  const name = table.text(functionTable.name) ?? '';
  for (const operator of table.tables(functionTable.operators)) {
    into.node({ operator: operator.text(operatorTable.name) ?? '', name, at: operator.at });
  }
}
