// Proofs verify in a browser: the modules that verify, bundled for a page, run by a real Chromium without a network.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { utf8 } from '#log/bytes';
import { encodeVerifierKey } from '#log/note-key';
import { createNoteSigner } from '#log/note-signer';
import { proveEntry } from '#log/prove-entry';
import { requestCosignature } from '#log/request-cosignature';
import { addCheckpoint } from '#log/witness';
import { buildMemoryLog, memoryCheckpointStore } from '#testkit/log';

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (browser === undefined) console.warn('There is no Chromium; that proofs verify in a browser is not tested.');
const source = fileURLToPath(new URL('../../src/log/', import.meta.url));

const program = `
import { parseVerifierKey } from '${source}note-key.ts';
import { verifyTlogProof } from '${source}verify-tlog-proof.ts';
import { webCryptography } from '${source}web-cryptography.ts';
import { simplePolicy } from '${source}witness-policy.ts';

const { logKey, witnessKey, proof, entries } = globalThis.given;
const cryptography = webCryptography(crypto.subtle);
const bytes = (text) => new TextEncoder().encode(text);
const answers = [];
const policy = simplePolicy([await parseVerifierKey(logKey, cryptography)], [await parseVerifierKey(witnessKey, cryptography)]);
for (const entry of entries) {
  try {
    const { index, checkpoint } = await verifyTlogProof(bytes(proof), bytes(entry), policy, cryptography);
    answers.push(index + ' of ' + checkpoint.size);
  } catch (error) {
    answers.push(error.code ?? String(error));
  }
}
document.body.textContent = 'answers: ' + answers.join(', ') + '.';
`;

test.skipIf(browser === undefined)('Chromium verifies a proof, and refuses another entry', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-browser-'));
  try {
    const log = await buildMemoryLog([300]);
    const cosigner = await createNoteSigner('witness.example/w1', 'cosignature-ed25519');
    const store = memoryCheckpointStore();
    const parts = { signers: [cosigner], logKeys: () => [log.signer.key], storeOf: () => store, now: () => 1 };
    const post = async (body: string) => addCheckpoint(parts, utf8(body));
    await requestCosignature({ storage: log.storage, logKey: log.signer.key, witnessKey: cosigner.key, post });
    const given = {
      logKey: encodeVerifierKey(log.signer.key),
      witnessKey: encodeVerifierKey(cosigner.key),
      proof: await proveEntry(log.storage, 123),
      entries: ['entry 123', 'entry 124'],
    };
    const page = join(folder, 'page.html');
    // The words of a page end at "<"; JSON may write it otherwise.
    const json = JSON.stringify(given).replaceAll('<', '\\u003c');
    const code = (await bundled(folder)).replaceAll('</script', '<\\/script');
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8"><body>waiting<script>globalThis.given=${json}</script><script type="module">${code}</script>`,
    );
    expect(await domOf(page, join(folder, 'profile'))).toContain('answers: 123 of 300, LOG_PROOF.');
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function bundled(folder: string): Promise<string> {
  const input = join(folder, 'program.js');
  writeFileSync(input, program);
  // What needs Node cannot be resolved for a browser, and would fail here.
  const bundle = await rolldown({
    input,
    platform: 'browser',
    resolve: { alias: { '#core': join(source, '../core') }, extensions: ['.ts', '.js'] },
    onLog: (_level, { message }) => {
      throw new Error(message);
    },
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const text = output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
  expect(text).not.toMatch(/from ["']node:/);
  return text;
}

async function domOf(page: string, profile: string): Promise<string> {
  const words = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--virtual-time-budget=20000',
    `--user-data-dir=${profile}`,
    '--dump-dom',
    `file://${page}`,
  ];
  const { stdout } = await promisify(execFile)(browser ?? '', words, { timeout: 50_000, maxBuffer: 1 << 26 });
  return stdout;
}
