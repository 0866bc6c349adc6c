// Operators that the framework does not have: somebody else's library must be loaded to run them.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { GraphNode, GraphView } from '#formats/views/graph';
import { isKnownOperator } from './operators/known-operator.ts';

export const check: Check<'graph'> = {
  id: 'graph-unknown-operator',
  title: 'Does the graph need operators that its framework does not have?',
  why: 'To run such a graph, a native library or an application class with these operators has to be loaded; what it does is not in this file.',
  remedy:
    'Find out which library defines the operator, check that library, and list the name in the policy when it is accepted.',
  references: ['CWE-829'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-02', 'NCSC-1.3-06'],
  views: ['graph'],
  check(view: GraphView, context: CheckContext): readonly Observation[] {
    const seen = new Set<string>();
    const found: Observation[] = [];
    for (const node of view.nodes) {
      const name = qualified(node);
      if (seen.has(name) || isKnownOperator(view, node) || context.policy.allowsGlobal(name)) continue;
      seen.add(name);
      found.push({
        severity: 'medium',
        message: `operator ${quote(name)} is not part of the framework`,
        where: node.where,
      });
    }
    return found;
  },
};

function qualified(node: GraphNode): string {
  return node.domain === '' ? node.operator : `${node.domain}.${node.operator}`;
}
