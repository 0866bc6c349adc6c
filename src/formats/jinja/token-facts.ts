// Facts of a template that cannot be parsed: what its tags name, found by words instead of by structure.
import type { TemplateFact } from '../views/template.ts';

/** Names with a double underscore inside tags, in attribute position or as strings. Linear. */
export function tokenFacts(text: string): readonly TemplateFact[] {
  const facts = new Map<string, TemplateFact>();
  let line = 1;
  for (const row of text.split('\n')) {
    const names =
      row.includes('{') || row.includes('}') || row.includes('.')
        ? row.matchAll(/(?:[.["'(]|attr\s{0,3}\(\s{0,3}["'])\s{0,3}["']?(__[a-z]{2,30}__)/g)
        : [];
    for (const match of names) {
      const name = match[1] ?? '';
      if (!facts.has(name) && facts.size < 50) facts.set(name, { what: 'underscore', name, line });
    }
    line += 1;
  }
  return [...facts.values()];
}
