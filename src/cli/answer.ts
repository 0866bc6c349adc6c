// What a command answers: one JSON document for programs, or lines for people.
import { printableJson } from '#exports/printable-json';
import type { AssayContext } from './context.ts';

export function answer(
  context: AssayContext,
  json: boolean | undefined,
  document: object,
  lines: readonly string[],
): void {
  context.process.stdout.write(json ? printableJson(document) : `${lines.join('\n')}\n`);
}
