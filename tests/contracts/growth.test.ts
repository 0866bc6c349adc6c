// Time of a scan over the size of the file: doubling a file may double the time, and must not multiply it. The exponent of
// time over size stays below 1.6 for every reader that can be given a file eight times as large. ASSAY_SLOW=1: larger files.
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { emptyPolicy } from '#flow/policy';
import { scan } from '#flow/scan';
import { buildUbjson, buildXgboostJson } from '#testkit/boosters';
import { buildPir } from '#testkit/coreml';
import { buildPdf } from '#testkit/documents';
import { buildGguf } from '#testkit/gguf';
import { buildHdf5 } from '#testkit/hdf5';
import { buildKerasModel } from '#testkit/keras';
import { buildNpy } from '#testkit/npy';
import { buildOnnx, buildOnnxTensor } from '#testkit/onnx';
import { assemble, buildPickle, type Code, call, global, int, op, text, tuple } from '#testkit/pickle';
import { buildRds, strings } from '#testkit/rds';
import { buildHeader, buildSafetensors } from '#testkit/safetensors';
import { buildTfrecord } from '#testkit/tables';
import { buildTar } from '#testkit/tar';
import { buildGraphDef } from '#testkit/tensorflow';
import { buildTflite } from '#testkit/tflite';
import { buildOpenvino, buildPmml } from '#testkit/xml';
import { buildZip } from '#testkit/zip-writer';

/** A file of `count` things. */
type Scaled = (count: number) => Uint8Array | string;

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const joined = (count: number, make: (index: number) => string, between = ''): string =>
  times(count, make).join(between);

/** Name of the file, how many things the smaller one has, and how it is built. */
const cases: readonly (readonly [name: string, count: number, build: Scaled])[] = [
  [
    'list.pkl',
    8000,
    (n) =>
      buildPickle(
        4,
        wide(n, (at) => text(`w${at}`)),
      ),
  ],
  [
    'calls.pkl',
    2000,
    (n) =>
      buildPickle(
        2,
        wide(n, (at) => call(global('a.b', `c${at}`), int(at))),
      ),
  ],
  [
    'tuples.pkl',
    8000,
    (n) =>
      buildPickle(
        4,
        wide(n, (at) => tuple(text(`w${at}`), int(at))),
      ),
  ],
  ['streams.pkl', 1000, (n) => assemble(...times(n, () => buildPickle(2, text('word'))))],
  [
    'names.pkl',
    500,
    (n) =>
      buildPickle(
        1,
        wide(n, (at) => global('collections', `n${at}`)),
      ),
  ],
  ['text.txt', 40_000, (n) => joined(n, (at) => `line ${at} of words\n`)],
  ['tokens.txt', 20_000, (n) => joined(n, () => 'hf_ AKIA -----BEGIN PRIVATE KEY----- ')],
  ['tree.json', 10_000, (n) => `[${joined(n, (at) => `{"a${at}":[${at},"b"]}`, ',')}]`],
  ['lines.json', 5000, (n) => joined(n, (at) => `{"a":${at}}\n`)],
  ['keys.json', 10_000, (n) => `{${joined(n, (at) => `"k${at}":"_target_"`, ',')}}`],
  ['keras.json', 1500, (n) => buildKerasModel(times(n, (at) => ({ class_name: 'Dense', config: { name: `d${at}` } })))],
  ['tokenizer_config.json', 600, (n) => JSON.stringify({ chat_template: '{% if a %}{{ b }}{% endif %}'.repeat(n) })],
  ['template.jinja', 600, (n) => '{% for m in messages %}{{ m["a" ~ "b"] }}{% endfor %}'.repeat(n)],
  ['tree.yaml', 1500, (n) => joined(n, (at) => `k${at}: {a: [1, b]}\n`)],
  ['source.py', 1000, (n) => joined(n, (at) => `def f${at}(a, b=os.path.join("x", "y")):\n    return a + ${at}\n`)],
  ['assignments.py', 1500, (n) => joined(n, (at) => `x${at + 1} = x${at} + "a"\n`)],
  ['requirements.txt', 5000, (n) => joined(n, (at) => `package-${at}==1.0\n`)],
  ['script.sh', 4000, (n) => joined(n, (at) => `echo ${at} | sort > out${at}\n`)],
  ['book.ipynb', 1500, (n) => JSON.stringify({ nbformat: 4, metadata: {}, cells: times(n, cell) })],
  ['model.pmml', 5000, (n) => buildPmml(joined(n, (at) => `<Node id="${at}"><True/></Node>`))],
  ['model.xml', 1500, (n) => buildOpenvino(times(n, () => ['Add', 'opset1']))],
  ['image.svg', 8000, (n) => `<svg xmlns="http://www.w3.org/2000/svg">${'<path d="M0 0"/>'.repeat(n)}</svg>`],
  ['document.pdf', 2000, (n) => buildPdf(...times(n, (at) => `<< /Length ${at} /Name (words) >>`))],
  ['members.zip', 800, (n) => buildZip(times(n, (at) => ({ name: `f/${at}.txt`, data: 'hello' })))],
  [
    'packed.zip',
    400,
    (n) =>
      buildZip(
        times(n, (at) => ({
          name: `${at}.pkl`,
          data: buildPickle(2, text('a')),
          deflate: true,
          packed: deflateRawSync(buildPickle(2, text('a'))),
        })),
      ),
  ],
  ['members.tar', 800, (n) => buildTar(times(n, (at) => ({ name: `f/${at}.txt`, content: Buffer.from('hello') })))],
  ['words.gz', 40_000, (n) => gzipSync(joined(n, (at) => `word ${at * 7919}\n`))],
  ['model.safetensors', 1500, (n) => safetensors(n)],
  [
    'metadata.safetensors',
    5000,
    (n) => buildSafetensors(buildHeader({}, Object.fromEntries(times(n, (at) => [`k${at}`, 'v'])))),
  ],
  ['model.gguf', 2000, (n) => buildGguf({ metadata: times(n, (at) => [`a.k${at}`, `value ${at}`]) })],
  [
    'array.npy',
    2000,
    (n) =>
      buildNpy(
        `{'descr': [${joined(n, (at) => `('f${at}', '<f4')`, ', ')}], 'fortran_order': False, 'shape': (1,)}`,
        Buffer.alloc(4 * n),
        2,
      ),
  ],
  [
    'model.onnx',
    3000,
    (n) => buildOnnx({ initializers: times(n, (at) => buildOnnxTensor(`w${at}`, Buffer.alloc(64))) }),
  ],
  [
    'graph.pb',
    3000,
    (n) =>
      buildGraphDef(
        times(n, () => ({ op: 'Add' })),
        { f: times(n, () => ({ op: 'Mul' })) },
      ),
  ],
  ['model.tflite', 1000, (n) => buildTflite({ operators: times(n, (at) => `Op${at % 50}`) })],
  ['inference.json', 1500, (n) => buildPir(times(n, () => 'add'))],
  ['model.h5', 600, (n) => buildHdf5({ entries: times(n, (at) => ({ kind: 'floats', name: `w${at}`, values: [1] })) })],
  ['state.msgpack', 3000, (n) => msgpack(n)],
  ['model.ubj', 5000, (n) => buildUbjson({ learner: times(n, (at) => ({ a: at })), version: [2, 0, 0] })],
  ['model.xgb.json', 3000, (n) => buildXgboostJson(Object.fromEntries(times(n, (at) => [`k${at}`, 'v'])))],
  ['words.rds', 5000, (n) => buildRds(strings(...times(n, (at) => `word ${at}`)))],
  ['records.tfrecord', 3000, (n) => buildTfrecord(...times(n, (at) => Buffer.from(`record ${at}`)))],
];

test.each(cases)('%s takes time in proportion to its size', async (name, count, build) => {
  const factor = process.env.ASSAY_SLOW === '1' ? 8 : 1;
  const small = contentOf(build(count * factor));
  const large = contentOf(build(count * factor * growth));
  const scale = Math.log(large.length / small.length);
  await cpuOf(name, small);
  let exponent = Number.POSITIVE_INFINITY;
  // Another process may take the processor or its cache away: a reader that is slow is slow every time.
  for (let attempt = 0; attempt < 4 && exponent > highestExponent; attempt += 1) {
    const before = Math.min(await cpuOf(name, small), await cpuOf(name, small));
    exponent = Math.min(exponent, Math.log((await cpuOf(name, large)) / before) / scale);
  }
  expect(exponent).toBeLessThanOrEqual(highestExponent);
});

const growth = 8;
const highestExponent = 1.6;
/** What a scan of nothing takes; below it a measurement says nothing. */
const leastCpuMs = 2;

function contentOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** Milliseconds of processor time of one scan. */
async function cpuOf(name: string, bytes: Uint8Array): Promise<number> {
  const start = process.cpuUsage();
  await scan([{ name, bytes }], { policy: emptyPolicy, version: '', ruleset: '' });
  const { user, system } = process.cpuUsage(start);
  return Math.max(leastCpuMs, (user + system) / 1000);
}

function cell(index: number): unknown {
  return { cell_type: 'code', metadata: {}, execution_count: 1, outputs: [], source: [`a = ${index}\n`] };
}

function safetensors(count: number): Uint8Array {
  const tensors = times(count, (at) => [`t${at}`, { dtype: 'F32', shape: [1], data_offsets: [4 * at, 4 * at + 4] }]);
  return buildSafetensors(buildHeader(Object.fromEntries(tensors)), Buffer.alloc(4 * count));
}

function wide(count: number, make: (index: number) => Code): Code {
  return [op('EMPTY_LIST'), op('MARK'), times(count, make), op('APPENDS')];
}

/** A map of short texts to themselves. */
function msgpack(count: number): Uint8Array {
  const start = Buffer.from([0xdf, 0, 0, 0, 0]);
  start.writeUInt32BE(count, 1);
  const words = times(count, (at) => Buffer.from(`\xa6${at + 100_000}`, 'latin1'));
  return Buffer.concat([start, ...words.flatMap((word) => [word, word])]);
}
