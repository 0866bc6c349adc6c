// Names that are neither known to be harmless nor known to act: a person has to decide.
import { build, buildPickle, call, dict, int, list, newObj, op, stackGlobal, text, u8 } from '../pickle.ts';
import type { Sample } from '../sample.ts';

function suspicious(name: string, because: string, check: string, build: () => Uint8Array): Sample {
  return { name: `${name}.pkl`, build, verdict: 'suspicious', because, check };
}

const unknown = 'pickle-unknown-name';

export const undecided: readonly Sample[] = [
  {
    name: 'kept-command.pkl',
    build: () =>
      buildPickle(
        4,
        build(
          newObj(stackGlobal('sklearn.preprocessing._function_transformer', 'FunctionTransformer')),
          list(stackGlobal('os', 'system')),
        ),
      ),
    verdict: 'malicious',
    because: 'an object keeps a function that runs commands',
    check: unknown,
  },
  {
    name: 'dotted-reference.pkl',
    build: () => buildPickle(4, list(stackGlobal('numpy', 'sys.modules'))),
    verdict: 'malicious',
    because: 'a name leads through another module',
    check: unknown,
  },
  suspicious('own-class', 'a class of the author', unknown, () =>
    buildPickle(4, build(newObj(stackGlobal('__main__', 'Net')), dict(text('n'), int(1)))),
  ),
  suspicious('third-party-class', 'a class of an unknown package', unknown, () =>
    buildPickle(4, newObj(stackGlobal('acme_models.net', 'Net'))),
  ),
  suspicious('third-party-function', 'a function of an unknown package', unknown, () =>
    buildPickle(4, call(stackGlobal('acme_models.io', 'restore'), text('x'))),
  ),
  suspicious('library-unlisted', 'an unlisted class of a known library', unknown, () =>
    buildPickle(4, newObj(stackGlobal('sklearn.somewhere', 'Estimator'))),
  ),
  suspicious('stdlib-reference', 'an unlisted name of the standard library, not called', unknown, () =>
    buildPickle(4, list(stackGlobal('statistics', 'mean'))),
  ),
  suspicious('dangerous-reference', 'a name of a dangerous module, not called', unknown, () =>
    buildPickle(4, list(stackGlobal('os', 'getcwd'))),
  ),
  suspicious(
    'extension-code',
    'a code of the extension registry, which is empty by default',
    'pickle-extension-code',
    () => buildPickle(2, op('EXT1', u8(9))),
  ),
];
