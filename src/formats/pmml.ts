// PMML: predictive models as XML. Models compute; extensions and functions named like classes may be more than that.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { TreeNode, TreeView } from './views/tree.ts';
import { readXml, type XmlVisitor } from './xml/read-xml.ts';
import { prologFacts, rootElement } from './xml/xml-facts.ts';

export const format: Format = {
  id: 'pmml',
  title: 'PMML model',
  specification: 'https://dmg.org/pmml/v4-4-1/GeneralStructure.html',
  loading:
    'Read by JPMML, PyPMML and others. JPMML looks up functions that are no builtin ones as Java classes; extensions are whatever the reading program makes of them.',
  extensions: ['pmml'],
  identify: (sample: Sample): Match => {
    if (rootElement(sample.head)?.replace(/^.*:/, '') === 'PMML') return 'content';
    return sample.extension === 'pmml' ? 'name' : 'no';
  },
  read: async (source: ByteSource, context: ReadContext): Promise<TreeView> => {
    const visitor = new PmmlVisitor();
    const prolog = await readXml(source, context.budget, visitor);
    const facts = new Map<string, TreeNode>([['root', visitor.root], ...prologFacts(prolog)]);
    facts.set(
      'extensions',
      visitor.extensions.map(
        ({ line, text }) =>
          new Map<string, TreeNode>([
            ['line', line],
            ['text', text],
          ]),
      ),
    );
    facts.set('scripts', visitor.scripts);
    facts.set(
      'functions',
      [...visitor.functions].filter((name) => !visitor.defined.has(name)),
    );
    return { kind: 'tree', format: 'pmml', root: facts, tags: [], oddities: [], parts: [] };
  },
};

/** Keeps the text of extensions, attributes included, and the names of functions that are applied. */
class PmmlVisitor implements XmlVisitor {
  root = '';
  readonly extensions: { line: number; text: string }[] = [];
  /** Lines of elements that hold a program. */
  readonly scripts: number[] = [];
  readonly functions: Set<string> = new Set();
  readonly defined: Set<string> = new Set();
  #open: { line: number; text: string } | undefined;
  #depth = 0;

  open(name: string, attributes: ReadonlyMap<string, string>, line: number): void {
    if (this.root === '') this.root = name;
    const local = name.slice(name.lastIndexOf(':') + 1);
    if (local === 'Extension' || this.#open !== undefined) {
      this.#depth += 1;
      this.#open ??= { line, text: '' };
      if (this.extensions.length < maxKept) this.#add(`${local} ${[...attributes.values()].join(' ')}`);
    }
    if (this.scripts.length < maxKept && /^(?:script|code|javascript|python)$/i.test(local)) this.scripts.push(line);
    const names = local === 'Apply' ? this.functions : local === 'DefineFunction' ? this.defined : undefined;
    if (names === undefined || names.size >= maxKept) return;
    const key = attributes.get(local === 'Apply' ? 'function' : 'name');
    if (key !== undefined) names.add(key.slice(0, 300));
  }

  close(): void {
    if (this.#open === undefined) return;
    this.#depth -= 1;
    if (this.#depth > 0) return;
    if (this.extensions.length < maxKept) this.extensions.push(this.#open);
    this.#open = undefined;
  }

  text(text: string): void {
    if (this.#open !== undefined) this.#add(text);
  }

  #add(text: string): void {
    if (this.#open !== undefined && this.#open.text.length < longestText)
      this.#open.text += ` ${text.slice(0, longestText)}`;
  }
}

const maxKept = 1000;
const longestText = 64 * 1024;
