// What a name in a Keras configuration refers to, by the rules of Keras's own loader (`_retrieve_class_or_fn`).
import { kerasClasses, kerasFunctions, kerasOperations } from './keras-names.ts';
import type { KerasObject } from './keras-objects.ts';
import { standardModules } from './keras-standard-modules.ts';
import { judgeExpression } from './marshal-judgement.ts';

/**
 * - `known`: Keras's own layers, losses, ...
 * - `custom`: a class or function that the user's code must define or register
 * - `unsafe`: code that has no place in a model: commands, imports, files, downloads, Keras's own switches
 */
export type Resolution = 'known' | 'custom' | 'unsafe';

/** What the loader would look up for `object`. */
export function resolveObject(object: Pick<KerasObject, 'name' | 'kind' | 'module' | 'registeredName'>): Resolution {
  const { kind, module } = object;
  const name = withoutPackage(object.name);
  if (kind === 'value' || (name === '' && module === '')) return 'known';
  if (isUnsafeName(name, kind)) return 'unsafe';
  if (module === '') return resolveBareName(object, name);
  const top = module.split('.', 1)[0] ?? '';
  if (top === 'builtins') return resolveBuiltin(name, kind);
  if (standardModules.has(top) || foreignLibraries.has(top)) return 'unsafe';
  if (top === 'keras' || top === 'tf_keras') return resolveKeras(module.split('.').slice(1), name, kind);
  if (top === 'tensorflow') return resolveTensorFlow(module, name, kind);
  if (!officialAddOns.has(top)) return 'custom';
  if (module.split('.').some((part) => unsafeKerasFolders.has(part))) return 'unsafe';
  return kind === 'class' ? 'known' : 'custom';
}

/** `Package>Class`: the name under which `register_keras_serializable` keeps a class. */
function withoutPackage(name: string): string {
  return name.slice(name.lastIndexOf('>') + 1);
}

function isUnsafeName(name: string, kind: KerasObject['kind']): boolean {
  if (unsafeKerasNames.has(name) || name.includes('.') || /^__.*__$/.test(name)) return true;
  // A class may well be called `Process`; a function called `system` or `exec` is what it says.
  return kind === 'function' && !kerasFunctions.has(name) && judgeExpression({ names: [name] }).dangerous.length > 0;
}

/** Keras 2 style: no import takes place, the name is looked up among Keras's own and the registered ones. */
function resolveBareName({ name: written, kind }: Pick<KerasObject, 'name' | 'kind'>, name: string): Resolution {
  const [registered] = written.includes('>') ? written.split('>', 1) : [];
  if (registered !== undefined && officialAddOns.has(registered)) return 'known';
  if (registered !== undefined && !ownPackages.has(registered)) return 'custom';
  return (kind === 'function' ? kerasFunctions : knownClasses).has(name) ? 'known' : 'custom';
}

/** `builtins` is what Keras 3 writes for functions it knows by name, and for the user's own. */
function resolveBuiltin(name: string, kind: KerasObject['kind']): Resolution {
  if (kind === 'function' && kerasFunctions.has(name)) return 'known';
  return pythonBuiltins.has(name) ? 'unsafe' : 'custom';
}

function resolveKeras(path: readonly string[], name: string, kind: KerasObject['kind']): Resolution {
  if (kind === 'class' && knownClasses.has(name) && !path.some((part) => unsafeKerasFolders.has(part))) return 'known';
  if (path.some((part) => unsafeKerasFolders.has(part))) return 'unsafe';
  const area = path.find((part) => part !== 'src' && part !== 'api' && part !== '_tf_keras');
  if (kind === 'class') return area !== undefined && kerasAreas.has(area) ? 'known' : 'custom';
  if (kerasFunctions.has(name)) return 'known';
  return area !== undefined && functionAreas.has(area) ? 'known' : 'unsafe';
}

function resolveTensorFlow(module: string, name: string, kind: KerasObject['kind']): Resolution {
  const path = module.split('.');
  const keras = path.indexOf('keras');
  if (keras > 0) return resolveKeras(path.slice(keras + 1), name, kind);
  if (kind === 'class' && (knownClasses.has(name) || /(Spec|Shape|DType|Tensor)$/.test(name))) return 'known';
  return path.some((part) => unsafeTensorFlowFolders.has(part)) ? 'unsafe' : 'custom';
}

/** Lambda and its like are Keras's own classes; other checks judge what they carry. */
const knownClasses: ReadonlySet<string> = new Set([
  ...kerasClasses,
  ...kerasOperations,
  'Lambda',
  'JaxLayer',
  'FlaxLayer',
  'TFSMLayer',
]);

/** `Custom` is the default package; Keras 2 writes its own optimizers with it. */
const ownPackages: ReadonlySet<string> = new Set(['keras', 'tf_keras', 'Custom']);

/** Packages of the Keras project that the loader trusts like itself. */
const officialAddOns: ReadonlySet<string> = new Set(['keras_hub', 'keras_nlp', 'keras_cv', 'keras_rs']);

const unsafeKerasNames: ReadonlySet<string> = new Set(
  `TorchModuleWrapper get_file load_model save_model load_weights save_weights model_from_json model_from_yaml
  model_from_config clone_model clone_and_build_model enable_unsafe_deserialization set_backend func_load func_dump
  deserialize deserialize_keras_object deserialize_keras_object_legacy get serialize CustomObjectScope custom_object_scope get_custom_objects
  register_keras_serializable load_data get_weights_path open_by_path extract_archive extract_open_archive
  image_dataset_from_directory audio_dataset_from_directory text_dataset_from_directory load_img save_img
  download_and_extract LambdaCallback ModelCheckpoint CSVLogger BackupAndRestore RemoteMonitor TensorBoard ExportArchive
  FileEditor KerasFileEditor DiskIOStore H5IOStore`.split(/\s+/),
);

/** Folders of Keras with functions that open files, download, load models or change how loading works. */
const unsafeKerasFolders: ReadonlySet<string> = new Set(
  'utils saving config datasets legacy_saving saved_model export backend callbacks wrappers distribution'.split(' '),
);

/** Folders of Keras that define what models are made of. */
const kerasAreas: ReadonlySet<string> = new Set(
  `layers models optimizers losses metrics initializers regularizers constraints activations dtype_policies quantizers
  ops random engine mixed_precision premade_models feature_column legacy applications`.split(/\s+/),
);

const functionAreas: ReadonlySet<string> = new Set(
  'activations losses metrics initializers regularizers constraints quantizers'.split(' '),
);

const unsafeTensorFlowFolders: ReadonlySet<string> = new Set(
  'io gfile io_ops script_ops load_library file_io platform lib debug data raw_ops saved_model profiler'.split(' '),
);

/** Libraries that are neither Keras nor code of the model's author, and that can load, run or open anything. */
const foreignLibraries: ReadonlySet<string> = new Set(
  `torch numpy scipy pandas joblib dill cloudpickle pip setuptools pkg_resources mlflow requests urllib3 IPython yaml
  _pytest pytest h5py paramiko fabric flask django jinja2 numba cffi Cython sympy skimage cv2 PIL absl wheel`.split(
    /\s+/,
  ),
);

/** Builtins that reach code, files, attributes or make types; the others only compute. */
const pythonBuiltins: ReadonlySet<string> = new Set(
  `breakpoint callable classmethod compile delattr dir eval exec exit filter getattr globals hasattr help input iter
  locals map memoryview next object open print property quit setattr staticmethod super type vars`.split(/\s+/),
);
