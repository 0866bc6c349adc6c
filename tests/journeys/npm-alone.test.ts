// Installing by npm alone is enough to train: an empty home, install scripts off, a proxy that lets only the registry
// through. Slow (it packs this checkout and fetches 110 MB), so it runs with ASSAY_SLOW=1.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../scripts/assay-process.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-npm-'));
// Two installed trees: removing them takes a while too.
afterAll(() => rmSync(base, { recursive: true, force: true }), 120_000);

const trainProgram = `
import { trainInParallel } from './node_modules/assay/dist/jobs/training/train-in-parallel.js';
const labels = Int32Array.from({ length: 40 }, (_, row) => row % 2);
const values = Float32Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? labels[i / 2] : 1));
const network = { kind: 'logistic-regression', inputs: 2, classes: 2 };
const task = { network, rows: [...labels.keys()], epochs: 5, batch: 10, rate: 0.1, seed: 1 };
try {
  // The workers run the command itself, out of its bundle.
  const worker = new URL('./node_modules/assay/bin/assay', import.meta.url);
  const [one, two] = await trainInParallel([task, task], { values, width: 2, labels }, { worker, workers: 2 });
  console.log(JSON.stringify({ engine: one.record.engine.name, same: one.record.weights === two.record.weights, losses: [...one.losses] }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
`;

test.skipIf(process.env.ASSAY_SLOW === undefined)(
  'the packed package and onnxruntime-node train, fetched from the registry alone (with ASSAY_SLOW=1)',
  async () => {
    const asked = new Set<string>();
    const proxy = createServer((_, response) => response.writeHead(403).end());
    proxy.on('connect', ({ url = '' }, client, head) => {
      asked.add(url);
      if (url !== registry) {
        client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const server = connect(443, url.split(':')[0], () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        server.write(head);
        server.pipe(client).pipe(server);
      });
      for (const socket of [server, client]) {
        socket.on('error', () => {
          server.destroy();
          client.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const home = join(base, 'home');
    const project = join(base, 'project');
    for (const folder of [home, project]) mkdirSync(folder);
    const run = (program: string, ...words: readonly string[]): Promise<string> =>
      output(program, words, project, {
        HOME: home,
        HTTPS_PROXY: `http://127.0.0.1:${port}`,
        HTTP_PROXY: `http://127.0.0.1:${port}`,
      });
    try {
      writeFileSync(join(project, 'package.json'), '{ "name": "project", "private": true }');
      writeFileSync(join(project, 'train.mjs'), trainProgram);
      await run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', packed());
      const without = JSON.parse(await run(process.execPath, 'train.mjs'));
      expect(without.code).toBe('NUMERIC_ENGINE_MISSING');
      expect(without.message).toContain('npm install onnxruntime-node --ignore-scripts');
      await run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', 'onnxruntime-node@1.30.0');
      const trained = JSON.parse(await run(process.execPath, 'train.mjs'));
      expect(trained).toMatchObject({ engine: 'onnxruntime-node cpu', same: true });
      expect(Math.max(...trained.losses)).toBeLessThan(Math.LN2);
      expect([...asked]).toEqual([registry]);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  },
  900_000,
);

/** The package as it would be published, made of a copy: the checkout itself is not built anew. */
function packed(): string {
  const copy = join(base, 'copy');
  mkdirSync(copy);
  const files = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const archive = execFileSync('tar', ['-c', '--null', '-T', '-', '--ignore-failed-read'], {
    cwd: root,
    input: files,
    maxBuffer: 1 << 29,
  });
  execFileSync('tar', ['-x'], { cwd: copy, input: archive });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const tool of ['generate-lists', 'build']) execFileSync(process.execPath, [`tools/${tool}.ts`], { cwd: copy });
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', base], { cwd: copy, stdio: 'ignore' });
  return join(base, readdirSync(base).find((name) => name.endsWith('.tgz')) ?? '');
}

/** What a program writes. The proxy runs in this process, so it is waited for without blocking. */
function output(
  program: string,
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { PATH = '', NODE_EXTRA_CA_CERTS } = process.env;
  const trust = NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS };
  const child = spawn(program, words, { cwd, env: { PATH, ...trust, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [text, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`${program}: ${errors}`))));
  });
}

/** Host and port of the registry that npm is set up with. */
const registry: string = registryOf(execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }));

function registryOf(address: string): string {
  const { hostname, port, protocol } = new URL(address.trim());
  return `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`;
}
