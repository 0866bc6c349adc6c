// Types, functions and methods that a skops schema makes its loader import. @source skops/io/_general.py, _audit.py
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TreeNode, TreeView } from '#formats/views/tree';
import { asMap, walkTree } from '#formats/views/walk-tree';
import { judgeName } from './names/judge-name.ts';

export const check: Check<'tree'> = {
  id: 'skops-type',
  title: 'Does a skops file name types or functions beyond the known ones?',
  why: 'skops imports what schema.json names and builds objects of it; whoever passes its list of untrusted types on to the loader runs them.',
  remedy: 'Do not load it with trusted types that you have not read. Ask the supplier what the named type is for.',
  references: ['CVE-2025-54412', 'CVE-2025-54413', 'CVE-2025-54886'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-03'],
  views: ['tree'],
  check(view: TreeView, context: CheckContext): readonly Observation[] {
    const root = asMap(view.root);
    if (root === undefined || !root.has('__loader__') || !(root.has('_skops_version') || root.has('protocol')))
      return [];
    const seen = new Set<string>();
    const found: Observation[] = [];
    for (const visit of walkTree(view.root)) {
      const problem = judgeNode(asMap(visit.node), context);
      if (problem === undefined || seen.has(problem.message)) continue;
      seen.add(problem.message);
      found.push({ ...problem, where: { pointer: visit.pointer } });
    }
    return found;
  },
};

type Problem = Omit<Observation, 'where'>;

function judgeNode(node: ReadonlyMap<string, TreeNode> | undefined, context: CheckContext): Problem | undefined {
  const loader = node?.get('__loader__');
  const module = node?.get('__module__');
  const name = node?.get('__class__');
  if (node === undefined || typeof module !== 'string' || typeof name !== 'string') return undefined;
  const own = { module, name };
  if (loader === 'OperatorFuncNode') return judgeOperator(own);
  if (loader === 'MethodNode') return judgeMethod(own, asMap(node.get('content')));
  const what = quote(`${module}.${name}`);
  const standing = judgeName(own, context.policy);
  switch (standing.kind) {
    case 'listed':
      return undefined;
    case 'dangerous':
      return {
        severity: 'high',
        message: `the schema names ${what}: ${standing.why}`,
        references: standing.references,
      };
    case 'standard':
      return { severity: 'high', message: `the schema names ${what}, which no fitted model consists of` };
    default:
      return standing.acts
        ? { severity: 'high', message: `the schema names ${what}, which acts instead of holding data` }
        : { severity: 'medium', message: `the schema names ${what}, which is not known to be safe` };
  }
}

interface Named {
  readonly module: string;
  readonly name: string;
}

/** The loader takes the name from `operator`, whatever the module field says. */
function judgeOperator({ module, name }: Named): Problem {
  if (module !== 'operator') {
    const message = `an operator function is declared as ${quote(`${module}.${name}`)} and loaded as ${quote(`operator.${name}`)}: the list of types to trust shows the wrong one`;
    return { severity: 'high', message, references: ['CVE-2025-54412'] };
  }
  const known = name === 'itemgetter' || name === 'attrgetter' || name === 'methodcaller';
  const message = `the schema makes a function by ${quote(`operator.${name}`)}`;
  return { severity: known ? 'medium' : 'high', message, references: ['CVE-2025-54412'] };
}

/** `func` goes through getattr on the object; the types shown for approval are those of the method's own fields. */
function judgeMethod({ module, name }: Named, content: ReadonlyMap<string, TreeNode> | undefined): Problem {
  const owner = asMap(content?.get('obj'));
  const func = content?.get('func');
  const references = ['CVE-2025-54413'];
  if (owner !== undefined && (owner.get('__module__') !== module || owner.get('__class__') !== name)) {
    const message = `a method is declared to be of ${quote(`${module}.${name}`)} and is fetched from another object`;
    return { severity: 'high', message, references };
  }
  const method = typeof func === 'string' ? func : '';
  if (!/^[A-Za-z]\w*$/.test(method)) {
    const message = `a method named ${quote(method)} is fetched from ${quote(`${module}.${name}`)}`;
    return { severity: 'high', message, references };
  }
  return {
    severity: 'medium',
    message: `the schema binds the method ${quote(`${module}.${name}.${method}`)}`,
    references,
  };
}
