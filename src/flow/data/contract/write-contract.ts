// An inferred contract as YAML that a person can read and change.
import type { Json } from '#core/canonical-json';
import { escapeInvisible } from '#core/quote';
import { type InferredContract, inference } from './infer-contract.ts';

/** @param path - of the data, as the user named them */
export function writeContract({ contract, rows, seen, notes }: InferredContract, path: string, now: Date): string {
  const lines = [
    `# Inferred by assay from ${rows} rows of ${comment(path)} on ${now.toISOString().slice(0, 10)}. Read it and make it yours:`,
    '# it says what these rows are, not what they have to be. How each rule was inferred:',
    ...inference.map((line) => `#   ${line}`),
    ...notes.map((note) => `# ${comment(note)}`),
    `schema: ${contract.schema}`,
    'columns:',
    ...Object.entries(contract.columns).flatMap(([name, rules]) => [
      `  # ${comment(seen[name] ?? '')}`,
      `  ${JSON.stringify(name)}:`,
      ...Object.entries(rules).map(([kind, parameters]) => `    ${kind}: ${flow(parameters)}`),
    ]),
    ...(Object.keys(contract.columns).length === 0 ? ['  {}'] : []),
    'set:',
    ...Object.entries(contract.set).map(([kind, parameters]) => `  ${kind}: ${flow(parameters)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** YAML on one line: JSON with spaces, which YAML 1.2 takes as it is. */
function flow(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(flow).join(', ')}]`;
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${flow(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function comment(text: string): string {
  return escapeInvisible(text.slice(0, 300));
}
