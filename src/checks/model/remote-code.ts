// Configuration that makes a model library run Python from the model's own folder or from another repository.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TreeNode, TreeView } from '#formats/views/tree';
import { asList, asMap, type TreeVisit, walkTree } from '#formats/views/walk-tree';

export const check: Check<'tree'> = {
  id: 'remote-code',
  title: 'Does the configuration ask its loader to run Python that comes with the model?',
  why: 'With trust_remote_code the loader imports the files named here; they run with the rights of whoever loads the model.',
  remedy: 'Read the named source, pin the revision, and load with trust_remote_code only when you accept what it does.',
  references: ['CWE-829', 'https://huggingface.co/docs/transformers/custom_models'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['tree'],
  check(view: TreeView, context: CheckContext): readonly Observation[] {
    const found: Observation[] = [];
    for (const visit of walkTree(view.root)) {
      if (found.length >= maxPerFile) break;
      found.push(...judge(visit, context));
    }
    return found;
  },
};

function judge(visit: TreeVisit, context: CheckContext): readonly Observation[] {
  const { node, key } = visit;
  if (!judgedKeys.has(key) && !libraryKeys.has(key) && !attentionKeys.has(key)) return [];
  const { pointer } = visit;
  if (key === 'auto_map') return classReferences(node).flatMap((name) => judgeReference(name, pointer, context));
  if (key === 'custom_pipelines') {
    return [...(asMap(node)?.values() ?? [])].flatMap((task) => {
      const implementation = asMap(task)?.get('impl');
      return typeof implementation === 'string' ? judgeReference(implementation, pointer, context) : [];
    });
  }
  if (key === 'trust_remote_code' && (node === true || node === 'true' || node === 'True' || node === 1)) {
    return [{ severity: 'medium', message: 'the configuration switches trust_remote_code on', where: { pointer } }];
  }
  if (libraryKeys.has(key) && typeof node === 'string' && /\.(?:so|dll|dylib)(?:\.|$)/i.test(node)) {
    return [
      { severity: 'medium', message: `the runtime would load the native library ${quote(node)}`, where: { pointer } },
    ];
  }
  if (attentionKeys.has(key) && typeof node === 'string' && node.includes('/')) {
    return [
      {
        severity: 'medium',
        message: `a compute kernel is downloaded from ${quote(node)} when the model loads`,
        where: { pointer },
      },
    ];
  }
  return [];
}

/** Values of an auto_map: a name, a list of names (slow and fast tokenizer), null where there is none. */
function classReferences(node: TreeNode): readonly string[] {
  const values = asMap(node)?.values() ?? [node];
  return [...values].flatMap((value) => asList(value) ?? [value]).filter((value) => typeof value === 'string');
}

function judgeReference(name: string, pointer: string, context: CheckContext): readonly Observation[] {
  const where = { pointer };
  const [repository, local] = name.includes('--') ? [name.slice(0, name.indexOf('--')), undefined] : [undefined, name];
  if (repository !== undefined) {
    const message = `${quote(name)} runs code from the repository ${quote(repository)}, which is not part of this scan`;
    return [{ severity: 'medium', message, where }];
  }
  if (context.policy.allowsGlobal(name)) return [];
  const observations: Observation[] = [
    {
      severity: 'medium',
      message: `the loader imports ${quote(name)} from the model folder when trust_remote_code is given`,
      where,
    },
  ];
  const file = `${(local ?? '').split('.').slice(0, -1).join('/')}.py`;
  if (context.sibling(file) === undefined) {
    const message = `the source ${quote(file)} of ${quote(name)} is not in the scanned folder, so nothing can be said about it`;
    observations.push({ severity: 'medium', outcome: 'inconclusive', message, where });
  }
  return observations;
}

const maxPerFile = 50;
const libraryKeys: ReadonlySet<string> = new Set([
  'custom_ops_library',
  'custom_op_library',
  'custom_ops_library_path',
]);
const attentionKeys: ReadonlySet<string> = new Set([
  'attn_implementation',
  '_attn_implementation',
  '_attn_implementation_internal',
]);

const judgedKeys: ReadonlySet<string> = new Set(['auto_map', 'custom_pipelines', 'trust_remote_code']);
