// `_target_` in configuration: Hydra imports the name and calls it with the values beside it.
import type { Check, Observation } from '#checks/check';
import { effectOf } from '#checks/code/callable-names';
import { quote } from '#core/quote';
import type { TreeView } from '#formats/views/tree';
import { type TreeVisit, walkTree } from '#formats/views/walk-tree';

export const check: Check<'tree'> = {
  id: 'hydra-target',
  title: 'Does the configuration name a callable that its loader would run?',
  why: 'Hydra, NeMo and latent-diffusion style loaders import the named callable and call it with arguments from the file.',
  remedy: 'Do not instantiate it. Replace the name by a class of the library that the model belongs to.',
  references: ['CVE-2025-23304', 'CWE-470'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['tree'],
  check(view: TreeView, context): readonly Observation[] {
    const found: Observation[] = [];
    for (const visit of walkTree(view.root)) {
      const observation = judge(visit, context.policy.allowsGlobal);
      if (observation !== undefined && found.length < maxPerFile) found.push(observation);
    }
    return found;
  },
};

function judge(visit: TreeVisit, allows: (name: string) => boolean): Observation | undefined {
  const decisive = visit.key === '_target_';
  if (!decisive && !calledKeys.has(visit.key)) return undefined;
  if (typeof visit.node !== 'string' || visit.node.length > 500) return undefined;
  const name = visit.node.trim();
  const where = { pointer: visit.pointer };
  if (!/^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name)) {
    if (!decisive || name.includes('${')) return undefined;
    return { severity: 'medium', message: `_target_ ${quote(name)} is no plain dotted name`, where };
  }
  if (isDangerous(name)) {
    return { severity: 'critical', message: `the loader would call ${quote(name)}`, where };
  }
  if (!decisive || isLibraryClass(name) || allows(name)) return undefined;
  return {
    severity: 'medium',
    message: `the loader would import and call ${quote(name)}, which is not a known class of a model library`,
    where,
  };
}

function isDangerous(name: string): boolean {
  if (!name.includes('.')) return bareBuiltins.has(name);
  return effectOf(name) !== undefined || dangerousRoots.has(name.split('.')[0] ?? '') || /\.__\w+__(?:\.|$)/.test(name);
}

/** A class by its capital letter, or a listed function, inside a library whose classes take data. */
function isLibraryClass(name: string): boolean {
  const parts = name.split('.');
  const last = parts.at(-1) ?? '';
  if (parts.some((part) => part.startsWith('_') || riskyModules.has(part))) return false;
  if (!libraries.has(parts[0] ?? '')) return false;
  return /^[A-Z]/.test(last) || plainFunctions.test(name);
}

const maxPerFile = 50;

/** Keys under which other loaders put a dotted name that they import and call. */
const calledKeys: ReadonlySet<string> = new Set([
  'target',
  'class_path',
  '_target',
  'callable',
  '_class_',
  'cls',
  'func',
  'path',
]);

const bareBuiltins: ReadonlySet<string> = new Set([
  'eval',
  'exec',
  'compile',
  '__import__',
  'open',
  'getattr',
  'setattr',
  'breakpoint',
  'input',
]);

/** Modules of the standard library that no configuration has a reason to call. */
const dangerousRoots: ReadonlySet<string> = new Set(
  `os posix nt subprocess sys builtins __builtin__ importlib runpy pty socket shutil ctypes pickle _pickle marshal code codeop
   commands webbrowser urllib http ftplib smtplib telnetlib asyncio multiprocessing platform timeit pdb bdb cProfile profile
   trace doctest pip distutils setuptools ensurepip venv idlelib lib2to3 antigravity site types inspect gc signal threading
   dill cloudpickle joblib tempfile zipimport pkgutil pydoc imp operator functools _operator io _io fileinput linecache turtle
   xmlrpc socketserver ssl sqlite3 shelve dbm copyreg atexit sched concurrent cffi requests httpx paramiko fabric`.split(
    /\s+/,
  ),
);

const libraries: ReadonlySet<string> = new Set(
  `torch torchvision torchaudio torchmetrics nemo pytorch_lightning lightning lightning_fabric transformers diffusers peft
   accelerate sentence_transformers timm monai fairseq fairseq2 omegaconf hydra numpy scipy sklearn tensorflow keras jax flax
   optax datasets tokenizers evaluate megatron apex bitsandbytes xgboost lightgbm catboost segmentation_models_pytorch
   detectron2 speechbrain espnet kornia albumentations torch_geometric einops open_clip warmup_scheduler ldm sgm
   nemo_automodel nemo_text_processing torchtune torchtitan audiocraft hydra_plugins`.split(/\s+/),
);

/** Parts of a library path that load code or files. */
const riskyModules: ReadonlySet<string> = new Set([
  'hub',
  'cpp_extension',
  'package',
  'serialization',
  'classes',
  'ops',
  'f2py',
  'distutils',
  'testing',
  'utils_subprocess',
]);

const plainFunctions =
  /^(?:torch\.nn\.functional|torch\.nn\.init|torch\.optim|torchvision\.transforms|torchvision\.models|nemo\.collections|nemo\.core\.optim|transformers\.get_\w+_schedule|torch\.(?:float16|bfloat16|float32|float64|int8|int64|tensor|zeros|ones|arange|device))\b/;
