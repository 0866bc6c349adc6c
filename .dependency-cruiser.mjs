// Who may import whom. DESIGN's table as rules; the sentence of each rule says why it exists.
// tests/architecture plants a forbidden import, an effect and a cycle and sees them refused.

/** Folder -> what it may import besides itself, and why no more. */
const folders = {
  core: [[], 'core is the words everyone speaks; whatever it imported, everyone would import.'],
  numeric: [['core'], 'Arithmetic knows no assets, so it can be tested against papers alone.'],
  formats: [
    ['core', 'numeric'],
    'A reader turns bytes into a view and judges nothing; it must run wherever bytes are.',
  ],
  predicates: [['core'], 'A kind of statement is data and its schema; it knows neither keys nor stores.'],
  store: [['core'], 'The store keeps bytes by digest; it must not know what they mean.'],
  sandbox: [['core'], 'The sandbox runs one thing and reports; judging is for checks.'],
  sign: [['core'], 'Keys sign bytes; what the bytes say is no concern of the key.'],
  checks: [
    ['core', 'numeric', 'formats'],
    'A check is a pure function of a view, so it can be fuzzed, cached by digest and run anywhere; it never sees store, attest or log.',
  ],
  transforms: [
    ['core', 'numeric', 'formats'],
    'A transform is asset and seed in, asset out; storing and signing are the flow.',
  ],
  attest: [['core', 'sign', 'predicates'], 'Attesting wraps statements; it does not make findings.'],
  log: [['core', 'sign'], 'The log orders envelopes and proves it; it does not read them.'],
  access: [
    ['core', 'predicates', 'attest'],
    'Who may do what is decided from policies and from verified statements about identities, grants and tokens, and from nothing else.',
  ],
  gates: [
    ['core', 'predicates', 'attest'],
    'A decision rests on recorded evidence, so it can be recomputed years later: gates never import checks.',
  ],
  zones: [
    ['core', 'predicates', 'attest', 'gates', 'access'],
    'A zone is rights and gates; where an asset lies is told by verified statements.',
  ],
  catalogue: [['core'], 'The catalogue names other things by id; a test proves that they exist.'],
  exports: [
    ['core', 'predicates', 'attest', 'catalogue'],
    'A document is printed from a report; metadata of checks is passed in, so printing never scans.',
  ],
  monitor: [['core', 'numeric', 'predicates', 'attest'], 'What is learnt later is compared with what was stated.'],
  database: [['core', 'predicates', 'attest'], 'The index is rebuilt from statements and nothing else.'],
  jobs: [
    ['core', 'numeric', 'database'],
    'A job engine runs functions it is given; what runs graphs is a native library, so it stands here, behind the interface of numeric.',
  ],
  cli: [
    ['core', 'log', 'server', 'flow', 'exports', 'catalogue'],
    'A command parses, calls a flow, or an engine that stands on its own, and prints; it holds no logic of its own.',
  ],
  server: [['core', 'log', 'flow', 'exports', 'catalogue'], 'A route parses, authorises, calls a flow and answers.'],
};

const layers = Object.entries(folders).map(([folder, [allowed, why]]) => ({
  name: `${folder}-imports`,
  comment: `${folder}/ may import ${allowed.length === 0 ? 'nothing' : allowed.join(', ')}. ${why}`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '[.]test[.]ts$' },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

/** Modules that reach outside the process or start something. */
const effects =
  '^(node:)?(fs|fs/promises|child_process|cluster|dgram|dns|dns/promises|http|http2|https|inspector|net|repl|tls|vm|worker_threads)$';

export default {
  forbidden: [
    ...layers,
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, and neither can be read or tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'effects-at-the-edge',
      comment:
        'Disk, processes, network and threads only in store, sandbox, sign, log, database, jobs, cli and server: reading and judging hostile bytes must have no effect.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(store|sandbox|sign|log|database|jobs|cli|server)/', '[.]test[.]ts$'] },
      to: { path: effects, dependencyTypes: ['core'] },
    },
    {
      name: 'no-network-in-a-scan',
      comment: 'A scan works without network, so nothing it is made of may open a socket or start a process.',
      severity: 'error',
      // Blobs may lie in S3: `store/s3` speaks HTTP, and the next rule keeps it out of a scan.
      from: { path: '^src/(store|cli)/', pathNot: ['^src/store/s3/', '[.]test[.]ts$'] },
      to: { path: effects.replace('fs|fs/promises|', '').replace('|worker_threads', ''), dependencyTypes: ['core'] },
    },
    {
      name: 'no-storage-client-in-a-scan',
      comment:
        'A scan works without network, so nothing that it reaches over any number of imports may be the client of S3. Recording what it found is another step, and opens a workspace.',
      severity: 'error',
      from: {
        path: '^src/(flow/scan|store/(file-source|walk-folder|folder-store|hash-file))',
        pathNot: '[.]test[.]ts$',
      },
      to: { path: '^src/store/s3/', reachable: true },
    },
    {
      name: 'own-index',
      comment:
        "A folder's index is for the outside; inside, imports name the file, or every file would need every other.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/$1/index[.]ts$' },
    },
    {
      name: 'libraries-when-needed',
      comment:
        'A library is imported inside the function that needs it: loading all of them would double the start-up time of a scan. Schemas and queries are made of theirs, and no scan loads them.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(cli|server|predicates|attest|database|gates|access/prove)/', '[.]test[.]ts$'],
      },
      to: { dependencyTypes: ['npm'], dependencyTypesNot: ['type-only', 'type-import'], dynamic: false },
    },
    {
      name: 'sources-stand-alone',
      comment: 'What is published must not need tests, builders of samples, benchmarks or build tools.',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(testkit|tests|bench|tools)/' },
    },
    {
      name: 'declared-libraries',
      comment: 'A published module may use only what package.json installs with it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere fails at run time only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
