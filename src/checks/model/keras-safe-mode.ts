// Configurations that switch off the protection of the loader that is reading them.
import type { TreeNode } from '#formats/views/tree';
import type { Check, Observation } from '../check.ts';
import { isKerasTree, type KerasNode, kerasMaps, observeAll } from './keras-objects.ts';

export const check: Check<'tree'> = {
  id: 'keras-safe-mode',
  title: 'Does the Keras configuration switch safe mode off?',
  why: 'Safe mode keeps a model from running stored Python code. A configuration that reaches the switch takes the decision away from whoever loads it.',
  remedy: 'Do not load the model.',
  references: ['CVE-2025-9906', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30'],
  views: ['tree'],
  check(view) {
    if (!isKerasTree(view)) return [];
    return observeAll(kerasMaps(view.root), (place): Observation[] => (switchesOff(place) ? [observe(place)] : []));
  },
};

function observe({ pointer }: KerasNode): Observation {
  const message = 'The configuration carries an argument that switches the safe mode of the loader off.';
  return { severity: 'critical', message, where: { pointer } };
}

function switchesOff({ node }: KerasNode): boolean {
  return isFalse(node.get('safe_mode')) || node.get('enable_unsafe_deserialization') === true;
}

function isFalse(value: TreeNode | undefined): boolean {
  return value === false || value === 0;
}
