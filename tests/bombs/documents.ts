// JSON, YAML, XML, Python, templates and notebooks that cost far more than their bytes.
import { type Bomb, fill, MiB, repeat, series } from './bomb.ts';

const layer = '{"class_name":"Dense","config":{"units":1,"name":"a"}}';

/** A tokenizer as the largest published one: 262,144 tokens, 514,906 merges as pairs. */
function tokenizer(): Uint8Array {
  const vocabulary = series(
    262_144,
    (index) => `"token${index}": ${index},\n`,
    '{"version":"1.0","model":{"type":"BPE","vocab":{',
    '"end":262144},',
  );
  const merges = series(514_906, (index) => `["to${index}", "ken${index % 977}"],\n`, '"merges":[', '["a","b"]]}}');
  return Buffer.concat([vocabulary, merges]);
}

const json: readonly Bomb[] = [
  { name: 'empty-objects.json', build: () => repeat(3_000_000, '{},', '[', '0]'), quick: true },
  { name: 'empty-lists.json', build: () => repeat(20_000_000, '[],', '[', '0]') },
  { name: 'small-objects.json', build: () => series(1_000_000, (index) => `{"a":{"b":${index}}},`, '[', '0]') },
  {
    name: 'keras-layers.json',
    build: () => repeat(300_000, `${layer},`, '{"class_name":"Functional","config":{"layers":[', `${layer}]}}`),
    harmless: true,
    quick: true,
  },
  {
    name: 'keras-million-layers.json',
    build: () => repeat(1_000_000, `${layer},`, '{"class_name":"Functional","config":{"layers":[', `${layer}]}}`),
  },
  {
    name: 'keras-empty-layers.json',
    build: () => repeat(2_000_000, '{},', '{"class_name":"Functional","config":{"layers":[', '{}]}}'),
  },
  {
    name: 'keras-2000-layers.json',
    build: () =>
      series(
        2000,
        (index) =>
          `{"module":"keras.layers","class_name":"Dense","config":{"name":"dense_${index}","trainable":true,"units":8,"activation":"relu","kernel_initializer":{"module":"keras.initializers","class_name":"GlorotUniform","config":{"seed":null},"registered_name":null}},"registered_name":null,"name":"dense_${index}","inbound_nodes":[]},`,
        '{"class_name":"Functional","config":{"name":"model","layers":[',
        '{"class_name":"Dense","config":{"name":"last"}}]}}',
      ),
    honest: true,
  },
  { name: 'tokenizer.json', build: tokenizer, honest: true },
  { name: 'short-strings.json', build: () => repeat(16_000_000, '"a",', '[', '"a"]') },
  { name: 'unique-strings.json', build: () => series(5_000_000, (index) => `"w${index}",`, '[', '"a"]') },
  { name: 'keys.json', build: () => series(4_000_000, (index) => `"k${index}":1,`, '{', '"a":1}') },
  {
    name: 'long-keys.json',
    build: () => series(2000, (index) => `"${'k'.repeat(20_000)}${index + 10_000}":1,`, '{', '"a":1}'),
    harmless: true,
  },
  { name: 'numbers.json', build: () => repeat(30_000_000, '1,', '[', '1]'), harmless: true },
  { name: 'fractions.json', build: () => repeat(12_000_000, '1.5,', '[', '1]'), harmless: true },
  { name: 'long-number.json', build: () => fill(60 * MiB, '9', '[', ']'), harmless: true },
  { name: 'deep.json', build: () => repeat(10_000_000, '['), quick: true },
  {
    name: 'deep-closed.json',
    build: () => Buffer.concat([repeat(500, '{"a":'), Buffer.from('1'), repeat(500, '}')]),
    harmless: true,
  },
  {
    name: 'deep-chains.json',
    build: () => {
      const chain = `${'['.repeat(400)}${']'.repeat(400)},`;
      return repeat(30_000, chain, '[', '0]');
    },
  },
  { name: 'same-name.json', build: () => repeat(6_000_000, '"auto_map":1,', '{', '"a":1}') },
  { name: 'escapes.json', build: () => fill(60 * MiB, '\\u0041', '["', '"]'), harmless: true },
  { name: 'control.json', build: () => fill(60 * MiB, '\u0001', '["', '"]'), harmless: true },
  { name: 'half-pairs.json', build: () => fill(60 * MiB, '"\\ud800",', '[', '1]') },
  { name: 'lines.json', build: () => repeat(200_000, '{"a":[1,2,{"b":3}]}\n'), harmless: true },
  { name: 'lines-of-lists.json', build: () => repeat(100_000, `[${'[],'.repeat(100)}0]\n`) },
  {
    name: 'templates.json',
    harmless: true,
    build: () =>
      series(
        5000,
        (index) => `{"name":"n${index}","template":"${'{% if a %}x{% endif %}'.repeat(200)}"},`,
        '{"chat_template":[',
        '{}]}',
      ),
  },
  {
    name: 'tokenizer_config.json',
    build: () => fill(200 * 1024, '{{ (((a))) }}', '{"chat_template":"', '"}'),
    harmless: true,
  },
  {
    name: 'keras-deep.json',
    build: () =>
      Buffer.concat([repeat(120, '{"class_name":"A","config":{"layer":'), Buffer.from('1'), repeat(120, '}}')]),
    harmless: true,
  },
  { name: 'targets.json', build: () => series(400_000, (index) => `{"_target_":"a.b${index}"},`, '[', '0]') },
  {
    name: 'auto-map.json',
    build: () => series(400_000, (index) => `"A${index}":"m${index}--a.B",`, '{"auto_map":{', '"z":"a.b"}}'),
  },
  {
    name: 'cells.ipynb',
    build: () =>
      repeat(
        300_000,
        '{"cell_type":"code","metadata":{},"outputs":[],"source":["a=1\\n"]},',
        '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[',
        '{"cell_type":"markdown","metadata":{},"source":[]}]}',
      ),
    harmless: true,
  },
  {
    name: 'outputs.ipynb',
    build: () =>
      repeat(
        2_000_000,
        '{},',
        '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","metadata":{},"source":"a","outputs":[',
        '{}]}]}',
      ),
  },
  {
    name: 'graph-symbol.json',
    build: () =>
      repeat(
        500_000,
        '{"op":"null","name":"a","inputs":[]},',
        '{"nodes":[',
        '{}],"arg_nodes":[],"heads":[],"attrs":{"mxnet_version":["int",10900]}}',
      ),
  },
];

const yaml: readonly Bomb[] = [
  { name: 'items.yaml', build: () => fill(MiB - 10, '- a\n') },
  { name: 'flow.yaml', build: () => fill(MiB - 100, '{a: b},', '[', '1]') },
  { name: 'flow-empty.yaml', build: () => fill(MiB - 100, '[],', '[', '1]'), quick: true },
  { name: 'flow-commas.yaml', build: () => fill(MiB - 100, ',', '[', ']') },
  { name: 'maps.yaml', build: () => series(80_000, (index) => `k${index}: v\n`) },
  { name: 'questions.yaml', build: () => fill(MiB - 100, '? a\n: b\n') },
  { name: 'tags.yaml', build: () => fill(MiB - 100, '- !a b\n') },
  { name: 'anchors.yaml', harmless: true, build: () => series(60_000, (index) => `- &a${index} b\n`) },
  {
    name: 'aliases.yaml',
    build: () =>
      Buffer.from(
        `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}*a${index}]\n`).join('')}`,
      ),
    quick: true,
  },
  { name: 'many-aliases.yaml', build: () => fill(MiB - 100, '- *a\n', '- &a b\n') },
  { name: 'merges.yaml', build: () => fill(MiB - 100, '- <<: *a\n', '- &a {b: c}\n') },
  { name: 'documents.yaml', build: () => fill(MiB - 100, '---\n') },
  { name: 'documents-full.yaml', build: () => fill(MiB - 100, '--- a\n') },
  { name: 'deep.yaml', build: () => fill(MiB - 100, '[') },
  { name: 'deep-dashes.yaml', build: () => fill(MiB - 100, '- ') },
  { name: 'comments.yaml', build: () => fill(MiB - 100, '#\n'), harmless: true },
  { name: 'blank-lines.yaml', build: () => fill(MiB - 100, '\n', 'a:', ' b'), harmless: true },
  { name: 'quotes.yaml', build: () => fill(MiB - 100, "''", "- '", "'"), harmless: true },
  { name: 'colons.yaml', build: () => fill(MiB - 100, ': ') },
  {
    name: 'steps.yaml',
    harmless: true,
    build: () =>
      Buffer.from(
        Array.from({ length: 190 }, (_, index) => `${' '.repeat(index)}a:\n`)
          .join('')
          .repeat(20),
      ),
  },
  { name: 'wide.yaml', build: () => fill(900_000, 'a', 'k: "', '"'), harmless: true },
  { name: 'folded.yaml', build: () => fill(MiB - 100, 'a\n  ', 'k: >\n  ', 'b\n'), harmless: true },
  { name: 'plain-lines.yaml', build: () => fill(MiB - 100, 'a\n  ', 'k: ', 'b\n'), harmless: true },
  { name: 'errors.yaml', build: () => fill(MiB - 100, '- "\\q"\n') },
  { name: 'percent.yaml', build: () => fill(MiB - 100, '%a b\n') },
  { name: 'nemo.yaml', build: () => series(30_000, (index) => `- ▁word${index}\n`, 'labels:\n'), honest: true },
];

const python: readonly Bomb[] = [
  {
    name: 'nested-calls.py',
    build: () => {
      const one = `${'f('.repeat(150)}1${')'.repeat(150)}\n`;
      return repeat(Math.floor(400_000 / one.length), one);
    },
    harmless: true,
    quick: true,
  },
  { name: 'calls.py', build: () => fill(600_000, 'f(a)\n'), harmless: true },
  { name: 'call-lines.py', build: () => fill(MiB - 100, 'f(x,y,z)\n'), harmless: true },
  { name: 'names.py', build: () => fill(MiB - 100, 'a\n'), harmless: true },
  { name: 'imports.py', build: () => series(60_000, (index) => `import a${index}\n`), harmless: true },
  { name: 'assignments.py', build: () => series(70_000, (index) => `a${index}=a${index + 1}\n`), harmless: true },
  {
    name: 'chained-assignments.py',
    build: () => series(70_000, (index) => `a${index + 1}=a${index}\n`),
    harmless: true,
  },
  {
    name: 'doubling.py',
    harmless: true,
    build: () => series(20_000, (index) => `a${index + 1}=a${index}+a${index}\n`, 'a0="x"\n', 'exec(a20000)\n'),
  },
  { name: 'sums.py', build: () => fill(500_000, '1+', 'a=', '1\n'), harmless: true },
  { name: 'words.py', build: () => fill(MiB - 100, 'not ', 'a=', '1\n'), harmless: true },
  { name: 'ands.py', build: () => fill(MiB - 100, 'a and ', 'a=', '1\n'), harmless: true },
  { name: 'attributes.py', build: () => fill(500_000, 'a.', '', 'a\n'), harmless: true },
  { name: 'list.py', build: () => fill(580_000, '1,', 'a=[', ']\n'), harmless: true },
  { name: 'texts.py', build: () => fill(500_000, "'a' ", 'a=(', ')\n'), harmless: true },
  { name: 'formatted.py', build: () => fill(500_000, '{a}', "a=f'", "'\n"), harmless: true },
  { name: 'lambdas.py', build: () => fill(MiB - 100, 'lambda x: ', 'a=', '1\n'), harmless: true },
  { name: 'brackets.py', build: () => fill(MiB - 100, '(') },
  { name: 'errors.py', build: () => fill(MiB - 100, 'if else for\n'), harmless: true },
  { name: 'backslashes.py', build: () => fill(250_000, '\\\n', 'a=', '1\n'), harmless: true },
  {
    name: 'steps.py',
    build: () => Buffer.from(Array.from({ length: 1400 }, (_, index) => `${' '.repeat(index)}if a:\n`).join('')),
    harmless: true,
  },
  {
    name: 'indents.py',
    build: () =>
      Buffer.from(
        `${Array.from({ length: 90 }, (_, index) => `${' '.repeat(index)}if a:\n`).join('')}${' '.repeat(90)}b\n`.repeat(
          200,
        ),
      ),
    harmless: true,
  },
  { name: 'functions.py', build: () => series(40_000, (index) => `def f${index}():f${index + 1}()\n`), harmless: true },
  { name: 'decorators.py', build: () => fill(MiB - 100, '@a\n', '', 'def f(): pass\n'), harmless: true },
  { name: 'semicolons.py', build: () => fill(280_000, 'a;'), harmless: true },
  {
    name: 'getattr.py',
    build: () => series(8000, (index) => `getattr(a,'b${index}')(getattr(c,'d'))\n`),
    harmless: true,
  },
  {
    name: 'joined.py',
    build: () => {
      const one = `''.join(['a','b'])+`;
      return fill(280_000, one, 'a=', '1\n');
    },
    harmless: true,
  },
  { name: 'unknown-characters.py', build: () => fill(MiB - 100, '$? '), harmless: true },
  { name: 'blanks.py', build: () => fill(MiB - 100, ' \n'), harmless: true },
];

const xml: readonly Bomb[] = [
  {
    name: 'laughs.xml',
    build: () =>
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 20 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')}]><a>&l20;</a>`,
      ),
    quick: true,
  },
  {
    name: 'laughs.pmml',
    build: () =>
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 20 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')}]><PMML>&l20;</PMML>`,
      ),
  },
  {
    name: 'entities.pmml',
    build: () =>
      series(300_000, (index) => `<!ENTITY e${index} "a">`, '<?xml version="1.0"?><!DOCTYPE PMML [', ']><PMML/>'),
  },
  { name: 'deep.pmml', build: () => repeat(10_000_000, '<a>', '<PMML>') },
  {
    name: 'elements.pmml',
    build: () =>
      repeat(
        8_000_000,
        '<a/>',
        '<?xml version="1.0"?><PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4">',
        '</PMML>',
      ),
    harmless: true,
  },
  {
    name: 'extensions.pmml',
    build: () =>
      repeat(
        3_000_000,
        '<Extension name="a"/>',
        '<?xml version="1.0"?><PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4">',
        '</PMML>',
      ),
    harmless: true,
  },
  { name: 'attributes.pmml', build: () => series(2_000_000, (index) => ` a${index}="b"`, '<PMML', '/>') },
  {
    name: 'attribute.svg',
    build: () => fill(60 * MiB, 'x', '<svg xmlns="http://www.w3.org/2000/svg" a="', '"/>'),
    harmless: true,
  },
  {
    name: 'elements.svg',
    build: () => fill(60 * MiB, '<g/>', '<svg xmlns="http://www.w3.org/2000/svg">', '</svg>'),
    harmless: true,
  },
  {
    name: 'scripts.svg',
    build: () => fill(30 * MiB, '<script>a()</script>', '<svg xmlns="http://www.w3.org/2000/svg">', '</svg>'),
  },
  {
    name: 'references.svg',
    build: () => fill(60 * MiB, '&#65;', '<svg xmlns="http://www.w3.org/2000/svg">', '</svg>'),
    harmless: true,
  },
  {
    name: 'comment.svg',
    build: () => fill(60 * MiB, '- ', '<svg xmlns="http://www.w3.org/2000/svg"><!--', '--></svg>'),
    harmless: true,
  },
  {
    name: 'layers.xml',
    build: () =>
      series(
        800_000,
        (index) => `<layer id="${index}" name="l" type="T${index}" version="opset1"/>`,
        '<?xml version="1.0"?><net name="n" version="11"><layers>',
        '</layers><edges/></net>',
      ),
  },
  { name: 'openings.xml', build: () => fill(60 * MiB, '<'), harmless: true },
];

const jinja: readonly Bomb[] = [
  { name: 'deep.jinja', build: () => fill(250_000, '(', '{{', '}}') },
  {
    name: 'blocks.jinja',
    build: () => Buffer.concat([repeat(9000, '{% if a %}'), repeat(9000, '{% endif %}')]),
    harmless: true,
  },
  { name: 'filters.jinja', build: () => fill(250_000, '|a', '{{ x', '}}'), harmless: true },
  {
    name: 'loop.jinja',
    build: () => Buffer.from('{% for a in range(10**9) %}{% for b in range(1000000000) %}x{% endfor %}{% endfor %}'),
  },
  { name: 'concat.jinja', build: () => fill(250_000, "~'a'", "{{ 'a'", '}}'), harmless: true },
  { name: 'outputs.jinja', build: () => fill(250_000, '{{a}}'), harmless: true },
  { name: 'openings.jinja', build: () => fill(250_000, '{% '), harmless: true },
  { name: 'blanks.jinja', build: () => fill(250_000, ' \n', '{{', '}}'), harmless: true },
  {
    name: 'replace.jinja',
    build: () => Buffer.from(`{{ ${"('a'*60000)".repeat(1)}${".replace('a','aaaaaaaaaa')".repeat(5000)} }}`),
    harmless: true,
  },
  { name: 'lists.jinja', build: () => fill(250_000, '[],', '{{ [', '1] }}'), harmless: true },
];

export const documents: readonly Bomb[] = [...json, ...yaml, ...python, ...xml, ...jinja];
