// Names in a Keras configuration that lead out of Keras, into code that runs commands or opens files.
import { quote } from '#core/quote';
import type { Check, Observation } from '../check.ts';
import { isKerasTree, type KerasObject, kerasObjects, observeAll } from './keras-objects.ts';
import { resolveObject } from './keras-resolution.ts';

export const check: Check<'tree'> = {
  id: 'keras-arbitrary-import',
  title: 'Does the Keras configuration import something that is no part of a model?',
  why: 'Keras imports the module that a configuration names and calls what it finds there; a configuration that names os or keras.utils.get_file runs it while the model loads.',
  remedy: 'Do not load the model. Ask the supplier for one that uses layers only.',
  references: ['CVE-2025-1550', 'CVE-2025-8747', 'CWE-94', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32'],
  views: ['tree'],
  check(view) {
    if (!isKerasTree(view)) return [];
    return observeAll(kerasObjects(view.root), (object) =>
      resolveObject(object) === 'unsafe' ? [observe(object)] : [],
    );
  },
};

function observe(object: KerasObject): Observation {
  const { name, module, kind, pointer } = object;
  const from = module === '' ? '' : ` from ${quote(module)}`;
  return {
    severity: 'critical',
    message: `Loading the model looks up the ${kind} ${quote(name)}${from}, which is no part of a model.`,
    where: { pointer },
    references: referencesFor(object),
  };
}

function referencesFor({ name, module }: KerasObject): readonly string[] {
  if (name === 'TorchModuleWrapper') return ['CVE-2025-49655'];
  if (name === 'enable_unsafe_deserialization') return ['CVE-2025-9906'];
  if (name === 'get_file') return ['CVE-2025-8747', 'CVE-2025-12060'];
  return module.startsWith('keras') ? ['CVE-2025-8747'] : [];
}
