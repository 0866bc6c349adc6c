// Which table knows the names of a module. Tables are parsed when the first name of their library is asked for.
import { boosters } from './boosters.ts';
import { NameIndex, type NameTable } from './name-table.ts';
import { numpy } from './numpy.ts';
import { otherLibraries } from './other-libraries.ts';
import { pandas } from './pandas.ts';
import { scikitLearn } from './scikit-learn.ts';
import { scipy } from './scipy.ts';
import { standardData } from './standard-data.ts';
import { isStandardModule } from './standard-modules.ts';
import { torch } from './torch.ts';
import { torchvision } from './torchvision.ts';
import { transformers } from './transformers.ts';

const tables: ReadonlyMap<string, readonly NameTable[]> = new Map([
  ['numpy', [numpy]],
  ['scipy', [scipy]],
  ['sklearn', [scikitLearn, otherLibraries]],
  // The name that compiled losses of scikit-learn 1.1 to 1.5 have of themselves.
  ['_loss', [scikitLearn]],
  ['pandas', [pandas]],
  ['torch', [torch, otherLibraries]],
  ['torchvision', [torchvision]],
  ['transformers', [transformers]],
  ['xgboost', [boosters]],
  ['lightgbm', [boosters]],
  ['catboost', [boosters]],
  ['_catboost', [boosters]],
  ...[
    'joblib',
    'omegaconf',
    'easydict',
    'pytz',
    'dateutil',
    'tokenizers',
    'accelerate',
    'dill',
    'pyarrow',
    'pytorch_lightning',
    'lightning',
    'lightning_fabric',
  ].map((root): [string, readonly NameTable[]] => [root, [otherLibraries]]),
]);

const indexes = new Map<string, NameIndex>();

/** The names of the library that `module` belongs to; undefined when it belongs to none that is known. */
export function libraryOf(module: string): NameIndex | undefined {
  const dot = module.indexOf('.');
  const root = dot < 0 ? module : module.slice(0, dot);
  const library = isStandardModule(module) ? 'standard' : root;
  const known = indexes.get(library);
  if (known !== undefined) return known;
  const lists = library === 'standard' ? [standardData] : tables.get(root);
  if (lists === undefined) return undefined;
  const index = new NameIndex(...lists);
  indexes.set(library, index);
  return index;
}
