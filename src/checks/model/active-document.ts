// Asks whether a picture or document acts when it is opened.
import { quote } from '#core/quote';
import type { TreeNode, TreeView } from '#formats/views/tree';
import type { Check, Observation } from '../check.ts';

export const check: Check<'tree'> = {
  id: 'active-document',
  title: 'Does this picture or document act when someone opens it?',
  why: 'Scripts in an SVG run in the browser that shows it; a PDF can run scripts, start programs and carry files.',
  remedy: 'Do not open it in a browser or full viewer. Ask for a plain picture or text, or render it in a sandbox.',
  references: ['CWE-79', 'CWE-829'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  views: ['tree'],
  check(view: TreeView): readonly Observation[] {
    if ((view.format !== 'svg' && view.format !== 'pdf') || !(view.root instanceof Map)) return [];
    const active = view.root.get('active');
    const found = Array.isArray(active) ? active.slice(0, mostFindings).map(observe) : [];
    return [...found, ...externalEntities(view.root.get('entities'))];
  },
};

function observe(node: TreeNode): Observation {
  const fact: ReadonlyMap<string, TreeNode> = node instanceof Map ? node : new Map();
  const line = fact.get('line');
  const offset = fact.get('offset');
  const place = { ...(typeof line === 'number' ? { line } : {}), ...(typeof offset === 'number' ? { offset } : {}) };
  return {
    severity: 'medium',
    message: `It carries active content: ${quote(String(fact.get('what')))}.`,
    where: place,
  };
}

/** Drawing programs declare entities for namespaces; only those that stand for a file or address matter. */
function externalEntities(entities: TreeNode | undefined): readonly Observation[] {
  if (!Array.isArray(entities)) return [];
  return entities.slice(0, mostFindings).flatMap((entity: TreeNode): readonly Observation[] => {
    const external = entity instanceof Map ? entity.get('external') : undefined;
    if (typeof external !== 'string') return [];
    return [
      { severity: 'high', message: `An entity stands for ${quote(external)}.`, where: {}, references: ['CWE-611'] },
    ];
  });
}

const mostFindings = 20;
