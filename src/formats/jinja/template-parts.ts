// The chat templates inside a configuration tree, each as a part that is read as Jinja.
import { MemorySource } from '#core/byte-source';
import * as limits from '#core/limits';
import type { Part } from '../views/part.ts';
import type { TreeNode } from '../views/tree.ts';
import { type TreeVisit, walkTree } from '../views/walk-tree.ts';

/**
 * Strings that a loader compiles as templates: everything below a key `chat_template`, as a string, a list of
 * `{name, template}` or a map, and any other string with template marks and a double underscore in it.
 * @source transformers tokenization_utils_base (chat_template as str, list of dict, dict)
 */
export function templateParts(root: TreeNode): readonly Part[] {
  const parts: Part[] = [];
  for (const visit of walkTree(root)) {
    const { node } = visit;
    if (parts.length >= limits.templatesPerFile.value) break;
    if (typeof node !== 'string' || !isTemplate(node, visit)) continue;
    parts.push({
      name: `${visit.pointer.slice(1).replaceAll('/', '.')}.jinja`,
      source: new MemorySource(new TextEncoder().encode(node)),
      readAs: ['jinja'],
    });
  }
  return parts;
}

function isTemplate(text: string, visit: TreeVisit): boolean {
  if (visit.isUnder((key) => key === 'chat_template' || key === 'chat_templates')) return visit.key !== 'name';
  return text.includes('__') && (text.includes('{{') || text.includes('{%'));
}
