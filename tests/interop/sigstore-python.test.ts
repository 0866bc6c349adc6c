// The Python client of Sigstore beside ours, offline, on bundles of the Sigstore that the tests make: both take the same ones in and
// refuse the same ones. Its Python is looked for where ASSAY_SIGSTORE_PYTHON says (a venv with sigstore 4.5.1).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifyKeylessBundle } from '#attest/sigstore-bundle';
import { type MadeBundle, type Signing, signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';

const python = process.env.ASSAY_SIGSTORE_PYTHON ?? 'python3';
const present = spawnSync(python, ['-c', 'import sigstore.verify'], { stdio: 'ignore' }).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'assay-sigstore-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sigstore = new TestSigstore();
const stranger = new TestSigstore();
const artifact = Buffer.from('weights of a model');
const over = { from: new Date('2026-02-01'), to: new Date('2026-02-02') };
const signed = (signing: Signing = {}, by = sigstore): MadeBundle => by.signArtifact(artifact, signing);

interface Case {
  readonly bundle: MadeBundle;
  readonly identity?: string;
  readonly issuer?: string;
  readonly by?: TestSigstore;
}

const cases: Readonly<Record<string, Case>> = {
  artifact: { bundle: signed() },
  statement: { bundle: sigstore.signStatement({ _type: 'https://in-toto.io/Statement/v1' }) },
  'mail address': { bundle: signed({ identity: 'mira@example.org' }), identity: 'mira@example.org' },
  'another identity': { bundle: signed(), identity: 'https://github.com/example/other' },
  'another issuer': { bundle: signed(), issuer: 'https://accounts.example' },
  'another trusted root': { bundle: signed(), by: stranger },
  'bundle of another Sigstore': { bundle: signed({}, stranger) },
  'certificate that was over': { bundle: signed({ certificate: over }) },
  'no certificate log': { bundle: signed({ withoutStamp: true }) },
  'another artifact': { bundle: sigstore.signArtifact(Buffer.from('others')) },
  'entry of another signature': {
    bundle: {
      ...signed(),
      verificationMaterial: { ...signed().verificationMaterial, ...entriesOf(signed()) },
    },
  },
};

function entriesOf({ verificationMaterial }: MadeBundle): MadeBundle['verificationMaterial'] {
  return { tlogEntries: verificationMaterial.tlogEntries ?? [] };
}

async function ours({
  bundle,
  identity = signerIdentity,
  issuer = signerIssuer,
  by = sigstore,
}: Case): Promise<boolean> {
  const rule = { trustedRoot: by.trustedRoot, identities: [{ identity, issuer }] };
  const about = bundle.messageSignature === undefined ? {} : { artifact };
  return verifyKeylessBundle(Buffer.from(JSON.stringify(bundle)), { ...rule, ...about }).then(
    () => true,
    () => false,
  );
}

function theirs(): readonly boolean[] {
  const list = Object.values(cases).map(({ bundle, identity, issuer, by = sigstore }, index) => {
    writeFileSync(join(folder, `${index}.json`), JSON.stringify(bundle));
    writeFileSync(join(folder, `${index}.root`), by.trustedRoot);
    return {
      bundle: `${index}.json`,
      root: `${index}.root`,
      identity: identity ?? signerIdentity,
      issuer: issuer ?? signerIssuer,
    };
  });
  writeFileSync(join(folder, 'artifact'), artifact);
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(list));
  const script = join(import.meta.dirname, 'sigstore-python.py');
  const { stdout } = spawnSync(python, [script, folder], { encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line === 'ok');
}

test.skipIf(!present)('the Python client and ours agree (skipped without ASSAY_SIGSTORE_PYTHON)', async () => {
  const accepted = theirs();
  const names = Object.keys(cases);
  expect(names.filter((_, index) => accepted[index])).toEqual(['artifact', 'statement', 'mail address']);
  for (const [index, one] of Object.values(cases).entries()) {
    expect([names[index], await ours(one)]).toEqual([names[index], accepted[index]]);
  }
});
