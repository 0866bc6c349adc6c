// ExecuTorch programs (`.pte`, identifier `ET12`): execution plans over registered operators and delegates, and data
// segments behind the FlatBuffer.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import { FlatBuffer, type FlatTable } from './flatbuffers/flat-buffer.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'executorch',
  title: 'ExecuTorch program',
  specification: 'https://github.com/pytorch/executorch/blob/main/schema/program.fbs',
  loading:
    'Read by ExecuTorch on devices. Operators and delegates are compiled into the application; it has no Python.',
  extensions: ['pte'],
  identify: (sample: Sample): Match => {
    if (/^ET\d\d$/.test(latin1(sample.head, 4, 8))) return 'content';
    return sample.extension === 'pte' ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const flat = new FlatBuffer(source, context.budget);
    const into = new GraphBuilder('executorch', source, context.budget);
    const root = flat.root();
    for (const plan of root.tables(program.executionPlan)) readPlan(plan, into);
    for (const field of [program.constantBuffer, program.backendDelegateData]) {
      for (const entry of root.tables(field)) {
        const data = entry.vector(0, 1);
        if (data !== undefined) into.raw('data', data.at, data.at + data.length);
      }
    }
    readSegments(root, flat, into);
    return into.build();
  },
};

const program = { executionPlan: 1, constantBuffer: 2, backendDelegateData: 3, segments: 4 };
const executionPlan = { name: 0, operators: 6, delegates: 7 };
const operatorTable = { name: 0 };
const backendDelegate = { id: 0 };
const dataSegment = { offset: 0, size: 1 };

function readPlan(plan: FlatTable, into: GraphBuilder): void {
  const name = plan.text(executionPlan.name) ?? '';
  for (const operator of plan.tables(executionPlan.operators)) {
    into.node({ operator: operator.text(operatorTable.name) ?? '', name, at: operator.at });
  }
  for (const delegate of plan.tables(executionPlan.delegates)) {
    const id = delegate.text(backendDelegate.id) ?? '';
    into.node({
      domain: shippedDelegates.has(id) ? 'delegate' : 'foreign delegate',
      operator: id,
      name,
      at: delegate.at,
    });
  }
}

/** Segments lie at offsets from the segment base in the extended header `eh00` at byte 8. */
function readSegments(root: FlatTable, flat: FlatBuffer, into: GraphBuilder): void {
  const hasHeader = flat.size >= 32 && flat.bytes.u32(8) === extendedHeader;
  const base = hasHeader ? flat.bytes.u64(24) : 0;
  let index = 0;
  for (const segment of root.tables(program.segments)) {
    const from = base + segment.u64(dataSegment.offset);
    const to = from + segment.u64(dataSegment.size);
    if (to > flat.size)
      throw new FormatError('FORMAT_TRUNCATED', 'a segment ends behind the file', { offset: segment.at });
    into.raw(`segment ${index}`, from, to);
    index += 1;
  }
}

// "eh00", little endian.
const extendedHeader = 0x30306865;

const shippedDelegates: ReadonlySet<string> = new Set([
  'XnnpackBackend',
  'CoreMLBackend',
  'MPSBackend',
  'VulkanBackend',
  'QnnBackend',
  'EthosUBackend',
  'VgfBackend',
  'OpenvinoBackend',
  'NeuropilotBackend',
  'CadenceBackend',
  'EnnBackend',
  'CudaBackend',
  'MetalBackend',
  'AotiBackend',
]);
