// Links and storage of an HDF5 file that make its loader open other files.
import { quote } from '#core/quote';
import type { TensorsView } from '#formats/views/tensors';
import type { Check, Observation } from '../check.ts';

export const check: Check<'tensors'> = {
  id: 'hdf5-external-file',
  title: 'Does the HDF5 file make its loader open other files?',
  why: 'External links, external storage and virtual datasets pull the bytes of any file the process can read into the model, from where they can leak.',
  remedy: 'Do not load the model; ask for one file that holds all its weights.',
  references: ['CVE-2026-1669', 'CWE-73', 'CWE-22'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30'],
  views: ['tensors'],
  check(view) {
    if (view.format !== 'hdf5') return [];
    const isModel = holdsKerasModel(view);
    return (view.externalFiles ?? []).map(({ location, where }): Observation => {
      const escapes = leadsOutside(location);
      const model = isModel ? '; Keras never writes that' : '';
      return {
        severity: escapes ? 'critical' : isModel ? 'high' : 'medium',
        message: `Its elements are read from the file ${quote(location)}${escapes ? ', outside its folder' : model}.`,
        where,
      };
    });
  },
};

/** Whether the names are those that Keras gives: 2.x attributes, or the weight store of 3.x. */
function holdsKerasModel({ metadata, tensors }: TensorsView): boolean {
  return (
    metadata.some(({ key }) => /@(model_config|keras_version|layer_names|weight_names)$/.test(key)) ||
    tensors.some(({ name }) => /\/vars\/\d{1,6}$/.test(name) || name.startsWith('/_layer_checkpoint_dependencies/'))
  );
}

/** Absolute, with a drive, a share or a scheme, in the home folder, or upwards. */
function leadsOutside(path: string): boolean {
  return /^(\/|\\|~|[A-Za-z][A-Za-z0-9+.-]*:)/.test(path) || path.split(/[\\/]/).includes('..');
}
