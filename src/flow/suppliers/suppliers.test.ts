// Suppliers: who they are, what they answer, what is seen of them, and how far they are trusted.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attest } from '#attest/attest';
import type { Json } from '#core/canonical-json';
import { predicate as cycloneDx } from '#predicates/cyclonedx';
import { nameDigest } from '#predicates/name-digest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import { KeySigner } from '#sign/key-signer';
import { buildHeader, buildSafetensors } from '#testkit/safetensors';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { takeDelivery } from '../intake/take-delivery.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { buildQuestionnaire, type QuestionnaireAbout } from './build-questionnaire.ts';
import { compareAnswers } from './compare-answers.ts';
import { fillQuestionnaire, type GivenAnswer } from './fill-questionnaire.ts';
import { knownSupplier } from './find-supplier.ts';
import { importAnswers } from './import-answers.ts';
import { lookAlikeOf, namespaceLookAlike } from './look-alike.ts';
import { parseAnswers } from './parse-answers.ts';
import { recordClause } from './record-clause.ts';
import { recordHandover } from './record-handover.ts';
import { registerSupplier, type SupplierWords } from './register-supplier.ts';
import { reviewSupplier } from './review-supplier.ts';
import { listSuppliers, showSupplier } from './show-supplier.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-suppliers-'));
const examples = join(import.meta.dirname, '../../../examples');
const key: KeyObject = generateKeyPairSync('ed25519').privateKey;
const other: KeyObject = generateKeyPairSync('ed25519').privateKey;
const at = new Date('2026-05-01T12:00:00Z');
const name = 'Example Models';
const spaces: TestWorkspace[] = [];
let work: TestWorkspace;
let workspace: Workspace;

beforeEach(async () => {
  work = await buildWorkspace();
  workspace = await work.open();
  spaces.push(work);
});

afterAll(async () => {
  for (const space of spaces) await space.remove();
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string | Uint8Array): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

const pem = write('key.pub', publicPem(key));

function publicPem(one: KeyObject): string {
  return new KeySigner(one).publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

function register(words: Partial<SupplierWords> = {}): ReturnType<typeof registerSupplier> {
  return registerSupplier(workspace, {
    ...{
      name,
      internal: false,
      namespaces: [],
      formerNames: [],
      keys: [pem],
      minisign: [],
      deliverables: [],
      refusals: [],
    },
    ...{ why: 'test', replaceIdentities: false, allowLookAlike: false },
    ...words,
  });
}

async function answered(
  answers: readonly GivenAnswer[],
  about: Partial<QuestionnaireAbout> = {},
  signer = key,
  supplier = name,
): Promise<string> {
  const body = fillQuestionnaire(buildQuestionnaire({ supplier, at, ...about }), answers);
  const { bytes } = await attest(cycloneDx, [{ sha256: nameDigest('supplier', supplier) }], body, [
    new KeySigner(signer),
  ]);
  return write(`answers-${Math.trunc(spaces.length)}-${answers.length}.json`, bytes);
}

function yes(question: string, evidence: GivenAnswer['evidence'] = []): GivenAnswer {
  return { question, says: 'yes', reasoning: 'we do', evidence };
}

function no(question: string): GivenAnswer {
  return { question, says: 'no', reasoning: 'we do not', evidence: [] };
}

async function take(place: string, asset: string, supplier = name): Promise<Awaited<ReturnType<typeof takeDelivery>>> {
  return takeDelivery(workspace, place, {
    ...{ supplier, name: asset, claims: [], signatures: [], endpoint: {}, quota: { bytes: 1 << 30, files: 100 } },
    ...{ allowPrivate: true, tool: { version: '0', ruleset: 'r' } },
  });
}

const weights = buildSafetensors(
  buildHeader({ w: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }),
  Buffer.alloc(4),
);
const document = { name: 'report', url: 'https://models.example/report.pdf' };
/** One question of each facet. */
const facets = [
  'references',
  'maintained',
  'vulnerabilities-handled',
  'separated-development',
  'digests-published',
  'data-kept-apart',
];

describe('the questionnaire', () => {
  test('follows the schema of CycloneDX, empty and filled in', () => {
    const read = (file: string): object =>
      JSON.parse(
        readFileSync(
          join(import.meta.dirname, '../../../node_modules/@cyclonedx/cyclonedx-library/res/schema', file),
          'utf8',
        ),
      );
    for (const [version, file] of [
      ['1.6', 'bom-1.6.SNAPSHOT.schema.json'],
      ['1.7', 'bom-1.7.SNAPSHOT.schema.json'],
    ] as const) {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      for (const more of [
        'spdx.SNAPSHOT.schema.json',
        'jsf-0.82.SNAPSHOT.schema.json',
        'cryptography-defs.SNAPSHOT.schema.json',
      ])
        ajv.addSchema(read(more), `http://cyclonedx.org/schema/${more}`);
      const validate = ajv.compile(read(file));
      const empty = {
        ...buildQuestionnaire({ supplier: name, product: { name: 'reviews', version: '2' }, at }),
        specVersion: version,
      };
      expect(validate(empty), JSON.stringify(validate.errors)).toBe(true);
      const filled = fillQuestionnaire(empty, [yes('scanned', [document]), no('signed')]);
      expect(validate(filled), JSON.stringify(validate.errors)).toBe(true);
      expect(
        validate({ ...filled, declarations: { ...(filled.declarations as object), claims: [{ predicate: 1 }] } }),
      ).toBe(false);
    }
    expect(JSON.stringify(buildQuestionnaire({ supplier: name, at }))).not.toContain('score');
  });

  test('what is not answered is unknown, and so is what is about something else', () => {
    const filled = fillQuestionnaire(
      buildQuestionnaire({ supplier: name, product: { name: 'reviews', version: '2' }, at }),
      [
        yes('scanned', [{ ...document, expires: '2026-01-01T00:00:00Z' }]),
        yes('signed', [document]),
        yes('maintained'),
        { ...no('maintained'), reasoning: 'not really' },
      ],
    );
    const states = (version: string): readonly string[] =>
      parseAnswers(filled, { product: { name: 'reviews', version }, now: at })
        .filter(({ question }) => ['scanned', 'signed', 'maintained', 'references'].includes(question))
        .map(({ question, says, level }) => `${question} ${says} ${level}`);
    expect(states('2')).toEqual([
      'references unknown unknown',
      'maintained contradictory claimed',
      'scanned yes claimed',
      'signed yes documented',
    ]);
    expect(new Set(states('3').map((state) => state.split(' ')[1]))).toEqual(new Set(['unknown']));
    const changed: Json = JSON.parse(JSON.stringify(filled).replace('Is every file scanned', 'Is any file scanned'));
    const [scanned] = parseAnswers(changed as typeof filled, { now: at }).filter(
      ({ question }) => question === 'scanned',
    );
    expect([scanned?.says, scanned?.notes]).toEqual([
      'unknown',
      ['the question has another text in this document than here'],
    ]);
  });
});

describe('answers', () => {
  test('count when the supplier signed them, and nobody else', async () => {
    await register();
    await expect(importAnswers(workspace, name, await answered([yes('scanned')], {}, other))).rejects.toMatchObject({
      code: 'SUPPLIER_ANSWERS',
    });
    await expect(
      importAnswers(workspace, name, await answered([yes('scanned')], {}, key, 'Somebody Else')),
    ).rejects.toMatchObject({ code: 'SUPPLIER_ANSWERS' });
    const plain = write('unsigned.json', JSON.stringify(buildQuestionnaire({ supplier: name, at })));
    await expect(importAnswers(workspace, name, plain)).rejects.toMatchObject({ code: 'SUPPLIER_ANSWERS' });
    await expect(importAnswers(workspace, 'Nobody', plain)).rejects.toMatchObject({ code: 'SUPPLIER_UNKNOWN' });
    const { answered: count, unanswered } = await importAnswers(workspace, name, await answered([yes('scanned')]));
    expect([count, unanswered.length]).toEqual([1, 15]);
  });

  test('a key that was stolen counts no more', async () => {
    await register();
    const theirs = await answered([yes('scanned')]);
    await register({ keys: [write('other.pub', publicPem(other))], replaceIdentities: true });
    await expect(importAnswers(workspace, name, theirs)).rejects.toMatchObject({ code: 'SUPPLIER_ANSWERS' });
    expect(
      (await importAnswers(workspace, name, await answered([yes('scanned'), yes('signed')], {}, other))).answered,
    ).toBe(2);
  });

  test('are held against what was seen: agreement, unknown, conflict', async () => {
    await register();
    await take(write('bad/model.pt', readFileSync(join(examples, 'malicious/model.pt'))), 'bad');
    await importAnswers(
      workspace,
      name,
      await answered([yes('scanned'), yes('signed'), yes('no-code-formats'), yes('maintained'), no('licence-stated')]),
    );
    const { compared, counts } = await compareAnswers(workspace, name);
    const results = Object.fromEntries(compared.map(({ question, result }) => [question, result]));
    expect(results).toMatchObject({
      scanned: 'conflict',
      signed: 'conflict',
      'no-code-formats': 'conflict',
      maintained: 'unknown',
      'licence-stated': 'agreement',
      references: 'unknown',
    });
    expect(counts).toEqual({ agreement: 1, unknown: 12, conflict: 3 });
    expect(compared.find(({ question }) => question === 'scanned')?.because).toBe(
      'it says yes; seen: the scan of "bad": malicious',
    );
  });
});

describe('trust', () => {
  test('follows from what is on record, ends with its review, and no tier can be wished for', async () => {
    expect((await knownSupplier(workspace, name)).tier).toBe('unknown');
    await register();
    const review = (words: object = {}): ReturnType<typeof reviewSupplier> =>
      reviewSupplier(workspace, { supplier: name, assessor: 'ann', nextReview: '2026-09-01T00:00:00.000Z', ...words });
    const first = await review();
    expect([first.tier, first.missing.length, first.unanswered.length]).toEqual(['unknown', 6, 16]);
    await expect(review({ tier: 'trusted' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('allows unknown'),
    });
    await importAnswers(workspace, name, await answered(facets.map((one) => yes(one))));
    expect((await review()).tier).toBe('known');
    expect((await review({ tier: 'unknown' })).tier).toBe('unknown');
    work.setNow('2026-05-02T00:00:00Z');
    expect((await review()).missing).toContain(
      'nobody but the assessor has decided to accept it (assay attest --kind risk-decision)',
    );
    expect((await knownSupplier(workspace, name)).tier).toBe('known');
    work.setNow('2026-09-02T00:00:00Z');
    const late = await knownSupplier(workspace, name);
    expect([late.tier, late.because]).toEqual(['unknown', ['its review was due on 2026-09-01']]);
    expect((await listSuppliers(workspace)).suppliers).toMatchObject([
      { supplier: name, overdue: true, tier: 'unknown' },
    ]);
  });

  test('is gone with a bad delivery, and what came in before keeps the tier it came in with', async () => {
    await register();
    await importAnswers(workspace, name, await answered(facets.map((one) => yes(one))));
    const review = (): ReturnType<typeof reviewSupplier> =>
      reviewSupplier(workspace, { supplier: name, assessor: 'ann', nextReview: '2026-09-01T00:00:00.000Z' });
    const place = write('good/model.safetensors', weights);
    const early = await take(place, 'early');
    await review();
    const later = await take(
      write('good2/model.safetensors', Buffer.concat([weights.subarray(0, -1), Buffer.of(1)])),
      'later',
    );
    expect([early.tier, later.tier, early.requiredChecks.length > later.requiredChecks.length]).toEqual([
      'unknown',
      'known',
      true,
    ]);
    const shown = await showSupplier(workspace, name);
    expect(shown.deliveries.map(({ name: asset }) => asset)).toEqual(['early', 'later']);
    await take(write('bad2/command.pkl', readFileSync(join(examples, 'malicious/command.pkl'))), 'bad');
    const { tier, missing } = await review();
    expect([tier, missing]).toEqual(['untrusted', ['the scan of "bad" found it malicious']]);
    expect((await knownSupplier(workspace, name)).tier).toBe('untrusted');
  });

  test('trusted takes documents, a verified signature, clauses, and a decision of somebody else', async () => {
    await register();
    await importAnswers(workspace, name, await answered(facets.map((one) => yes(one, [document]))));
    const terms = write('terms.txt', 'terms');
    for (const topic of ['licence', 'security', 'notification', 'provenance', 'liability'] as const) {
      await recordClause(workspace, {
        ...{ supplier: name, clause: topic, topic, document: terms, location: '1', language: 'en', state: 'signed' },
        ...{
          effectiveAt: '2026-01-01T00:00:00.000Z',
          obligations: ['Example Models: tell of a compromised model within 72 h'],
        },
      });
    }
    const body = {
      ...riskDecision.example,
      about: { kind: 'supplier' as const, id: name },
      assets: [],
      evidence: [],
      approver: 'ben',
    };
    await workspace.record([{ predicate: riskDecision, subjects: [{ sha256: nameDigest('supplier', name) }], body }]);
    const { tier, missing } = await reviewSupplier(workspace, {
      supplier: name,
      assessor: 'ann',
      nextReview: '2026-09-01T00:00:00.000Z',
    });
    expect([tier, missing]).toEqual(['known', ['no delivery of it came with a signature that verified']]);
    const own = await reviewSupplier(workspace, {
      supplier: name,
      assessor: 'ben',
      nextReview: '2026-09-01T00:00:00.000Z',
    });
    expect(own.missing).toContain(
      'nobody but the assessor has decided to accept it (assay attest --kind risk-decision)',
    );
  });
});

describe('names', () => {
  const known = {
    supplier: 'Example Models',
    internal: false,
    namespaces: ['huggingface.co/example-models'],
    formerNames: ['Sample AI'],
    identities: [],
    deliverables: [],
    refusals: [],
    why: '',
  } as const;

  test.each([
    ['Exаmple Models', 'its letters look the same'],
    ['ExampIe Models', 'its letters look the same'],
    ['Exarnple Models', 'its letters look the same'],
    ['example models', 'it differs by case or Unicode form'],
    ['Example-Models', 'it differs by blanks, dots, dashes or underscores'],
    ['Example Model', 'it differs by one letter'],
    ['Exmaple Models', 'it differs by one letter'],
    ['Sarnple AI', 'its letters look the same'],
  ])('%s could be taken for a registered one', (text, how) => {
    expect(lookAlikeOf(text, [known])).toEqual({ supplier: 'Example Models', how });
  });

  test.each(['Other Models', 'Examples and Models', 'Model Example', 'AI'])('%s is another one', (text) => {
    expect(lookAlikeOf(text, [known])).toBeUndefined();
  });

  test('places are compared as well, and the right one is no look-alike', () => {
    const place = (account: string): string =>
      `https://huggingface.co/${account}/reviews/resolve/main/model.safetensors`;
    expect(namespaceLookAlike(place('examp1e-models'), [known])?.supplier).toBe('Example Models');
    expect(namespaceLookAlike(place('example-models'), [known])).toBeUndefined();
    expect(namespaceLookAlike(place('somebody'), [known])).toBeUndefined();
  });

  test('a name like a registered one is not registered by mistake, and is the least trusted', async () => {
    await register();
    await expect(register({ name: 'Exarnple Models' })).rejects.toMatchObject({ code: 'USAGE' });
    expect(await knownSupplier(workspace, 'Exarnple Models')).toMatchObject({
      tier: 'untrusted',
      lookAlike: { supplier: name },
    });
    const report = await take(write('fake/model.safetensors', weights), 'fake', 'Exarnple Models');
    expect([report.outcome, report.tier, report.states.namespace]).toEqual(['fail', 'untrusted', 'look-alike']);
  });
});

describe('clauses and hand-overs', () => {
  test('missing, a draft, over, changed terms and a duty that is due are open', async () => {
    await register();
    const clause = (words: Partial<Parameters<typeof recordClause>[1]>): ReturnType<typeof recordClause> =>
      recordClause(workspace, {
        ...{
          supplier: name,
          clause: 'licence',
          topic: 'licence',
          document: write('a.txt', 'a'),
          location: '1',
          language: 'de',
          state: 'draft',
        },
        ...{ effectiveAt: '2026-01-01T00:00:00.000Z', obligations: [] },
        ...words,
      });
    const open = async (): Promise<readonly string[]> =>
      (await showSupplier(workspace, name)).open.map(({ topic, state }) => `${topic} ${state}`);
    expect(await open()).toEqual(['licence missing']);
    await clause({});
    expect(await open()).toEqual(['licence draft']);
    await clause({ state: 'click-through', obligations: ['Example Models: send a report by 2026-04-01'] });
    expect(await open()).toEqual(['licence changed', 'licence due'].slice(1));
    await clause({ state: 'click-through', document: write('b.txt', 'b') });
    expect(await open()).toEqual(['licence changed']);
    await clause({ state: 'signed', expiresAt: '2026-04-01T00:00:00.000Z' });
    expect(await open()).toEqual(['licence expired']);
    await clause({ state: 'signed' });
    expect(await open()).toEqual([]);
    await expect(clause({ obligations: ['no colon'] })).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('what became of the tensors of a model that came back', async () => {
    const tensors = (
      changes: Readonly<Record<string, { dtype: string; shape: number[]; data_offsets: number[] }>>,
      fill: number,
    ): Uint8Array =>
      buildSafetensors(
        buildHeader({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] }, ...changes }),
        Buffer.concat([Buffer.alloc(8, fill), Buffer.alloc(8, 9)]),
      );
    const b = (dtype: string, shape: number[]): { dtype: string; shape: number[]; data_offsets: number[] } => ({
      dtype,
      shape,
      data_offsets: [8, 16],
    });
    work.file('lent/model.safetensors', tensors({ b: b('F32', [2]) }, 1));
    await work.add(workspace, 'lent', { name: 'lent', kind: 'model' });
    const words = {
      from: 'labels',
      to: 'data-team',
      direction: 'returned',
      purpose: 'tuning',
      jurisdiction: 'EU',
      transport: 'https',
      responsibilities: [],
    } as const;
    const back = async (bytes: Uint8Array, name: string): Promise<readonly string[]> => {
      work.file('lent/model.safetensors', bytes);
      await work.add(workspace, 'lent', { name, kind: 'model' });
      const { tensors: found = [] } = await recordHandover(workspace, { ...words, sent: 'lent', received: name });
      return found.map(({ tensor, change }) => `${tensor} ${change}`);
    };
    expect(await back(tensors({ b: b('F32', [2]) }, 2), 'other-values')).toEqual(['a values']);
    expect(await back(tensors({ b: b('F16', [4]) }, 1), 'other-type')).toEqual(['b type']);
    expect(await back(tensors({ b: b('F32', [1, 2]) }, 1), 'other-shape')).toEqual(['b shape']);
    expect(await back(tensors({ c: b('F32', [2]) }, 1), 'other-name')).toEqual(['b removed', 'c added']);
    expect(await back(Buffer.from('no weights'), 'no-weights')).toEqual(['undefined not-compared']);
  });

  test('one person on both sides, and what came back other than it was', async () => {
    work.file('model/weights.bin', 'a');
    work.file('model/tokenizer.json', '{}');
    await work.add(workspace, 'model', { name: 'sent', kind: 'model' });
    work.file('model/tokenizer.json', '{"x":1}');
    work.file('model/extra.txt', 'x');
    await work.add(workspace, 'model', { name: 'back', kind: 'model' });
    const words = {
      from: 'data-team',
      to: 'labels',
      direction: 'returned',
      purpose: 'labelling',
      jurisdiction: 'EU',
      transport: 'https',
      responsibilities: [],
    } as const;
    const back = await recordHandover(workspace, { ...words, sent: 'sent', received: 'back' });
    expect([back.complete, back.flags, back.changes]).toEqual([
      false,
      [],
      [
        { path: 'extra.txt', change: 'added' },
        { path: 'tokenizer.json', change: 'changed' },
      ],
    ]);
    const alone = await recordHandover(workspace, {
      ...words,
      to: 'data-team',
      sent: 'sent',
      acceptance: { by: 'data-team', accepted: true },
    });
    expect(alone.flags).toEqual(['sender and receiver are called the same', 'whoever sent it accepted it']);
  });
});
