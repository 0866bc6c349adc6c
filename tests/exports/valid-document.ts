// Runs a command with --json and holds what it prints against its published schema.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';

/** Whatever JSON holds. */
export type Document = ReturnType<typeof JSON.parse>;

const schemas = join(import.meta.dirname, '../../docs/schema');

/**
 * @param kind - of the document, without `assay.` and version
 * @param code - the exit code that is expected
 */
export async function validDocument(kind: string, words: readonly string[], code = 0, input = ''): Promise<Document> {
  const answer = await assayHere([...words, '--json'], input);
  expect([answer.stderr, answer.code], words.join(' ')).toEqual(['', code]);
  const document = JSON.parse(answer.stdout);
  expectValid(kind, document);
  return document;
}

export function expectValid(kind: string, document: Document): void {
  expect(document.schema).toBe(`assay.${kind}/1`);
  const schema = JSON.parse(readFileSync(join(schemas, `assay.${kind}-1.schema.json`), 'utf8'));
  expect([schema.title, schema.$id]).toEqual([`assay.${kind}/1`, `assay.${kind}-1.schema.json`]);
  const validate = new Ajv({ strict: true }).compile(schema);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expectClosed(validate, document, document);
}

/**
 * Nothing is left open at any depth: a member that the schema does not know is a mistake in one of the two. The body of a statement
 * has a schema of its own; a map from names to numbers takes any name, and no object.
 */
function expectClosed(validate: ValidateFunction, document: Document, part: Document): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [name, inner] of Object.entries(part)) if (name !== 'body') expectClosed(validate, document, inner);
  if (Array.isArray(part)) return;
  part['not a member'] = {};
  expect(validate(document), JSON.stringify(part)).toBe(false);
  delete part['not a member'];
}
