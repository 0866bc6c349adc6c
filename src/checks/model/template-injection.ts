// Templates that reach for Python behind the template engine.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TemplateFact, TemplateView } from '#formats/views/template';

export const check: Check<'template'> = {
  id: 'template-injection',
  title: 'Does a template do more than put messages together?',
  why: 'A chat template is rendered for every prompt; where the renderer has no sandbox, attribute walks run any Python.',
  remedy: 'Do not load the model with this template; take the one of the original model.',
  references: ['CVE-2024-34359', 'CWE-1336'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['template'],
  check(view: TemplateView): readonly Observation[] {
    const found = view.facts.map(judge);
    if (view.unparsed !== undefined && !found.some(({ severity }) => severity === 'critical' || severity === 'high')) {
      const message = `the template cannot be parsed (${quote(view.unparsed)}), so what it does is not known`;
      found.push({ severity: 'medium', outcome: 'inconclusive', message, where: {} });
    }
    return found;
  },
};

function judge(fact: TemplateFact): Observation {
  const where = { line: fact.line };
  switch (fact.what) {
    case 'underscore':
      // One underscore may be a key of the application's own data; two are Python's internals.
      return {
        severity: fact.name.includes('__') ? 'critical' : 'medium',
        message: `the template reaches for ${quote(fact.name)}`,
        where,
      };
    case 'computed-attribute':
      return { severity: 'high', message: 'the template computes the name of an attribute', where };
    case 'engine-object':
      return {
        severity: 'high',
        message: `the template walks into ${quote(fact.name)}, an object of the engine`,
        where,
      };
    case 'other-template':
      return otherTemplate(fact.statement, fact.target, where);
    case 'cost':
      return {
        severity: 'high',
        message: `the template asks for ${fact.amount} steps or characters`,
        where,
        references: ['CWE-400'],
      };
  }
}

/** A neighbour by a plain relative name needs a decision; anything else leads out or loads code. */
function otherTemplate(statement: string, target: string | undefined, where: { line: number }): Observation {
  const plain =
    target !== undefined &&
    /^[\w-][\w./-]*\.(?:jinja2?|j2|html|md|txt|xml|json|yaml)$/.test(target) &&
    !target.includes('..');
  const named = target === undefined ? 'a computed name' : quote(target);
  return {
    severity: plain ? 'medium' : 'high',
    message: `the template pulls in another one: ${statement} ${named}`,
    where,
  };
}
