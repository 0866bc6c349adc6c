// What an XML document asks its parser to fetch or to expand before anything else is read.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { TreeNode, TreeView } from '#formats/views/tree';
import { asList, asMap } from '#formats/views/walk-tree';

export const check: Check<'tree'> = {
  id: 'xml-external-entity',
  title: 'Does the XML make its parser open files, connections or unbounded text?',
  why: 'A parser with default settings of many languages follows such declarations: it reads local files, calls addresses, or runs out of memory.',
  remedy: 'Do not parse it. Ask for a document without document type declaration.',
  references: ['CWE-611', 'CWE-776'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-DEVMODELPOISON-03'],
  views: ['tree'],
  check(view: TreeView): readonly Observation[] {
    const facts = view.format === 'xml' || view.format === 'pmml' ? asMap(view.root) : undefined;
    if (facts === undefined) return [];
    return [
      ...entities(facts),
      ...externalSubset(facts, isModel(view, facts)),
      ...inclusions(facts),
      ...instructions(facts, isModel(view, facts)),
    ];
  },
};

type Facts = ReadonlyMap<string, TreeNode>;

/** Model formats have no document type: whoever wrote one into a model means the parser. */
function isModel(view: TreeView, facts: Facts): boolean {
  return view.format === 'pmml' || facts.get('root') === 'net' || facts.get('root') === 'PMML';
}

function entities(facts: Facts): readonly Observation[] {
  const found: Observation[] = [];
  for (const node of asList(facts.get('entities')) ?? []) {
    const entity = asMap(node);
    const name = quote(String(entity?.get('name') ?? ''));
    const external = entity?.get('external');
    const length = entity?.get('expandedLength');
    if (typeof external === 'string') found.push(observe('high', `entity ${name} stands for ${quote(external)}`));
    else if (entity?.get('parameter') === true) {
      found.push(observe('high', `parameter entity ${name} writes declarations of its own`));
    } else if (typeof length === 'number' && length > bombLength) {
      found.push(observe('high', `entity ${name} expands to more than ${bombLength} characters`));
    } else found.push(observe('medium', `the document declares entity ${name}`));
  }
  return found.slice(0, 50);
}

function externalSubset(facts: Facts, model: boolean): readonly Observation[] {
  if (!facts.has('doctype')) return [];
  const external = facts.get('external');
  if (typeof external !== 'string') {
    return model ? [observe('medium', 'a model has no use for a document type declaration')] : [];
  }
  if (wellKnown.test(external)) return [];
  const remote = /^[A-Za-z][\w+.-]*:|^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(external);
  if (!remote && !model) return [];
  return [observe(model ? 'high' : 'medium', `the document type is fetched from ${quote(external)}`)];
}

function inclusions(facts: Facts): readonly Observation[] {
  return (asList(facts.get('includes')) ?? [])
    .filter((href) => typeof href === 'string')
    .slice(0, 50)
    .map((href) => {
      const outside = /^[A-Za-z][\w+.-]*:|^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(href);
      return observe(outside ? 'high' : 'medium', `the document includes ${quote(href)}`);
    });
}

function instructions(facts: Facts, model: boolean): readonly Observation[] {
  return (asList(facts.get('instructions')) ?? [])
    .filter((target) => target === 'php' || (model && target === 'xml-stylesheet'))
    .map((target) => observe('medium', `the document has instructions for ${quote(String(target))}`));
}

function observe(severity: 'high' | 'medium', message: string): Observation {
  return { severity, message, where: { line: 1 } };
}

// A dozen nested entities make a thousand million characters; honest ones are names and phrases.
const bombLength = 100_000;

// Property lists, XHTML, SVG, MathML, DocBook: parsers have these or never fetch them.
const wellKnown =
  /^https?:\/\/(?:www\.apple\.com\/DTDs\/|www\.w3\.org\/|www\.oasis-open\.org\/docbook\/|java\.sun\.com\/dtd\/|www\.dmg\.org\/)/;
