// Functions in the file that bear the name of a standard operator.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { GraphView } from '#formats/views/graph';
import { isKnownOperator } from './operators/known-operator.ts';

export const check: Check<'graph'> = {
  id: 'graph-shadowed-operator',
  title: 'Does the file define a function with the name of a standard operator?',
  why: 'Loaders disagree whether the function or the standard operator runs, so a reviewer may look at another model than the one that answers.',
  remedy: 'Ask why the standard operator is redefined; have the function renamed into a domain of its own.',
  references: ['CWE-694'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-02'],
  views: ['graph'],
  check(view: GraphView): readonly Observation[] {
    return view.functions
      .filter((name) => shadows(view, name))
      .map((name) => ({
        severity: 'medium',
        message: `the file defines ${quote(name)}, which is a standard operator`,
        where: {},
      }));
  },
};

/** Whether the name means a standard operator when the file's own functions are left out of account. */
function shadows(view: GraphView, name: string): boolean {
  const [domain, operator] = view.format === 'onnx' ? splitDomain(name) : ['', name];
  if (view.format === 'onnx' && !standardDomains.has(domain)) return false;
  return isKnownOperator({ ...view, functions: [] }, { domain, operator, name, where: {}, texts: [] });
}

function splitDomain(name: string): readonly [string, string] {
  const at = name.lastIndexOf('::');
  return [name.slice(0, Math.max(at, 0)), name.slice(at < 0 ? 0 : at + 2)];
}

const standardDomains: ReadonlySet<string> = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);
