// What every kind of statement has to keep to.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodeStatement, parseStatement } from '#attest/statement';
import { parseSha256 } from '#core/digest';
import { predicates } from '#predicates/predicates.generated';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../src/predicates');

test('kinds and types are unique', () => {
  expect(new Set(predicates.map(({ kind }) => kind)).size).toBe(predicates.length);
  expect(new Set(predicates.map(({ type }) => type)).size).toBe(predicates.length);
});

test('a file is named after its kind', () => {
  const files = readdirSync(folder).filter((name) =>
    /^export const predicate\b/m.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(files.sort()).toEqual(predicates.map(({ kind }) => `${kind}.ts`).sort());
});

describe.each(predicates.map((one) => [one.kind, one] as const))('%s', (kind, predicate) => {
  const plain: Readonly<Record<string, never>> = JSON.parse(JSON.stringify(predicate.example));

  test('has a type, a meaning, a subject and an end', () => {
    expect(kind).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(predicate.type).toMatch(/^https:\/\/[^\s]+\/v?\d+(\.\d+)*$|^https:\/\/cyclonedx\.org\/bom$/);
    expect(predicate.meaning).toMatch(/^[A-Z].*[.]$/);
    expect(predicate.subject).not.toBe('');
    expect(predicate.timeToLiveDays === null || predicate.timeToLiveDays > 0).toBe(true);
  });

  test('its example follows its schema and comes out as it went in', () => {
    expect(predicate.schema.parse(plain)).toEqual(plain);
  });

  test('a statement with its example has one writing', () => {
    const statement = {
      subjects: [{ sha256: parseSha256('0'.repeat(64)) }],
      predicateType: predicate.type,
      body: plain,
    };
    const bytes = encodeStatement(statement);
    const read = parseStatement(bytes);
    expect(read).toEqual(statement);
    expect(encodeStatement(read)).toEqual(bytes);
  });

  test('a member that nobody knows is refused where the kind is ours', () => {
    const own = predicate.type.startsWith('https://assay/');
    expect(predicate.schema.safeParse({ ...plain, unheardOf: 1 }).success).toBe(!own);
  });

  test('its materials, parties and subjects are well formed', () => {
    for (const { role, sha256 } of predicate.materials?.(predicate.example) ?? []) {
      expect(role).toMatch(/^[a-z][a-z-]*$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    for (const { role, id } of predicate.parties?.(predicate.example) ?? []) {
      expect(role).toMatch(/^[a-z][a-z-]*$/);
      expect(id).not.toBe('');
    }
    for (const digest of predicate.subjects?.(predicate.example) ?? []) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('its schema can be told as JSON Schema', () => {
    expect(z.toJSONSchema(predicate.schema)).toHaveProperty('$schema');
  });
});
