// Compiled Python beside or instead of weights.
import { quote } from '#core/quote';
import type { TreeNode } from '#formats/views/tree';
import type { Check } from '../check.ts';
import { actsOnImport, judgeModule } from './marshal-judgement.ts';

export const check: Check<'tree'> = {
  id: 'marshal-code',
  title: 'Is there compiled Python code in the model?',
  why: 'Bytecode runs as soon as Python imports it, says nothing about its source, and can be put in place of a harmless .py file of the same name.',
  remedy: 'Remove the bytecode and keep the source, which can be reviewed.',
  references: ['CWE-506', 'CWE-829'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32'],
  views: ['tree'],
  check(view, { name }) {
    if (view.format !== 'python-marshal' || !(view.root instanceof Map)) return [];
    const functions = view.root.get('functions');
    if (!Array.isArray(functions) || functions.length === 0) return [];
    const names = texts(view.root.get('names'));
    const { dangerous, others } = judgeModule({ names });
    const where = { element: 'code object' };
    if (!/\.py[co]$/i.test(name)) {
      return [
        { severity: 'high', message: `Compiled Python that is not named as such; it uses ${list(names)}.`, where },
      ];
    }
    if (actsOnImport(texts(view.root.get('moduleNames')), names)) {
      return [
        { severity: 'high', message: `Compiled Python that uses ${list(dangerous)} when it is imported.`, where },
      ];
    }
    if (dangerous.length > 0) {
      return [{ severity: 'medium', message: `Compiled Python that uses ${list(dangerous)}.`, where }];
    }
    const uses = others.length === 0 ? 'uses no names' : `uses ${list(others)}`;
    return [{ severity: 'medium', message: `Compiled Python that cannot be reviewed as source; it ${uses}.`, where }];
  },
};

function texts(node: TreeNode | undefined): string[] {
  return Array.isArray(node) ? node.filter((item) => typeof item === 'string') : [];
}

function list(names: readonly string[]): string {
  return quote(names.slice(0, 12).join(', '));
}
