// XML documents: annotations of datasets, property lists, configuration. What matters is what they ask a parser to fetch.
import type { ByteSource } from '#core/byte-source';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { TreeNode, TreeView } from './views/tree.ts';
import { readXml } from './xml/read-xml.ts';
import { prologFacts, rootElement } from './xml/xml-facts.ts';

export const format: Format = {
  id: 'xml',
  title: 'XML document',
  specification: 'https://www.w3.org/TR/xml/',
  loading:
    'Read by any XML parser. Nothing runs, but a parser that follows entities reads files and opens connections.',
  extensions: ['xml'],
  identify: (sample: Sample): Match => {
    const root = rootElement(sample.head);
    if (root === undefined || elsewhere.has(root.toLowerCase().replace(/^.*:/, ''))) return 'no';
    const declared = new TextDecoder().decode(sample.head.subarray(0, 16)).trimStart().startsWith('<?xml');
    return declared || sample.extension === 'xml' ? 'content' : 'no';
  },
  read: async (source: ByteSource, context: ReadContext): Promise<TreeView> => {
    let root = '';
    const includes: string[] = [];
    const prolog = await readXml(source, context.budget, {
      open(name, attributes) {
        if (root === '') root = name;
        if (/(?:^|:)include$/.test(name) && attributes.has('href') && includes.length < limits.findingsPerFile.value) {
          includes.push((attributes.get('href') ?? '').slice(0, 1000));
        }
      },
    });
    const facts = new Map<string, TreeNode>([['root', root], ['includes', includes], ...prologFacts(prolog)]);
    return { kind: 'tree', format: 'xml', root: facts, tags: [], oddities: [], parts: [] };
  },
};

// Read by formats of their own.
const elsewhere: ReadonlySet<string> = new Set(['pmml', 'svg', 'html']);
