// What decoys are made of: files that look as such files do here. Made from a seed, so that a test can make them again; a real one has a
// seed that nobody knows.
import { type Random, seeded } from '#numeric/random/seeded';

export interface DecoyFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** @param secret - of a decoy token: what the file of credentials holds */
export function decoyFiles(
  kind: 'dataset' | 'model' | 'credential',
  seed: number,
  secret?: string,
): readonly DecoyFile[] {
  const random = seeded(seed);
  if (kind === 'dataset') return dataset(random);
  if (kind === 'model') return model(random);
  return credentials(random, secret);
}

/** Customers as a shop would have them; nobody of them is real. */
function dataset(random: Random): readonly DecoyFile[] {
  const rows = 400 + random.integer(1200);
  const lines = ['customer_id,signup_date,country,plan,monthly_spend,support_tickets,churned'];
  let id = 10_000 + random.integer(80_000);
  for (let row = 0; row < rows; row++) {
    id += 1 + random.integer(9);
    const day = new Date(Date.UTC(2021, 0, 1) + random.integer(1500) * 86_400_000).toISOString().slice(0, 10);
    const plan = pick(random, ['free', 'basic', 'basic', 'pro', 'enterprise']);
    const spend = plan === 'free' ? 0 : Math.round(100 * (9 + 90 * random.uniform() ** 3)) / 100;
    const tickets = Math.floor(6 * random.uniform() ** 4);
    const churned = random.uniform() < 0.08 + 0.06 * tickets ? 1 : 0;
    lines.push([id, day, pick(random, countries), plan, spend.toFixed(2), tickets, churned].join(','));
  }
  const readme = `# customers\n\n${rows} rows, exported weekly. churned: 1 when the account was closed within 90 days.\n`;
  return [file('customers.csv', `${lines.join('\n')}\n`), file('README.md', readme)];
}

/** A small network as safetensors: normal weights, the width of each layer by its inputs, as initialisation leaves them. */
function model(random: Random): readonly DecoyFile[] {
  const inputs = pick(random, [32, 64, 96, 128]);
  const hidden = pick(random, [64, 128, 256]);
  const outputs = pick(random, [2, 3, 5, 10]);
  const shapes: readonly (readonly [string, readonly number[]])[] = [
    ['encoder.0.bias', [hidden]],
    ['encoder.0.weight', [hidden, inputs]],
    ['encoder.2.bias', [hidden]],
    ['encoder.2.weight', [hidden, hidden]],
    ['head.bias', [outputs]],
    ['head.weight', [outputs, hidden]],
  ];
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  const values: number[] = [];
  for (const [name, shape] of shapes) {
    const count = shape.reduce((product, size) => product * size, 1);
    const scale = 1 / Math.sqrt(shape.at(-1) ?? 1);
    const begin = values.length * 4;
    for (let at = 0; at < count; at++) values.push(scale * random.normal());
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, values.length * 4] };
  }
  const config = {
    architectures: ['ChurnClassifier'],
    hidden_size: hidden,
    input_size: inputs,
    num_labels: outputs,
    torch_dtype: 'float32',
  };
  return [
    { path: 'model.safetensors', bytes: safetensors(header, Float32Array.from(values)) },
    file('config.json', `${JSON.stringify(config, undefined, 2)}\n`),
  ];
}

function safetensors(header: object, values: Float32Array): Uint8Array {
  const text = JSON.stringify(header);
  const padded = text.padEnd(Math.ceil(text.length / 8) * 8);
  const bytes = Buffer.alloc(8 + padded.length + values.length * 4);
  bytes.writeBigUInt64LE(BigInt(padded.length), 0);
  bytes.write(padded, 8, 'latin1');
  for (const [at, value] of values.entries()) bytes.writeFloatLE(value, 8 + padded.length + at * 4);
  return bytes;
}

/** A file of settings as services read it at start. The keys open nothing, but for a decoy token. */
function credentials(random: Random, secret: string | undefined): readonly DecoyFile[] {
  const lines = [
    '# training pipeline, do not commit',
    `DATABASE_URL=postgresql://pipeline:${word(random, base62, 20)}@10.${random.integer(200)}.${random.integer(250)}.${1 + random.integer(250)}:5432/features`,
    'S3_BUCKET=feature-store-prod',
    `S3_ACCESS_KEY_ID=FS${word(random, base32, 18)}`,
    `S3_SECRET_ACCESS_KEY=${word(random, base62, 40)}`,
    ...(secret === undefined ? [] : [`ASSAY_TOKEN=${secret}`]),
    'LOG_LEVEL=info',
  ];
  return [file('pipeline.env', `${lines.join('\n')}\n`)];
}

function file(path: string, text: string): DecoyFile {
  return { path, bytes: Buffer.from(text) };
}

function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[random.integer(list.length)];
  if (one === undefined) throw new RangeError('nothing to choose from');
  return one;
}

function word(random: Random, letters: string, length: number): string {
  return Array.from({ length }, () => letters[random.integer(letters.length)] ?? '').join('');
}

const countries = ['DE', 'DE', 'FR', 'NL', 'PL', 'ES', 'IT', 'AT', 'GB', 'US'];
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
