// The manifest of a Core ML package: the items it lists must lie in the package.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TreeView } from '#formats/views/tree';
import { asMap } from '#formats/views/walk-tree';

export const check: Check<'tree'> = {
  id: 'mlpackage-path',
  title: 'Does the manifest of a Core ML package point outside the package?',
  why: 'Core ML and its tools open, copy and delete whatever file an item names.',
  remedy: 'Do not load it. Ask the supplier for an intact package.',
  references: ['CWE-22'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30'],
  views: ['tree'],
  check(view: TreeView, context: CheckContext): readonly Observation[] {
    if (view.format !== 'json' || !/(?:^|[/!])Manifest\.json$/i.test(context.name)) return [];
    const items = asMap(asMap(view.root)?.get('itemInfoEntries'));
    const found: Observation[] = [];
    for (const [id, item] of items ?? []) {
      const path = asMap(item)?.get('path');
      if (typeof path !== 'string' || !leadsOut(path)) continue;
      const where = { pointer: `/itemInfoEntries/${id.slice(0, 100)}/path` };
      found.push({ severity: 'high', message: `an item of the package is ${quote(path)}`, where });
    }
    return found.slice(0, 20);
  },
};

function leadsOut(path: string): boolean {
  const plain = path.replaceAll('\\', '/');
  return (
    plain.startsWith('/') ||
    plain.startsWith('~') ||
    /^[A-Za-z][\w+.-]*:/.test(plain) ||
    plain.split('/').includes('..')
  );
}
