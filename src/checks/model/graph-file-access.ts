// Operators that read or write files or open connections while the graph runs.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { GraphNode, GraphView } from '#formats/views/graph';
import { dialectOf } from './operators/dialect.ts';
import { fileOperator } from './operators/file-operators.ts';

export const check: Check<'graph'> = {
  id: 'graph-file-access',
  title: 'Does the graph contain an operator that opens files or connections?',
  why: 'Whoever made the graph chooses the file: it can steal keys through the model output, or overwrite start-up files.',
  remedy: 'Do not serve it. Ask for an export without input pipelines and without file operators.',
  references: ['CWE-73', 'https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-02', 'NCSC-1.3-06'],
  views: ['graph'],
  check(view: GraphView): readonly Observation[] {
    return view.nodes.flatMap((node) => observe(view, node));
  },
};

function observe(view: GraphView, node: GraphNode): readonly Observation[] {
  const found = fileOperator(dialectOf(view, node), node.operator);
  if (found === undefined || (found.onlyWithText === true && node.texts.length === 0)) return [];
  const texts = node.texts.slice(0, 3).map(quote).join(', ');
  const naming = texts === '' ? '' : `; it names ${texts}`;
  return [
    { severity: found.severity, message: `operator ${quote(node.operator)} ${found.does}${naming}`, where: node.where },
  ];
}
