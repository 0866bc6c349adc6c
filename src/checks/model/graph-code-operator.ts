// Operators that hand control to Python: the graph is then a program of whoever wrote it.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { GraphNode, GraphView } from '#formats/views/graph';
import { type Dialect, dialectOf } from './operators/dialect.ts';

export const check: Check<'graph'> = {
  id: 'graph-code-operator',
  title: 'Does the graph contain an operator that runs Python code?',
  why: 'Such an operator calls a Python function by name or number when the graph runs, with the rights of the process that serves the model.',
  remedy: 'Do not load it. Ask for an export made of standard operators only.',
  references: ['CWE-94', 'https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-02', 'NCSC-1.3-06'],
  views: ['graph'],
  check(view: GraphView): readonly Observation[] {
    return view.nodes
      .filter((node) => runsCode(view, node))
      .map((node) => ({
        severity: 'critical',
        message: `operator ${quote(node.domain === '' ? node.operator : `${node.domain}::${node.operator}`)} runs Python code`,
        where: node.where,
      }));
  },
};

function runsCode(view: GraphView, node: GraphNode): boolean {
  const dialect = dialectOf(view, node);
  if (dialect === 'onnx' && !pythonDomains.has(node.domain)) return false;
  return codeOperators.get(dialect)?.has(node.operator) ?? false;
}

const pythonDomains: ReadonlySet<string> = new Set(['ai.onnx.contrib', 'com.microsoft', 'com.microsoft.extensions']);

const codeOperators: ReadonlyMap<Dialect, ReadonlySet<string>> = new Map([
  ['tensorflow', new Set(['PyFunc', 'PyFuncStateless', 'EagerPyFunc'])],
  ['onnx', new Set(['PyOp', 'PythonOp', 'PythonOpGrad'])],
  ['paddle', new Set(['py_func', 'py_layer', 'pylayer'])],
  ['paddle-pir', new Set(['py_func', 'py_layer', 'pylayer'])],
  ['mxnet', new Set(['Custom', '_Native', '_NDArray'])],
  ['caffe', new Set(['Python', 'PythonDLPack'])],
]);
