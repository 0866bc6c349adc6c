// EXT1, EXT2 and EXT4 name something by a number of copyreg's registry, which is empty unless a program fills it.
import type { ProgramView } from '#formats/views/program';
import type { Check, Observation } from '../check.ts';
import { bounded, callsOf, rootOf } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-extension-code',
  title: 'Does the pickle name something by an extension code?',
  why: 'What the number stands for is decided by the program that loads the file, or by the stream itself.',
  remedy: 'Ask for a file without extension codes; no pickler writes them unless a program registered some.',
  references: ['https://docs.python.org/3/library/copyreg.html', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-29'],
  views: ['program'],
  check: (view: ProgramView): readonly Observation[] => {
    const filled = callsOf(view).some(({ target }) => rootOf(target)?.name.module === 'copyreg' && fills(target));
    return bounded(
      view.streams
        .flatMap(({ extensions }) => extensions)
        .map(({ code, offset }): Observation => {
          const by = filled ? ', and the stream itself fills the registry' : '';
          const message = `extension code ${code} stands for a name that is not in the file${by}`;
          return { severity: filled ? 'critical' : 'medium', message, where: { offset, element: 'EXT' } };
        }),
    );
  },
};

function fills(target: Parameters<typeof rootOf>[0]): boolean {
  const name = rootOf(target)?.name.name ?? '';
  return ['add_extension', '_extension_registry', '_inverted_registry', '_extension_cache'].includes(name);
}
