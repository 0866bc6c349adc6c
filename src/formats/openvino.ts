// OpenVINO's intermediate representation: layers as XML, their numbers in a `.bin` file of the same name.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import type { GraphView } from './views/graph.ts';
import { readXml } from './xml/read-xml.ts';
import { rootElement } from './xml/xml-facts.ts';

export const format: Format = {
  id: 'openvino',
  title: 'OpenVINO model',
  specification: 'https://docs.openvino.ai/2026/documentation/openvino-ir-format.html',
  loading: 'Read by OpenVINO. Layers of a foreign version need a native extension library.',
  extensions: ['xml'],
  identify: (sample: Sample): Match => {
    if (rootElement(sample.head) !== 'net') return 'no';
    return /<net[^>]{0,1000}\sversion=/.test(new TextDecoder().decode(sample.head)) ? 'content' : 'name';
  },
  read,
};

async function read(source: ByteSource, context: ReadContext): Promise<GraphView> {
  const into = new GraphBuilder('openvino', source, context.budget);
  let weightsEnd = 0;
  await readXml(source, context.budget, {
    open(name, attributes, line) {
      if (name === 'layer') {
        const type = attributes.get('type') ?? '';
        recordPaths(attributes, line, into);
        into.node({
          domain: attributes.get('version') ?? '',
          operator: type,
          name: attributes.get('name') ?? '',
          line,
        });
      } else if (name === 'data') {
        recordPaths(attributes, line, into);
        weightsEnd = Math.max(weightsEnd, wholeNumber(attributes.get('offset')) + wholeNumber(attributes.get('size')));
      }
    },
  });
  if (weightsEnd > 0) {
    const location = `${context.name.replace(/^.*\//, '').replace(/\.[^.]*$/, '')}.bin`;
    into.externalFile({ location, offset: 0, length: weightsEnd, where: { element: 'net' } });
  }
  return into.build();
}

/** Attributes of layers are numbers and words; one that is a path names a file that an extension opens. */
function recordPaths(attributes: ReadonlyMap<string, string>, line: number, into: GraphBuilder): void {
  for (const [key, value] of attributes) {
    const path = /[\\/]/.test(value) || /\.(?:so|dll|dylib)$/i.test(value);
    if (key !== 'name' && path)
      into.externalFile({ location: value.slice(0, 4096), where: { line, element: key.slice(0, 60) } });
  }
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
