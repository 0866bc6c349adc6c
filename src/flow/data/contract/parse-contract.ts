// Contracts as they are written: YAML or JSON, held against the schemas of all kinds of rules.
import type { ZodType } from 'zod';
import type { RuleKind } from '#checks/dataset/rules/rule-kind';
import { rules } from '#checks/dataset/rules/rules.generated';
import { canonicalJson, type Json } from '#core/canonical-json';
import type { DataContract } from '#core/dataset/data-contract';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { readWhole } from '#store/read-whole';

/** UTF-16 code units; what people write, or what is inferred of thousands of columns, is shorter. */
export const mostCharacters: number = 1 << 22;

/** @throws {AssayError} DATA_CONTRACT with the place that is wrong @throws {FileError} when the file cannot be read */
export async function readContract(path: string): Promise<DataContract> {
  return parseContract(new TextDecoder().decode(readWhole(path, mostCharacters)));
}

/** @throws {AssayError} DATA_CONTRACT with the place that is wrong */
export async function parseContract(text: string): Promise<DataContract> {
  if (text.length > mostCharacters) throw invalid(`it is longer than ${mostCharacters} characters`);
  const yaml = await import('yaml');
  const document = yaml.parseDocument(text, { uniqueKeys: true, schema: 'core', version: '1.2' });
  const [problem] = document.errors;
  if (problem !== undefined) throw invalid(problem.message.split('\n')[0] ?? '');
  const result = (await contractSchema()).safeParse(plainValue(document));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(`${quote(issue?.path.map(String).join('.') ?? '')}: ${issue?.message ?? 'it is none'}`);
}

/** SHA-256 of the canonical JSON: comments and order of the file do not count. */
export function contractDigest(contract: DataContract): Sha256 {
  return sha256(contractBytes(contract));
}

export function contractBytes({ schema, columns, set }: DataContract): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ schema, columns, set } satisfies Readonly<Record<string, Json>>));
}

/** Of documents `assay.data-contract/1`; made of the schemas of the kinds of rules. */
async function contractSchema(): Promise<ZodType<DataContract>> {
  const { z } = await import('zod');
  const parameters = z.record(z.string(), z.json());
  const allow = z.number().min(0).max(1).optional();
  const problemsOf = (of: RuleKind['of'], kind: string, value: unknown): readonly string[] => {
    const rule = rules.find((one) => one.of === of && one.kind === kind);
    if (rule === undefined) return [`there is no such rule of a ${of}`];
    const { allow: share, ...own }: { readonly allow?: unknown } = Object(value);
    const results = [allow.safeParse(share), rule.schema(z).safeParse(own)];
    return results.flatMap(({ error }) =>
      (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join('.')} ${message}`),
    );
  };
  return z
    .strictObject({
      schema: z.literal('assay.data-contract/1'),
      columns: z.record(z.string(), parameters),
      set: parameters,
    })
    .superRefine(({ columns, set }, context) => {
      const refuse = (path: string[], of: RuleKind['of'], kind: string, value: unknown): void => {
        for (const message of problemsOf(of, kind, value))
          context.addIssue({ code: 'custom', path: [...path, kind], message });
      };
      for (const [kind, value] of Object.entries(set)) refuse(['set'], 'set', kind, value);
      for (const [name, own] of Object.entries(columns))
        for (const [kind, value] of Object.entries(own)) refuse(['columns', name], 'column', kind, value);
    });
}

/** Aliases are refused: a contract has no use for them, and they can grow without end. */
function plainValue(document: { readonly toJS: (options: { maxAliasCount: number }) => unknown }): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw invalid('aliases are not taken');
  }
}

function invalid(why: string): AssayError {
  return new AssayError('DATA_CONTRACT', `the contract cannot be used: ${why}`);
}
