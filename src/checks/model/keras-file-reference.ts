// Files and addresses that a Keras configuration makes its loader open.
import { quote } from '#core/quote';
import type { Check, Observation } from '../check.ts';
import { isKerasTree, type KerasObject, kerasObjects, observeAll } from './keras-objects.ts';

export const check: Check<'tree'> = {
  id: 'keras-file-reference',
  title: 'Does the Keras configuration make its loader open files or addresses?',
  why: 'Lookup layers open the path in their vocabulary while the model loads. A path outside the model reads files of the machine, an address calls home.',
  remedy: 'Do not load the model; a saved model carries its vocabulary itself.',
  references: ['CVE-2025-12058', 'CWE-22', 'CWE-918'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30'],
  views: ['tree'],
  check(view) {
    if (!isKerasTree(view)) return [];
    return observeAll(kerasObjects(view.root), judgeObject);
  },
};

function judgeObject(object: KerasObject): Observation[] {
  const { config, className } = object;
  if (!(config instanceof Map) || !pathKeys.some((key) => config.has(key))) return [];
  const opens = alwaysOpen.has(className.slice(className.lastIndexOf('>') + 1));
  return pathKeys.flatMap((key): Observation[] => {
    const path = config.get(key);
    if (typeof path !== 'string' || path === '') return [];
    const escapes = leadsOutside(path);
    if (!escapes && !opens && key !== 'vocabulary') return [];
    return [
      {
        severity: escapes ? 'high' : 'medium',
        message: `${quote(className)} opens ${quote(path)} (its ${key}) while the model loads.`,
        where: { pointer: `${object.pointer}/config/${key}` },
      },
    ];
  });
}

/** Absolute, with a drive, a share or a scheme, in the home folder, or upwards. */
function leadsOutside(path: string): boolean {
  return /^(\/|\\|~|[A-Za-z][A-Za-z0-9+.-]*:)/.test(path) || path.split(/[\\/]/).includes('..');
}

const pathKeys = ['vocabulary', 'vocabulary_file', 'vocab_file', 'merges', 'proto', 'filepath', 'file_path', 'path'];

/** Layers whose path is opened whatever it is: TFSMLayer runs the graph it finds there. */
const alwaysOpen: ReadonlySet<string> = new Set(['TFSMLayer']);
