// Writes examples/: small files of every verdict, made by the builders of the tests. Nothing in them does harm: the one that
// runs a command makes an empty file. With --check nothing is written; the exit code is 1 when a file is not what it should be.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildGguf } from '#testkit/gguf';
import { buildPickle, call, float, global, list, newObj, text } from '#testkit/pickle';
import { buildHeader, buildSafetensors } from '#testkit/safetensors';
import { buildTorchZip, stateDict } from '#testkit/torch-zip';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../examples');
const numbers = new Uint8Array(new Float32Array([0.5, -1.25, 3, 0.001]).buffer);
const weights = buildSafetensors(
  buildHeader({ weight: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } }, { format: 'pt' }),
  numbers,
);

const command = buildPickle(2, call(global('posix', 'system'), text('touch assay-example-was-loaded')));
const torchMembers = [
  { name: '/byteorder', data: 'little' },
  { name: '/data/0', data: numbers },
  { name: '/version', data: '3\n' },
];

const examples: Readonly<Record<string, Uint8Array>> = {
  'clean/weights.safetensors': weights,
  'clean/settings.pkl': buildPickle(
    4,
    call(
      global('collections', 'OrderedDict'),
      list(list(text('learning_rate'), float(0.001)), list(text('note'), text('os.system is only a word here'))),
    ),
  ),
  'clean/model.pt': buildTorchZip([{ name: '/data.pkl', data: stateDict(4) }, ...torchMembers]),
  'malicious/command.pkl': command,
  'malicious/chat-template.gguf': buildGguf({
    metadata: [
      ['general.architecture', 'llama'],
      [
        'tokenizer.chat_template',
        '{{ cycler.__init__.__globals__.os.popen("touch assay-example-was-loaded").read() }}',
      ],
    ],
    tensors: [{ name: 'token_embd.weight', shape: [4], type: 0, bytes: 16 }],
  }),
  'malicious/model.pt': buildTorchZip([{ name: '/data.pkl', data: command }, ...torchMembers]),
  'suspicious/own-class.pkl': buildPickle(2, newObj(global('my_project.layers', 'Attention'))),
  'suspicious/config.json': new TextEncoder().encode(
    `${JSON.stringify({ model_type: 'custom', auto_map: { AutoModel: 'modeling_custom.CustomModel' } }, null, 2)}\n`,
  ),
  'incomplete/cut.safetensors': weights.subarray(0, weights.length - 6),
};

const wrong = Object.entries(examples).filter(([name, bytes]) => !isWritten(join(folder, name), bytes));

if (process.argv.includes('--check')) {
  for (const [name] of wrong) console.error(`examples/${name} is not what tools/build-examples.ts makes`);
  if (wrong.length > 0) process.exitCode = 1;
} else {
  for (const [name, bytes] of wrong) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

function isWritten(path: string, bytes: Uint8Array): boolean {
  return existsSync(path) && readFileSync(path).equals(bytes);
}
