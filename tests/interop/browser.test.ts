// Proofs verify in a browser: the modules that verify, bundled for a page, run by a real Chromium without a network.
import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { canonicalJson } from '#core/canonical-json';
import { sha256 } from '#core/digest';
import { encodeLeafOf, encodeStatementProof } from '#flow/proof/statement-proof';
import { utf8 } from '#log/bytes';
import { LogWriter } from '#log/log-writer';
import { encodeVerifierKey } from '#log/note-key';
import { createNoteSigner } from '#log/note-signer';
import { proveEntry } from '#log/prove-entry';
import { requestCosignature } from '#log/request-cosignature';
import { parseTlogProof } from '#log/tlog-proof';
import { addCheckpoint } from '#log/witness';
import { createKeyPair } from '#sign/create-key-pair';
import { signEnvelope } from '#sign/envelope';
import { KeySigner } from '#sign/key-signer';
import { buildMemoryLog, memoryCheckpointStore } from '#testkit/log';

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (browser === undefined) console.warn('There is no Chromium; that proofs verify in a browser is not tested.');
const source = fileURLToPath(new URL('../../src/log/', import.meta.url));
const folders = Object.fromEntries(['core', 'log'].map((name) => [`#${name}`, join(source, '..', name)]));

const program = `
import { parseVerifierKey } from '${source}note-key.ts';
import { verifyTlogProof } from '${source}verify-tlog-proof.ts';
import { webCryptography } from '${source}web-cryptography.ts';
import { simplePolicy } from '${source}witness-policy.ts';
import { verifyStatementProof } from '${source}../flow/proof/statement-proof.ts';

const { logKey, witnessKey, proof, entries, statementLogKey, statementProof } = globalThis.given;
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
const logPolicy = simplePolicy([await parseVerifierKey(statementLogKey, cryptography)], [], 0);
for (const file of [statementProof, statementProof.replace('index 40', 'index 39')]) {
  try {
    answers.push((await verifyStatementProof(bytes(file), logPolicy, cryptography)).statement.predicate.name);
  } catch (error) {
    answers.push(error.code ?? String(error));
  }
}
document.body.textContent = 'answers: ' + answers.join(', ') + '.';
`;

test.skipIf(browser === undefined)(
  'Chromium verifies proofs of an entry and of a statement, and refuses others',
  async () => {
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
        ...(await provenStatement()),
      };
      const page = join(folder, 'page.html');
      // The words of a page end at "<"; JSON may write it otherwise.
      const json = JSON.stringify(given).replaceAll('<', '\\u003c');
      const code = (await bundled(folder)).replaceAll('</script', '<\\/script');
      writeFileSync(
        page,
        `<!doctype html><meta charset="utf-8"><body>waiting<script>globalThis.given=${json}</script><script type="module">${code}</script>`,
      );
      expect(await domOf(page, join(folder, 'profile'))).toContain(
        'answers: 123 of 300, LOG_PROOF, reviews, LOG_PROOF.',
      );
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);

async function provenStatement(): Promise<{ readonly statementLogKey: string; readonly statementProof: string }> {
  const log = await buildMemoryLog([40]);
  const signer = new KeySigner(createPrivateKey(createKeyPair('ed25519').privatePem));
  const payload = utf8(canonicalJson({ predicate: { name: 'reviews' } }));
  const envelope = utf8(canonicalJson({ ...(await signEnvelope('application/vnd.in-toto+json', payload, [signer])) }));
  const at = '2026-11-22T04:00:00.000Z';
  const leaf = encodeLeafOf(at, sha256(envelope));
  await new LogWriter(log).append([leaf]);
  const keys = [signer.publicKey.export({ type: 'spki', format: 'der' })];
  const proof = parseTlogProof(utf8(await proveEntry(log.storage, leaf)));
  return {
    statementLogKey: encodeVerifierKey(log.signer.key),
    statementProof: encodeStatementProof(proof, { at, envelope, keys }),
  };
}

async function bundled(folder: string): Promise<string> {
  const input = join(folder, 'program.js');
  writeFileSync(input, program);
  // What needs Node cannot be resolved for a browser, and would fail here.
  const bundle = await rolldown({
    input,
    platform: 'browser',
    resolve: { alias: folders, extensions: ['.ts', '.js'] },
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
