// Builds Core ML and Paddle models, plain and hostile.
import { concat, field, message } from './protobuf-writer.ts';
import type { Sample } from './sample.ts';

/** A Model whose kind is the message `content` in field `type`. */
export function buildCoreml(type: number, content: Uint8Array): Uint8Array {
  return message(field(1, 5), field(2, field(1, message(field(1, 'x')))), field(type, content));
}

/** A neural network whose layers have the given type numbers and contents. */
export function buildNetwork(layers: readonly (readonly [type: number, content: Uint8Array])[]): Uint8Array {
  return message(
    ...layers.map(([type, content], index) =>
      field(1, message(field(1, `layer${index}`), field(2, 'x'), field(3, 'y'), field(type, content))),
    ),
  );
}

/** A program of one function with one block with one operation per type; `file` is where the constant's weights lie. */
export function buildProgram(types: readonly string[], file = '@model_path/weights/weight.bin'): Uint8Array {
  const constant = message(
    field(1, 'const'),
    field(5, message(field(1, 'val'), field(2, field(5, message(field(1, file), field(2, 64)))))),
  );
  const operations = [constant, ...types.map((type) => field(1, type))].map((operation) => field(3, operation));
  const main = message(field(2, 'CoreML5'), field(3, message(field(1, 'CoreML5'), field(2, message(...operations)))));
  return message(field(1, 1), field(2, message(field(1, 'main'), field(2, main))));
}

/** A ProgramDesc with one block. */
export function buildPaddle(operators: readonly string[], texts: Readonly<Record<string, string>> = {}): Uint8Array {
  const attributes = Object.entries(texts).map(([name, value]) =>
    field(4, message(field(1, name), field(2, 2), field(5, value))),
  );
  return message(
    field(
      1,
      message(field(1, 0), field(2, 0), ...operators.map((type) => field(4, message(field(3, type), ...attributes)))),
    ),
    field(4, field(1, 0)),
  );
}

/** Combined Paddle parameters: float tensors of the given lengths. */
export function buildPaddleParams(lengths: readonly number[]): Uint8Array {
  return concat(
    lengths.map((length) => {
      const description = message(field(1, 5), field(2, length));
      const head = new Uint8Array(20);
      head[16] = description.length;
      return concat([head, description, Uint8Array.from({ length: length * 4 }, (_, index) => (index * 29) % 233)]);
    }),
  );
}

/** A PIR program of Paddle 3 with one block. */
export function buildPir(operators: readonly string[]): Uint8Array {
  const ops = operators.map((name, index) => ({ '#': `1.${name}`, A: [], I: [], O: [{ '%': index + 1 }] }));
  const program = { regions: [{ '#': 'region_0', blocks: [{ '#': 'block_0', args: [], ops }] }] };
  return new TextEncoder().encode(
    JSON.stringify({ base_code: { magic: 'pir', trainable: true, version: 4 }, program }),
  );
}

const weights = Uint8Array.from({ length: 300 }, (_, index) => (index * 31) % 227);
const custom = (className: string): Uint8Array => message(field(10, className), field(40, 'a description'));
const linked = (name: string, path: string): Uint8Array =>
  field(1, message(field(1, field(1, name)), field(2, field(1, path))));

export const samples: readonly Sample[] = [
  {
    name: 'network.mlmodel',
    build: () => buildCoreml(500, buildNetwork([[140, message(field(1, 3), field(20, field(1, weights)))]])),
    verdict: 'clean',
    because: 'a neural network of one standard layer',
  },
  {
    name: 'trees.mlmodel',
    build: () => buildCoreml(302, field(1, message(field(2, 1), field(3, new Uint8Array(8))))),
    verdict: 'clean',
    because: 'a tree ensemble',
  },
  {
    name: 'custom-layer.mlmodel',
    build: () => buildCoreml(403, buildNetwork([[500, custom('EvilLayer')]])),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a layer that calls a class of the application',
  },
  {
    name: 'custom-in-loop.mlmodel',
    build: () => buildCoreml(500, buildNetwork([[615, field(4, buildNetwork([[500, custom('Inner')]]))]])),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'the custom layer stands in the body of a loop',
  },
  {
    name: 'custom-model.mlmodel',
    build: () => buildCoreml(555, custom('EvilModel')),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'the whole model is a class of the application',
  },
  {
    name: 'custom-in-pipeline.mlmodel',
    build: () => buildCoreml(200, field(1, field(1, buildCoreml(555, custom('EvilModel'))))),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a custom model inside a pipeline',
  },
  {
    name: 'linked.mlmodel',
    build: () => buildCoreml(556, linked('../../other', '/tmp')),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'the linked model lies outside the folder',
  },
  {
    name: 'program.mlmodel',
    build: () => buildCoreml(502, buildProgram(['conv', 'relu'])),
    verdict: 'incomplete',
    check: 'graph-external-file',
    because: 'the weights of the program are not there to be scanned',
  },
  {
    name: 'program-escape.mlmodel',
    build: () => buildCoreml(502, buildProgram(['conv'], '@model_path/../../secret')),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'the weights are read from outside the package',
  },
  {
    name: 'plain.pdmodel',
    build: () => buildPaddle(['feed', 'conv2d', 'relu', 'fetch']),
    verdict: 'clean',
    because: 'standard operators of Paddle',
  },
  {
    name: 'py-func.pdmodel',
    build: () => buildPaddle(['feed', 'py_func']),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'py_func calls Python',
  },
  {
    name: 'save.pdmodel',
    build: () => buildPaddle(['save_combine'], { file_path: '/home/user/.bashrc' }),
    verdict: 'malicious',
    check: 'graph-file-access',
    because: 'the program writes a file',
  },
  {
    name: 'custom.pdmodel',
    build: () => buildPaddle(['my_custom_relu']),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'an operator of a library of its own',
  },
  {
    name: 'plain.pdiparams',
    build: () => buildPaddleParams([16, 80]),
    verdict: 'clean',
    because: 'two tensors of numbers',
  },
  {
    name: 'truncated.pdiparams',
    build: () => buildPaddleParams([16, 80]).subarray(0, 200),
    verdict: 'incomplete',
    because: 'the second tensor ends in the middle',
  },
  {
    name: 'inference.json',
    build: () => buildPir(['data', 'matmul', 'fetch']),
    verdict: 'clean',
    because: 'standard operators of Paddle 3',
  },
  {
    name: 'py-func.json',
    build: () => buildPir(['data', 'py_func']),
    verdict: 'malicious',
    check: 'graph-code-operator',
    because: 'py_func calls Python',
  },
];
