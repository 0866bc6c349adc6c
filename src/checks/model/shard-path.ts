// Index maps of sharded weights: the files they name must lie in the model's own folder.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TreeView } from '#formats/views/tree';
import { asMap, walkTree } from '#formats/views/walk-tree';

export const check: Check<'tree'> = {
  id: 'shard-path',
  title: 'Does an index of weight files point outside the model folder?',
  why: 'The loader opens, and may unpickle, whatever file the index names.',
  remedy: 'Do not load it. Ask the supplier for an index with plain file names.',
  references: ['CWE-22'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30'],
  views: ['tree'],
  check(view: TreeView): readonly Observation[] {
    const files = new Set<string>();
    for (const { node, key } of walkTree(view.root)) {
      if (key !== 'weight_map') continue;
      for (const file of asMap(node)?.values() ?? []) if (typeof file === 'string') files.add(file);
    }
    return [...files]
      .filter(leadsOut)
      .slice(0, 20)
      .map((file) => ({
        severity: 'high',
        message: `the weight map names ${quote(file)}, outside the model folder`,
        where: { pointer: '/weight_map' },
      }));
  },
};

/** Absolute, with a drive or scheme, or through a parent folder; backslashes count as separators. */
function leadsOut(file: string): boolean {
  const path = file.replaceAll('\\', '/');
  return (
    path.startsWith('/') || path.startsWith('~') || /^[A-Za-z][\w+.-]*:/.test(path) || path.split('/').includes('..')
  );
}
