// SVG images: XML that browsers draw, and whose scripts they run. Specification: W3C SVG 2.
import type { ByteSource } from '#core/byte-source';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { TreeNode, TreeView } from './views/tree.ts';
import { readXml } from './xml/read-xml.ts';
import { prologFacts, rootElement } from './xml/xml-facts.ts';

export const format: Format = {
  id: 'svg',
  title: 'SVG image',
  specification: 'https://www.w3.org/TR/SVG2/',
  loading: 'A browser that opens it as a document runs the scripts in it; an image library only draws.',
  extensions: ['svg'],
  identify: (sample: Sample): Match =>
    rootElement(sample.head)?.toLowerCase().replace(/^.*:/, '') === 'svg' ? 'content' : 'no',
  read,
};

async function read(source: ByteSource, context: ReadContext): Promise<TreeView> {
  const active: TreeNode[] = [];
  const note = (what: string, line: number): void => {
    if (active.length < limits.findingsPerFile.value)
      active.push(
        new Map<string, TreeNode>([
          ['what', what],
          ['line', line],
        ]),
      );
  };
  const prolog = await readXml(source, context.budget, {
    open(name, attributes, line) {
      if (/(^|:)(script|iframe|embed|object)$/i.test(name)) note(`element ${name}`, line);
      for (const [attribute, value] of attributes) {
        if (/^on[a-z]+$/i.test(attribute)) note(`attribute ${attribute}`, line);
        else if (/(^|:)(href|src|to|values)$/i.test(attribute) && isScriptAddress(value))
          note('a script address', line);
      }
    },
  });
  const facts = prologFacts(prolog);
  return {
    kind: 'tree',
    format: format.id,
    root: new Map<string, TreeNode>([['active', active], ...facts]),
    tags: [],
    oddities: [],
    parts: [],
  };
}

/** Browsers drop blanks and control characters inside the scheme. */
function isScriptAddress(value: string): boolean {
  return /^(java|vb)script:|^data:text\/html/i.test(value.slice(0, 200).replace(/[\u0000-\u0020]/g, ''));
}
