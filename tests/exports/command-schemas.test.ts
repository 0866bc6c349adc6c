// What commands print with --json follows its published schema: each schema is tested on what the real command answers.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { openWitnessFolder } from '#log/witness-folder';
import { startWitnessServer } from '#server/witness-server';
import { buildCertificate } from '#testkit/certificates';
import { answerRequest, buildAuthority } from '#testkit/timestamps';
import { assayHere } from '../scripts/assay-here.ts';

const schemas = join(import.meta.dirname, '../../docs/schema');
const base = mkdtempSync(join(tmpdir(), 'assay-schemas-'));
afterAll(() => rmSync(base, { recursive: true }));
const at = (name: string): string => join(base, name);
const put = (name: string, text: string): string => {
  writeFileSync(at(name), text, { mode: 0o600 });
  return at(name);
};

function schemaOf(name: string): ValidateFunction {
  return new Ajv({ strict: true }).compile(JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8')));
}

/** Runs a command and checks its document. @returns the document */
async function valid(kind: string, words: readonly string[], code = 0): Promise<Record<string, string>> {
  const answer = await assayHere([...words, '--json']);
  expect([answer.stderr, answer.code]).toEqual(['', code]);
  const document = JSON.parse(answer.stdout);
  expect(document.schema).toBe(`assay.${kind}/1`);
  const validate = schemaOf(`assay.${kind}-1`);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  // Nothing is left open: a member that the schema does not know is a mistake in one of the two.
  expect(validate({ ...document, unknown: 1 })).toBe(false);
  return document;
}

test('keys, signatures, timestamps', async () => {
  await valid('key', ['keys', 'create', at('key')]);
  await valid('key', ['keys', 'show', at('key.pub')]);
  await valid('key', ['keys', 'create', at('ed25519'), '--kind', 'ed25519']);
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  await valid('key', ['keys', 'create', at('sealed'), '--recipient', recipient]);
  await valid('key', ['keys', 'show', at('sealed'), '--identity', put('identity', `${identity}\n`)]);
  mkdirSync(at('model'));
  put('model/weights', 'weights');
  put('model/.gitignore', '*');
  await valid('sign', ['sign', at('model'), '--key', at('key'), '--output', at('a.sig')]);
  const verifying = ['verify', at('model'), '--signature', at('a.sig')];
  await valid('verify', [...verifying, '--key', at('key.pub')]);
  await valid('sign', ['sign', at('model'), '--key', at('key'), '--output', at('b.sig'), '--shards', '4']);

  const { key, pem } = buildCertificate({ subject: 'Signer' });
  const certificate = put('cert.pem', pem);
  const own = put('own', key.export({ type: 'pkcs8', format: 'pem' }).toString());
  await valid('sign', ['sign', at('model'), '--key', own, '--cert', certificate, '--output', at('a.sig')]);
  await valid('verify', [...verifying, '--trust-root', certificate]);

  const authority = buildAuthority();
  const server = createServer({ keepAlive: false }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(answerRequest(authority, Buffer.concat(chunks), '20260601120000.5Z'));
  });
  const root = put('tsa.pem', authority.root.pem);
  const url = await new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${portOf(server.address())}`)),
  );
  await valid('timestamp', ['timestamp', at('a.sig'), '--url', url, '--tsa-root', root]);
  server.close();
  const stamped = [...verifying, '--trust-root', certificate, '--timestamp', at('a.sig.tsr'), '--tsa-root', root];
  await valid('verify', stamped);
});

test('logs and witnesses', async () => {
  const log = at('log');
  const { key = '' } = await valid('log-init', ['log', 'init', log, '--origin', 'example.com/log']);
  const entry = put('entry', 'entry');
  await valid('log-append', ['log', 'append', log, entry, entry]);
  await valid('log-show', ['log', 'show', log]);
  await valid('log-entry', ['log', 'show', log, '1']);
  await valid('log-verify', ['log', 'verify', log]);

  const { key: witness = '' } = await valid('log-witness-init', ['log', 'witness', 'init', at('w'), '--name', 'w']);
  await valid('log-witness-add-key', ['log', 'witness', 'add-key', at('w'), key]);
  const server = await startWitnessServer(await openWitnessFolder(at('w')), {
    host: '127.0.0.1',
    port: 0,
    onError: () => {},
  });
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  await valid('log-cosign', ['log', 'witness', 'cosign', log, '--url', url, '--key', witness]);
  server.closeAllConnections();
  server.close();
  await assayHere(['log', 'prove', log, '1', '--output', at('proof')]);
  const proving = ['log', 'verify-proof', at('proof'), '--key', key, '--witness', witness];
  await valid('log-verify-proof', [...proving, '--entry', entry]);
  await valid('log-verify-proof', [...proving, '--entry', put('other', 'other')], 1);
  const [bundle = ''] = readdirSync(join(log, 'tile/entries'));
  put(`log/tile/entries/${bundle}/2`, 'damaged');
  await valid('log-verify', ['log', 'verify', log], 1);
});

describe('every document of the command line has a schema', () => {
  const folder = join(import.meta.dirname, '../../src/cli');
  const names = readdirSync(folder).flatMap((name) => {
    const text = name.endsWith('.ts') ? readFileSync(join(folder, name), 'utf8') : '';
    return [...text.matchAll(/'assay\.([a-z-]+)\/1'/g)].map(([, kind = '']) => kind);
  });

  test.each([...new Set([...names, 'key', 'sign', 'timestamp', 'verify', 'scan'])])('assay.%s/1', (kind) => {
    const schema = JSON.parse(readFileSync(join(schemas, `assay.${kind}-1.schema.json`), 'utf8'));
    expect([schema.title, schema.$id]).toEqual([`assay.${kind}/1`, `assay.${kind}-1.schema.json`]);
  });
});

function portOf(address: unknown): number {
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}
