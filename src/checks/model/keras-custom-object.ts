// Classes and functions that Keras does not have: loading needs code from elsewhere.
import { quote } from '#core/quote';
import type { Check, Observation } from '../check.ts';
import { isKerasTree, kerasObjects, observeAll } from './keras-objects.ts';
import { resolveObject } from './keras-resolution.ts';

export const check: Check<'tree'> = {
  id: 'keras-custom-object',
  title: 'Does the Keras configuration need classes or functions that Keras does not have?',
  why: 'Such a model loads only together with code of its author, and that code is not in this file.',
  remedy: 'Review the code that defines these names, then list them in the policy.',
  references: ['CWE-829'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-SUPPLYCHAINMANAGE-04'],
  views: ['tree'],
  check(view, { policy, name }) {
    // The graph of a SavedModel runs without the classes that its metadata names.
    if (!isKerasTree(view) || name.endsWith('.saved-model.json')) return [];
    const seen = new Set<string>();
    return observeAll(kerasObjects(view.root), (object): Observation[] => {
      if (resolveObject(object) !== 'custom') return [];
      const { module, name, kind, registeredName, pointer } = object;
      const qualified = module === '' ? registeredName || name : `${module}.${name}`;
      if (seen.has(qualified) || policy.allowsGlobal(qualified)) return [];
      seen.add(qualified);
      const message = `The ${kind} ${quote(qualified)} is not part of Keras; whoever loads the model must supply its code.`;
      return [{ severity: 'medium', message, where: { pointer } }];
    });
  },
};
