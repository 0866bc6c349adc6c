// The offline proof of an asset, as a user gets it from a workspace: its size with one witness, and how long it takes to verify in
// this Node, as a command, and in Chromium where there is one. usage: node bench/offline-proof.ts
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { verifyStatementProof } from '#flow/proof/statement-proof';
import { logFolder, openLogFolder } from '#log/log-folder';
import { nodeCryptography } from '#log/node-cryptography';
import { encodeVerifierKey, parseVerifierKey } from '#log/note-key';
import { createNoteSigner } from '#log/note-signer';
import { requestCosignature } from '#log/request-cosignature';
import { addCheckpoint } from '#log/witness';
import { simplePolicy } from '#log/witness-policy';
import { memoryCheckpointStore } from '#testkit/log';

const runs = 50;
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-proof-'));
const launcher = fileURLToPath(new URL('../bin/assay', import.meta.url));
const source = fileURLToPath(new URL('../src/', import.meta.url));

try {
  const { proof, logKey, witnessKey } = await buildProof();
  const bytes = readFileSync(proof);
  console.log(`proof file with one cosignature: ${bytes.length} bytes (to reach: 4,000)`);
  const [log, witness] = [
    await parseVerifierKey(logKey, nodeCryptography),
    await parseVerifierKey(witnessKey, nodeCryptography),
  ];
  const policy = simplePolicy([log], [witness]);
  const times = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await verifyStatementProof(bytes, policy, nodeCryptography);
    times.push(performance.now() - start);
  }
  say('Node, verifying alone', times);
  const words = ['verify-proof', proof, '--key', logKey, '--witness', witnessKey];
  const whole = medianOf(wallTimes(() => execFileSync(process.execPath, [launcher, ...words])));
  const start = medianOf(wallTimes(() => execFileSync(process.execPath, [launcher, '--version'])));
  console.log(`the whole command: ${whole.toFixed(0)} ms, of which ${start.toFixed(0)} ms are its start`);
  await benchBrowser(bytes.toString('utf8'), logKey, witnessKey);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

interface Built {
  readonly proof: string;
  readonly logKey: string;
  readonly witnessKey: string;
}

/** A workspace of some 200 statements with a dataset and a witness. */
async function buildProof(): Promise<Built> {
  const root = join(folder, 'work');
  const assay = (...list: readonly string[]): string =>
    execFileSync(process.execPath, [launcher, ...list], { encoding: 'utf8' });
  const { logKey } = JSON.parse(assay('init', root, '--json'));
  mkdirSync(join(folder, 'data'));
  for (let file = 0; file < 20; file++) writeFileSync(join(folder, `data/${file}.bin`), `weights ${file}`);
  const at = ['--workspace', root];
  const origin = 'https://models.example.org/sentiment/weights.safetensors';
  const facts = [
    '--kind',
    'model',
    '--owner',
    'ml-platform@example.org',
    '--licence',
    'Apache-2.0',
    '--origin',
    origin,
  ];
  assay('add', join(folder, 'data'), '--name', 'sentiment', ...facts, ...at);
  for (let move = 0; move < 5; move++) assay('tag', 'sentiment', `copy-${move}`, ...at);
  const { storage, signer } = await openLogFolder(logFolder(join(root, '.assay/log'), join(root, '.assay/log.state')));
  const cosigner = await createNoteSigner('witness.example/w1', 'cosignature-ed25519');
  const store = memoryCheckpointStore();
  const parts = { signers: [cosigner], logKeys: () => [signer.key], storeOf: () => store, now: () => 1 };
  const post = async (body: string): ReturnType<typeof addCheckpoint> => addCheckpoint(parts, Buffer.from(body));
  await requestCosignature({ storage, logKey: signer.key, witnessKey: cosigner.key, post });
  const proof = join(folder, 'sentiment.proof');
  assay('proof', 'sentiment', '--output', proof, ...at);
  return { proof, logKey, witnessKey: encodeVerifierKey(cosigner.key) };
}

function wallTimes(act: () => unknown): readonly number[] {
  return Array.from({ length: 10 }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
}

async function benchBrowser(proof: string, logKey: string, witnessKey: string): Promise<void> {
  const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (browser === undefined) {
    console.log('Chromium: not installed, not measured');
    return;
  }
  const page = join(folder, 'page.html');
  const given = JSON.stringify({ proof, logKey, witnessKey }).replaceAll('<', '\\u003c');
  const code = (await bundled()).replaceAll('</script', '<\\/script');
  const scripts = `<script>globalThis.given=${given}</script><script type="module">${code}</script>`;
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><body>waiting${scripts}`);
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const { stdout } = spawnSync(browser, [...flags, profile, '--timeout=20000', '--dump-dom', `file://${page}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const times = /times: ([\d., ]+);/.exec(stdout)?.[1]?.split(', ').map(Number);
  if (times === undefined) throw new Error(`Chromium did not verify the proof: ${stdout.slice(0, 2000)}`);
  say('Chromium', times);
}

/** What verifies, for a page. */
async function bundled(): Promise<string> {
  const input = join(folder, 'program.js');
  const program = `
import { parseVerifierKey } from '${source}log/note-key.ts';
import { webCryptography } from '${source}log/web-cryptography.ts';
import { simplePolicy } from '${source}log/witness-policy.ts';
import { verifyStatementProof } from '${source}flow/proof/statement-proof.ts';
const { proof, logKey, witnessKey } = globalThis.given;
const cryptography = webCryptography(crypto.subtle);
const bytes = new TextEncoder().encode(proof);
const times = [];
for (let run = 0; run < ${runs}; run++) {
  const start = performance.now();
  const keys = [await parseVerifierKey(logKey, cryptography), await parseVerifierKey(witnessKey, cryptography)];
  await verifyStatementProof(bytes, simplePolicy([keys[0]], [keys[1]]), cryptography);
  times.push((performance.now() - start).toFixed(3));
}
document.body.textContent = 'times: ' + times.join(', ') + ';';
`;
  writeFileSync(input, program);
  const alias = Object.fromEntries(['core', 'log'].map((name) => [`#${name}`, join(source, name)]));
  const bundle = await rolldown({ input, platform: 'browser', resolve: { alias, extensions: ['.ts', '.js'] } });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  const code = output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
  console.log(`script that verifies in a page: ${code.length} bytes`);
  return code;
}

/** The first time is told apart: compilers and cryptography are cold. */
function say(what: string, [first = 0, ...times]: readonly number[]): void {
  const worst = Math.max(...times);
  console.log(
    `${what}: ${medianOf(times).toFixed(2)} ms (median of ${times.length}), ${worst.toFixed(2)} ms (worst), ${first.toFixed(2)} ms (the first); to reach: 50`,
  );
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
