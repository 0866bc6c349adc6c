// All limits, in one place. Every count, length and depth in a file is written by an attacker; these numbers say how far
// we follow. A limit reached is `incomplete`, never `clean`.

export interface Limit {
  readonly value: number;
  readonly unit: string;
  /** What goes wrong without it. */
  readonly reason: string;
  /** The largest honest artefact it was sized against. */
  readonly sizedAgainst: string;
}

const KiB = 1024;
const MiB = 1024 * KiB;

// --- all formats -------------------------------------------------------------------------------------------------
export const nestingDepth: Limit = {
  value: 12,
  unit: 'containers inside containers',
  reason: 'archives that contain themselves never end',
  sizedAgainst: 'a NeMo tar.gz with a torch zip with a pickle in it: 4',
};

export const partsPerFile: Limit = {
  value: 130_000,
  unit: 'members over all nesting levels of one file',
  reason: '10^5 empty members cost seconds and name no weight',
  sizedAgainst: 'a WebDataset shard of 50,000 samples, 2 members each',
};

export const decompressedBase: Limit = {
  value: 256 * MiB,
  unit: 'bytes',
  reason: 'a 42 kB archive can declare petabytes',
  sizedAgainst: 'together with decompressedRatio: small text archives of tokenizers, up to 60:1 on 4 MB',
};

export const decompressedRatio: Limit = {
  value: 24,
  unit: 'decompressed bytes per byte of the outer file, on top of decompressedBase',
  reason: 'deflate reaches 1032:1, bzip2 far more',
  sizedAgainst: 'npz of sparse one-hot data, 18:1',
};

export const spoolBytes: Limit = {
  value: 48 * MiB,
  unit: 'bytes of decompressed data kept in memory per file',
  reason: 'scanning writes no temporary file, so what is kept is memory',
  sizedAgainst: 'memory of the whole scan stays below 256 MB',
};

export const textBytes: Limit = {
  value: 64 * MiB,
  unit: 'bytes of one text document held in memory',
  reason: 'syntax trees cost tens of bytes per byte of text',
  sizedAgainst: 'the largest published tokenizer.json, 33 MB',
};

export const uncoveredRanges: Limit = {
  value: 1000,
  unit: 'ranges of one file that are listed as not covered',
  reason: 'an archive may hold 100,000 members that nothing reads; the last range grows over the rest',
  sizedAgainst: 'an archive of 300 damaged members',
};

export const unlistedFindings: Limit = {
  value: 40_000,
  unit: 'findings of one file that are counted and not listed; members after that are left, as not covered',
  reason: 'the file is of no use by then, and a member with a finding costs more than others: 100,000 cost 7 s',
  sizedAgainst: 'an archive of 3,000 files of a program, 500 of them in formats of its own',
};

export const findingsPerFile: Limit = {
  value: 1000,
  unit: 'findings kept per file; later ones are counted',
  reason: 'a report of 10^6 lines is a denial of service on its reader',
  sizedAgainst: 'a pickle corpus with one finding per member',
};

export const quotedText: Limit = {
  value: 200,
  unit: 'characters of attacker-controlled text in a message',
  reason: 'terminal and report flooding',
  sizedAgainst: 'a fully qualified class name',
};

// --- json --------------------------------------------------------------------------------------------------------
export const jsonDepth: Limit = {
  value: 512,
  unit: 'objects and arrays inside each other',
  reason: 'whoever walks the tree may recurse',
  sizedAgainst: 'a Keras functional model with nested submodels, below 60',
};

export const jsonTreeCells: Limit = {
  value: 10_000_000,
  unit: 'cells of about 10 bytes of memory for one tree',
  reason: 'an empty array costs three bytes in the file and fifty in memory',
  sizedAgainst: 'a tokenizer.json with 262,144 tokens and 514,906 merges as pairs: 9.8 million',
};

export const jsonBytes: Limit = {
  value: 48 * MiB,
  unit: 'bytes of one JSON document of which a tree is made',
  reason: 'the bytes are held beside the tree; memory of the whole scan stays below 256 MB',
  sizedAgainst: 'the largest published tokenizer.json, 33 MB',
};

export const jsonProblems: Limit = {
  value: 1000,
  unit: 'departures from strict JSON kept per document; later ones are counted',
  reason: 'a document of duplicate names is a list as long as the file',
  sizedAgainst: 'documents with a handful of NaN',
};

// --- text, configuration, code -------------------------------------------------------------------------------------
export const textWindowBytes: Limit = {
  value: 8 * MiB,
  unit: 'bytes of a long text that are looked at together',
  reason: 'JSON lines of many gigabytes are scanned without being held',
  sizedAgainst: 'the longest record of a published JSON lines dataset, 2 MB',
};

export const treeDepth: Limit = {
  value: 200,
  unit: 'maps and lists inside each other',
  reason: 'recursive readers end in a stack overflow',
  sizedAgainst: 'a Keras configuration with nested models: 40',
};

export const pythonBytes: Limit = {
  value: 1 * MiB,
  unit: 'bytes of one Python source that are parsed',
  reason: 'the syntax tree costs about 120 bytes per byte of source, and 3 s per MB when every token is an error',
  sizedAgainst: 'the largest file of transformers, 0.4 MB',
};

export const pythonBrackets: Limit = {
  value: 2000,
  unit: 'brackets that are open at the same time, brackets in strings and comments included',
  reason: '150,000 open brackets cost the parser 300 MB',
  sizedAgainst: 'regular expressions and prompts in strings leave up to 40 open',
};

export const pythonTokens: Limit = {
  value: 250_000,
  unit: 'words and punctuation characters in one Python source, strings and comments included',
  reason: 'every token costs about 400 bytes of syntax tree',
  sizedAgainst: 'the largest file of transformers, 130,000',
};

export const pythonValues: Limit = {
  value: 300_000,
  unit: 'values that the arguments of all calls of one Python source are made of',
  reason: 'a call inside a call is an argument of every call around it, and all are kept',
  sizedAgainst: 'the largest file of transformers, 60,000',
};

export const codeCalls: Limit = {
  value: 200_000,
  unit: 'calls in one Python source',
  reason: 'each is kept with what its arguments are made of',
  sizedAgainst: 'the largest file of transformers, 9,000',
};

export const templateBytes: Limit = {
  value: 256 * KiB,
  unit: 'characters of one Jinja template that are parsed',
  reason: 'the parser is recursive and keeps every token',
  sizedAgainst: 'the longest chat template published with a model, 40 kB',
};

export const syntaxDepth: Limit = {
  value: 400,
  unit: 'expressions and blocks inside each other',
  reason: 'recursive readers end in a stack overflow',
  sizedAgainst: 'a generated chain of 200 string concatenations',
};

export const foldedText: Limit = {
  value: 64 * KiB,
  unit: 'characters of a string that is put together from constants',
  reason: 'repeated concatenation doubles a string with every step',
  sizedAgainst: 'a base64 payload inside a loader script',
};

export const templateRange: Limit = {
  value: 1_000_000,
  unit: 'iterations that a template asks for with a constant',
  reason: 'a template may ask the machine that renders it for 10^12 steps',
  sizedAgainst: 'loops over messages use no constant at all',
};

// --- compression -------------------------------------------------------------------------------------------------
export const decoderBytes: Limit = {
  value: 96 * MiB,
  unit: 'bytes of memory that all open decompressors of one file may hold together',
  reason: 'an xz or 7z header may ask for a dictionary of 4 GiB',
  sizedAgainst: 'xz -9 and 7z -mx=9: a dictionary of 64 MiB',
};

// --- marshal -----------------------------------------------------------------------------------------------------
export const marshalDepth: Limit = {
  value: 2000,
  unit: 'marshalled values inside values',
  reason: 'depth costs memory per level; CPython stops at the same number (MAX_MARSHAL_STACK_DEPTH)',
  sizedAgainst: 'modules of the standard library: 21',
};

export const marshalValues: Limit = {
  value: 500_000,
  unit: 'values in one marshalled object',
  reason: 'an empty tuple costs two bytes in the file and two hundred in memory',
  sizedAgainst: 'a generated table of 100,000 Unicode ranges as a compiled module',
};

// --- computation graphs (protobuf, FlatBuffers, XML) -----------------------------------------------------------------
export const protobufDepth: Limit = {
  value: 100,
  unit: 'messages inside messages',
  reason: 'recursion over attacker-chosen depth',
  sizedAgainst: 'the recursion limit of the C++, Java and Python protobuf libraries: 100',
};

export const protobufText: Limit = {
  value: 64 * KiB,
  unit: 'bytes of one text field that are decoded',
  reason: 'a text field can be as long as the file',
  sizedAgainst: 'Keras layer metadata, 20 KiB; paths end at 4096',
};

export const graphNodes: Limit = {
  value: 100_000,
  unit: 'different operators, functions, external files or metadata entries of one graph',
  reason: 'each one is kept in memory until the checks have seen it',
  sizedAgainst: 'a TensorFlow graph with 4,000 library functions',
};

// --- pickle ------------------------------------------------------------------------------------------------------
export const pickleStackRuns: Limit = {
  value: 4_000_000,
  unit: 'runs of different values on the stack of one pickle stream',
  reason: 'a run costs 12 bytes here and 8 in the unpickler; a stream of pushes without a mark is a memory bomb',
  sizedAgainst: 'a protocol 0 list of 10^6 strings built by one LIST opcode',
};

export const pickleSparsePages: Limit = {
  value: 4096,
  unit: 'memo pages of 4096 entries beyond what the entries written pay for',
  reason: 'the C unpickler allocates its memo up to the highest index: five bytes of pickle ask for 34 GB',
  sizedAgainst: 'picklers number the memo from 0 upwards, which needs no spare page at all',
};

export const pickleMemoIndex: Limit = {
  value: 2 ** 24,
  unit: 'memo index that may be written without as many entries before it',
  reason: 'five bytes of pickle make the C unpickler allocate 16 bytes for every index below',
  sizedAgainst: 'picklers number the memo from 0 upwards, whatever its size',
};

export const pickleMemoEntries: Limit = {
  value: 12_000_000,
  unit: 'memo entries that are kept exactly per stream (8 bytes each); later uncommon ones are dropped',
  reason: 'memory of the whole scan stays below 256 MB',
  sizedAgainst: 'a vocabulary of 3 million words',
};

export const pickleStreams: Limit = {
  value: 200_000,
  unit: 'pickle streams one after the other in one file',
  reason: 'a stream can be two bytes long',
  sizedAgainst: 'a replay buffer with 50,000 pickles appended',
};

export const pickleNameBytes: Limit = {
  value: 1024,
  unit: 'bytes of a constant string that is kept as text',
  reason: 'module and attribute names are short; longer strings are data',
  sizedAgainst: 'the longest dotted name in torch, 96 characters',
};

export const pickleRecords: Limit = {
  value: 20_000,
  unit: 'different names and different calls kept per stream',
  reason: 'the report of a stream is memory too',
  sizedAgainst: 'a pickled pipeline of 400 estimators: 1,900 different calls',
};

export const templatesPerFile: Limit = {
  value: 100,
  unit: 'templates inside one configuration file',
  reason: 'every template is parsed on its own',
  sizedAgainst: 'a tokenizer_config.json with 4 named templates',
};

export const jsonLines: Limit = {
  value: 200_000,
  unit: 'documents in one JSON lines file that is named .json',
  reason: 'each line is parsed and kept',
  sizedAgainst: 'an instruction dataset of 52,000 lines saved as .json',
};

export const yamlBytes: Limit = {
  value: 1 * MiB,
  unit: 'bytes of one YAML file',
  reason: 'the reader keeps about 280 bytes per byte of text (measured)',
  sizedAgainst: 'a NeMo configuration with its vocabulary, 0.6 MB',
};

export const yamlMarks: Limit = {
  value: 130_000,
  unit: 'line ends, commas, brackets, dashes and other marks of one YAML file',
  reason: 'the reader keeps about 500 bytes for each (measured), and commas without values cost quadratic time',
  sizedAgainst: 'a NeMo configuration with a vocabulary of 30,000 lines: 61,000',
};

export const yamlTags: Limit = {
  value: 1000,
  unit: 'application tags listed per YAML file',
  reason: 'a report of 10^6 lines helps nobody',
  sizedAgainst: 'a CloudFormation template with 300 tags',
};

export const yamlExpanded: Limit = {
  value: 1_000_000,
  unit: 'nodes of a YAML document with its aliases written out',
  reason: 'ten lines of aliases make 10^10 nodes in a loader that copies',
  sizedAgainst: 'a compose file with shared blocks: 2,000',
};

// --- zip ---------------------------------------------------------------------------------------------------------
export const zipEntries: Limit = {
  value: 200_000,
  unit: 'records in one central directory',
  reason: 'a record of 46 bytes costs some hundred bytes of memory',
  sizedAgainst: 'partsPerFile: more could not be scanned anyway',
};

export const zipRawChecked: Limit = {
  value: 512 * MiB,
  unit: 'bytes of large stored members whose CRC-32 is compared per archive',
  reason: 'summing costs a quarter of hashing, and the SHA-256 of the file tells more',
  sizedAgainst: 'a 1 GB checkpoint scanned within 1.3 times its SHA-256',
};

export const zipOrphans: Limit = {
  value: 20_000,
  unit: 'local headers outside the directory that are followed',
  reason: 'they cost memory each, and an archive that has any is not clean anyway',
  sizedAgainst: 'a download of a dataset archive that broke off after 10,000 files',
};

export const pickleLineBytes: Limit = {
  value: 65_536,
  unit: 'bytes of one text argument that are kept',
  reason: 'a line has no declared length; INT and LONG convert it in quadratic time',
  sizedAgainst: 'a protocol 0 pickle of a 4096-bit key, 1,234 digits',
};

export const pickleDeclaredBytes: Limit = {
  value: 64 * MiB,
  unit: 'bytes that an opcode may declare beyond the end of the data before it counts as a bomb',
  reason: 'the C unpickler allocates a declared length before it reads',
  sizedAgainst: 'a truncated download: the last opcode misses what the file misses',
};

// --- tensors -----------------------------------------------------------------------------------------------------
export const safetensorsHeader: Limit = {
  value: 32 * MiB,
  unit: 'bytes of the JSON header',
  reason: 'the reference reader takes 100 MB, which as a tree is ten times that in memory',
  sizedAgainst: 'a mixture-of-experts shard of 60,000 tensors, 9 MB',
};

export const safetensorsMetadata: Limit = {
  value: 200_000,
  unit: 'entries of the free metadata of one header',
  reason: 'each is kept with its text until the checks have seen it',
  sizedAgainst: 'training parameters and tag frequencies of adapters, 400 entries',
};

export const safetensorsPadding: Limit = {
  value: 4096,
  unit: 'blanks after the JSON header before they are an oddity',
  reason: 'megabytes of blanks hide what stands behind them from whoever looks at the header',
  sizedAgainst: 'alignment to 8 bytes, and to a page of 4096',
};

export const metadataText: Limit = {
  value: 16_384,
  unit: 'characters kept of one metadata value',
  reason: 'views are kept in memory; the whole value is scanned as a part where it is a format of its own',
  sizedAgainst: 'licence texts in GGUF metadata are longer and need no keeping',
};

// --- hdf5 --------------------------------------------------------------------------------------------------------
export const hdf5BlockBytes: Limit = {
  value: 16 * MiB,
  unit: 'bytes of one block of structure (object header, heap, B-tree node)',
  reason: 'a block is held in memory while it is read',
  sizedAgainst: 'the model_config of a Keras model with 1,500 layers: 1.5 MB in one global heap collection',
};

export const hdf5Messages: Limit = {
  value: 100_000,
  unit: 'header messages of one object',
  reason: 'continuation blocks may be chained at will',
  sizedAgainst: 'a root group with 2,000 compact attributes',
};

export const hdf5Ranges: Limit = {
  value: 1_500_000,
  unit: 'blocks and chunks of one file',
  reason: 'each is remembered, to tell what no structure accounts for',
  sizedAgainst: 'a chunked feature store of 600,000 chunks',
};

export const hdf5Objects: Limit = {
  value: 200_000,
  unit: 'groups and datasets of one file',
  reason: 'an object header costs 16 bytes in the file and several hundred in memory',
  sizedAgainst: 'an optimizer state of 20,000 datasets',
};

export const flatBufferRanges: Limit = {
  value: 2_000_000,
  unit: 'different tables, layouts, vectors and strings of one FlatBuffer',
  reason: 'each one is remembered, to find bytes that belong to none',
  sizedAgainst: 'a TensorFlow Lite model with 12,000 tensors: 90,000',
};

export const ggufKey: Limit = {
  value: 65_535,
  unit: 'bytes of one metadata key',
  reason: 'keys are kept, to find repeated ones',
  sizedAgainst: 'the text of the format allows 65,535',
};

export const ggufEntries: Limit = {
  value: 100_000,
  unit: 'metadata pairs, and as many tensors, of one file',
  reason: 'each costs 24 bytes in the file and several hundred in memory',
  sizedAgainst: 'a mixture of experts with one tensor per expert, 30,000',
};

export const ggufText: Limit = {
  value: 8 * MiB,
  unit: 'bytes of one metadata text',
  reason: 'texts are decoded to look for templates and payloads in them',
  sizedAgainst: 'chat templates of 30 kB, precompiled character maps of 240 kB',
};

export const npyHeader: Limit = {
  value: MiB,
  unit: 'bytes of the header',
  reason: 'it is parsed as one literal',
  sizedAgainst: 'structured arrays of 2,000 columns, 80 kB',
};

export const xmlDepth: Limit = {
  value: 2000,
  unit: 'elements inside elements',
  reason: 'each open element is kept until it closes',
  sizedAgainst: 'a PMML decision tree of depth 900',
};

export const xmlElements: Limit = {
  value: 1_500_000,
  unit: 'elements of one document',
  reason: 'each one costs more time than its bytes',
  sizedAgainst: 'a random forest of 64 MB in PMML: 1.3 million',
};

export const xmlAttributes: Limit = {
  value: 1000,
  unit: 'attributes of one element',
  reason: 'a parser looks each one up among the others, and keeps all until the tag ends',
  sizedAgainst: 'PMML and OpenVINO elements with 40 attributes',
};

export const xmlPrologLength: Limit = {
  value: MiB,
  unit: 'characters before the tag of the first element has ended',
  reason: 'a parser keeps the document type declaration in pieces of a few characters',
  sizedAgainst: 'document types written into the document, 60 kB',
};

export const xmlPieceLength: Limit = {
  value: 16 * MiB,
  unit: 'characters of one comment, attribute or stretch of text',
  reason: 'a parser holds all of it until it ends',
  sizedAgainst: 'a photograph of 9 MB written into an SVG image in base64',
};

// --- torch archives ----------------------------------------------------------------------------------------------
export const torchProgramBytes: Limit = {
  value: 16 * MiB,
  unit: 'bytes of a data.pkl that is read a second time to compare its storages with their members',
  reason: 'the comparison repeats the work of the scan',
  sizedAgainst: 'data.pkl of a sharded language model with 3,000 tensors, 0.4 MB',
};

export const msgpackDepth: Limit = {
  value: 512,
  unit: 'maps and arrays inside each other',
  reason: 'the path of every value is kept while it is walked',
  sizedAgainst: 'optimizer states of nested modules, below 30',
};

export const arrowSchema: Limit = {
  value: 16 * MiB,
  unit: 'bytes of the schema of a table, or of the footer that holds it',
  reason: 'it is searched as a whole for types that are pickles',
  sizedAgainst: 'Parquet footers of tables with 10,000 columns, 8 MB',
};

// --- signatures --------------------------------------------------------------------------------------------------
export const signatureBytes: Limit = {
  value: 64 * MiB,
  unit: 'bytes of one signature bundle or envelope',
  reason: 'it is parsed before anything about it is known to be true',
  sizedAgainst: 'a bundle over 20,000 files is 4.7 MB as the Python tool writes it',
};

export const signatureDepth: Limit = {
  value: 32,
  unit: 'objects and arrays inside each other in a bundle or statement',
  reason: 'nothing that is signed here is deep',
  sizedAgainst: 'a keyless bundle with its inclusion proof: 9',
};

export const signatureCount: Limit = {
  value: 64,
  unit: 'signatures on one envelope',
  reason: 'each is checked against each trusted key',
  sizedAgainst: 'a release that ten people sign',
};

export const signatureChecks: Limit = {
  value: 64,
  unit: 'signatures of certificates checked while looking for a chain',
  reason: 'many certificates with one name make many chains',
  sizedAgainst: 'a chain of four certificates against five trusted roots',
};

export const attestationLines: Limit = {
  value: 1000,
  unit: 'attestations in one file of JSON lines',
  reason: 'each is verified, which costs a signature check for every trusted key',
  sizedAgainst: 'a release of 200 files with an attestation each',
};

export const keyChanges: Limit = {
  value: 1000,
  unit: 'changes of keys in one log',
  reason: 'every revocation is judged again with all changes before it',
  sizedAgainst: 'twenty people who change their keys four times a year, for ten years: 800',
};

export const certificateDepth: Limit = {
  value: 8,
  unit: 'certificates in one chain',
  reason: 'every certificate costs a signature check',
  sizedAgainst: 'public hierarchies have three or four',
};

export const certificateBytes: Limit = {
  value: 64 * KiB,
  unit: 'bytes of one certificate or key file',
  reason: 'keys and certificates are small; anything else was named by mistake',
  sizedAgainst: 'a chain of four P-521 certificates in PEM, 6 kB',
};

export const timestampBytes: Limit = {
  value: 64 * KiB,
  unit: 'bytes of one timestamp response',
  reason: 'it is parsed before its signature is verified, and may come over the network',
  sizedAgainst: 'a response with a chain of four RSA-4096 certificates, 8 kB',
};

// --- logs --------------------------------------------------------------------------------------------------------
export const noteBytes: Limit = {
  value: 128 * KiB,
  unit: 'bytes of one signed note or proof file',
  reason: 'it is parsed before anybody is known to have signed it',
  sizedAgainst: 'a checkpoint with 16 ML-DSA-44 cosignatures of 3.3 kB each, 53 kB',
};

export const noteSignatures: Limit = {
  value: 64,
  unit: 'signatures on one note',
  reason: 'each one of a known key is checked',
  sizedAgainst: 'the specification asks for at least 16; the policy format for 32 witnesses',
};

export const policyNames: Limit = {
  value: 1000,
  unit: 'witnesses and groups of one witness policy',
  reason: 'groups are looked through for every checkpoint',
  sizedAgainst: 'the policy format asks for at least 32 of each',
};

export const logResourceBytes: Limit = {
  value: 17 * MiB,
  unit: 'bytes of one tile, entry bundle or checkpoint',
  reason: 'it is read into memory as a whole',
  sizedAgainst: '256 entries of 65,535 bytes with their lengths: 16.8 MB',
};

export const logBatchBytes: Limit = {
  value: 16 * MiB,
  unit: 'bytes of entries that share one checkpoint',
  reason: 'they are kept a second time until their tiles are durable',
  sizedAgainst: '100,000 entries that hold a digest each, 3.4 MB',
};

export const logRecordBytes: Limit = {
  value: 17 * MiB,
  unit: 'bytes of one record of the checkpoint store',
  reason: 'it is read into memory as a whole',
  sizedAgainst: 'logBatchBytes and a checkpoint',
};

export const logSwapAttempts: Limit = {
  value: 1000,
  unit: 'times that an append begins again because another writer came first',
  reason: 'a writer that never wins has to say so',
  sizedAgainst: 'sixteen writers on one log: 40 attempts',
};

export const witnessBodyBytes: Limit = {
  value: 132 * KiB,
  unit: 'bytes of one request to a witness, or of its answer',
  reason: 'anybody may send one',
  sizedAgainst: 'noteBytes and 63 hashes of a proof',
};

export const auditEntries: Limit = {
  value: 300_000,
  unit: 'newest entries of a log that rules over the audit look at',
  reason: 'they are held in memory, about a kilobyte each',
  sizedAgainst: 'a team of twelve over ten years, 25,000 entries in half a year',
};

// --- assets ------------------------------------------------------------------------------------------------------
export const manifestBytes: Limit = {
  value: 512 * MiB,
  unit: 'bytes',
  reason: 'a manifest is read as a whole',
  sizedAgainst: 'ImageNet as single files: 1.4 million entries of some 180 bytes, 250 MB',
};

export const pathLength: Limit = {
  value: 4096,
  unit: 'UTF-16 code units',
  reason: 'a path of a million steps has a million folders above it',
  sizedAgainst: 'PATH_MAX of Linux',
};

export const treeEntries: Limit = {
  value: 2_000_000,
  unit: 'files, links and folders of one asset',
  reason: 'all of them are held in memory',
  sizedAgainst: 'ImageNet as single files: 1.4 million',
};

export const folderDepth: Limit = {
  value: 256,
  unit: 'folders inside each other in one asset',
  reason: 'each is a step of a recursion',
  sizedAgainst: 'nested node_modules of a large web project: 30',
};

// --- store -------------------------------------------------------------------------------------------------------
export const blobBytes: Limit = {
  value: 4096 * 1024 * MiB,
  unit: 'bytes of one blob',
  reason: 'the number of a chunk has 32 bits, and S3 takes no object above 5 TiB',
  sizedAgainst: 'weights of a model with a trillion parameters in one file, 2 TB',
};

export const keyFileBytes: Limit = {
  value: 512 * MiB,
  unit: 'bytes of one file of sealed keys',
  reason: 'it is held in memory while the store is open',
  sizedAgainst: 'ImageNet as single files in one batch: 1.4 million records, 220 MB',
};

export const storeRecordBytes: Limit = {
  value: 4 * KiB,
  unit: 'bytes of the record of a zone, or of the lock of a store',
  reason: 'it is read into memory as a whole',
  sizedAgainst: 'a line of 200 bytes',
};

export const zoneKeyBytes: Limit = {
  value: 64 * KiB,
  unit: 'bytes of the file of a zone key',
  reason: 'whatever else lies there was named by mistake',
  sizedAgainst: 'a key sealed for ten recipients with post-quantum keys, 20 kB',
};

// --- rows of data sets -------------------------------------------------------------------------------------------
export const rowBytes: Limit = {
  value: 64 * MiB,
  unit: 'bytes of one row',
  reason: 'a row is held in memory while it is read, and a quote that is never closed makes one row of a whole file',
  sizedAgainst: 'JSON lines with a photograph in base64, 30 MB',
};

export const rowsPerTable: Limit = {
  value: 20_000_000,
  unit: 'rows of one file',
  reason: 'the table of a file is held in memory, some 60 bytes per row',
  sizedAgainst: 'the shards of web-scale text and image lists, 1 to 10 million rows',
};

export const rowTableBytes: Limit = {
  value: 2048 * MiB,
  unit: 'bytes of one table of rows',
  reason: 'it is read as a whole',
  sizedAgainst: 'rowsPerTable with keys of 40 bytes',
};

export const rowKeyBytes: Limit = {
  value: 1024,
  unit: 'bytes of the key of one row; a longer one is kept as its digest',
  reason: 'a file may name its longest column as key',
  sizedAgainst: 'addresses of images, up to 800 bytes',
};

export const rowLabelBytes: Limit = {
  value: 128,
  unit: 'bytes of one label that are kept to be shown',
  reason: 'a table of rows must not become a second copy of the data',
  sizedAgainst: 'names of classes, up to 60 bytes',
};

export const rowChanges: Limit = {
  value: 1000,
  unit: 'changed rows that a comparison lists; the others are counted',
  reason: 'a report of 10^6 lines helps nobody',
  sizedAgainst: 'what a person looks through',
};

export const linkSteps: Limit = {
  value: 20_000_000,
  unit: 'folders gone through to see where the links of one asset lead',
  reason: 'short links that lead through long ones cost far more than their bytes',
  sizedAgainst: 'a million links of some ten steps',
};

export const keptStepBytes: Limit = {
  value: 512 * MiB,
  unit: 'bytes of the result of one step of a scan of data, kept until the scan is done',
  reason: 'it is read as a whole; a larger one is computed again',
  sizedAgainst: 'the classifiers of 100,000 texts: 90 MB',
};

export const keptStepsBytes: Limit = {
  value: 4096 * MiB,
  unit: 'bytes of all steps of a scan of data that are kept until it is done',
  reason: 'they lie in the cache folder of the user',
  sizedAgainst: '60,000 decoded pictures of 128 x 128 in colour: 2.9 GB',
};

export const statCacheBytes: Limit = {
  value: 512 * MiB,
  unit: 'bytes of what is remembered of the files of one asset',
  reason: 'it is read as a whole',
  sizedAgainst: 'as manifestBytes: 1.4 million files of some 200 bytes',
};

export const clockBackMs: Limit = {
  value: 5000,
  unit: 'milliseconds',
  reason: 'a clock that was set back would date statements before a revocation',
  sizedAgainst: 'processes on one machine, or on machines that follow NTP',
};

// --- zones -------------------------------------------------------------------------------------------------------
export const placementDelayMs: Limit = {
  value: 24 * 60 * 60 * 1000,
  unit: 'milliseconds between a decision and the placement that cites it',
  reason:
    'a decision speaks of the evidence of its moment; kept for later it would let in what is known to be bad by then',
  sizedAgainst: 'sealing a terabyte anew under the key of another zone at 100 MB/s: 3 hours',
};

// --- gates -------------------------------------------------------------------------------------------------------
export const testResults: Limit = {
  value: 100_000,
  unit: 'tests of one run that are told apart',
  reason: 'their names are kept in memory',
  sizedAgainst: 'the test suite of Chromium for one platform: some 90,000',
};

export const gateRelated: Limit = {
  value: 1000,
  unit: 'assets that one decision looks at beside its own: parents, ancestors, parts',
  reason: 'of each all statements are verified',
  sizedAgainst: 'a model trained on 400 data sets, each derived from one other',
};

// --- index -------------------------------------------------------------------------------------------------------
export const indexRows: Limit = {
  value: 10_000,
  unit: 'rows that one question to the index gives',
  reason: 'an answer is kept in memory',
  sizedAgainst: 'organisations of some hundred models; the most statements about one asset in tests, 10,000',
};

export const lineageEdges: Limit = {
  value: 200_000,
  unit: 'edges of one walk over the lineage',
  reason: 'a few statements can connect everything with everything, and the answer is kept in memory',
  sizedAgainst: 'everything that descends from the data set of an organisation: 100,000 statements of two edges each',
};

export const recordedDeviations: Limit = {
  value: 1000,
  unit: 'deviations in one statement',
  reason: 'a folder that was emptied would make a statement of a million lines; how many were left out is said',
  sizedAgainst: 'what a person reads',
};

export const targetBytes: Limit = {
  value: 1024 * MiB,
  unit: 'bytes of the content of one address',
  reason: 'a server may send for ever',
  sizedAgainst: 'video clips of a data set of addresses, 300 MB',
};

export const targetRedirects: Limit = {
  value: 10,
  unit: 'redirects from one address',
  reason: 'two addresses may lead to each other',
  sizedAgainst: 'a shortened link to a store that signs its addresses: 4',
};

export const targetUrlLength: Limit = {
  value: 16 * KiB,
  unit: 'characters of one address',
  reason: 'it is sent, logged and printed',
  sizedAgainst: 'signed addresses of object stores, 2,000',
};

// --- images of data sets ------------------------------------------------------------------------------------------
export const imagePixels: Limit = {
  value: 2 ** 26,
  unit: 'pixels of one picture that is decoded',
  reason: 'a picture of 30,000 x 30,000 is a kilobyte in a file and 3.6 GB as pixels',
  sizedAgainst: 'photographs of a camera with 61 million pixels',
};

export const imageFileBytes: Limit = {
  value: 256 * MiB,
  unit: 'bytes of the file of one picture',
  reason: 'it is held in memory while it is decoded',
  sizedAgainst: 'a PNG of imagePixels in colour that does not compress, 192 MiB',
};

export const imagesPerSet: Limit = {
  value: 20_000_000,
  unit: 'pictures of one data set',
  reason: 'ids and labels are held in memory, and a picture may have one byte',
  sizedAgainst: 'ImageNet-21k, 14 million',
};

export const imageSetMemory: Limit = {
  value: 1024 * MiB,
  unit: 'bytes of decoded pixels kept in memory; a larger set is kept in a scratch file',
  reason: 'memory of the process',
  sizedAgainst: 'CIFAR-10, 180 MB; 60,000 pictures of 64 x 64 in colour, 740 MB',
};

export const imageWorkBase: Limit = {
  value: 2 ** 32,
  unit: 'pixels of one set that are decoded, together with imageWorkRatio',
  reason: 'a hundred thousand files of 60 kB can hold 67 million pixels each',
  sizedAgainst: 'a folder of a thousand drawings of 4 million pixels that compress to nothing',
};

export const imageWorkRatio: Limit = {
  value: 100,
  unit: 'pixels per byte of the files, on top of imageWorkBase',
  reason: 'deflate reaches 1032:1, WebP more',
  sizedAgainst: 'photographs have 2 to 8 pixels per byte, drawings up to 60',
};

export const imageFilesHeld: Limit = {
  value: 256 * MiB,
  unit: 'bytes of picture files kept between looking at their headers and decoding them; others are read twice',
  reason: 'memory of the process',
  sizedAgainst: '60,000 pictures of 4 kB, 240 MB',
};

export const imagePairLooks: Limit = {
  value: 4_000_000_000,
  unit: 'pairs of pictures whose hashes are compared in a search for near-duplicates',
  reason: 'hashes can be made to meet in one bucket',
  sizedAgainst:
    '60,000 pictures of clothes: 60 million; a million pictures: some 10^10, of which a part is then left out',
};

export const scalingPictures: Limit = {
  value: 20_000,
  unit: 'pictures of one set that are looked at for what they become when they are shrunk; of more a part, evenly spread',
  reason: 'a picture of 640 x 427 takes 16 ms, and has to be decoded again where the set has another size',
  sizedAgainst: 'five minutes for pictures of 640 x 427',
};

export const imagePairs: Limit = {
  value: 2_000_000,
  unit: 'pairs of pictures with similar hashes that are compared pixel by pixel',
  reason: 'pairs are held in memory; of pictures that are all alike there are as many as the square of their number',
  sizedAgainst: '60,000 pictures of clothes, 240,000',
};

export const imageSetScratch: Limit = {
  value: 256 * 1024 * MiB,
  unit: 'bytes of decoded pixels of one data set',
  reason: 'a scratch file must not fill the disk without anybody having asked for it',
  sizedAgainst: 'ImageNet at 224 x 224 in colour, 193 GB',
};

// --- arithmetic ------------------------------------------------------------------------------------------------
export const mmdRows: Limit = {
  value: 3000,
  unit: 'rows of both samples in one kernel two-sample test',
  reason: 'memory and work grow with the square: 3000 rows are two arrays of 72 MB',
  sizedAgainst: 'tests of drift, which see a shift from 100 to 1,000 rows on',
};

export const covarianceWidth: Limit = {
  value: 4096,
  unit: 'columns of a covariance matrix',
  reason: 'memory grows with the square and eigenvectors with the cube: 4096 columns are 134 MB and minutes',
  sizedAgainst: 'penultimate features of a large vision transformer, 1,280; wider ones are projected first',
};

// --- tables and texts --------------------------------------------------------------------------------------------
export const tableColumns: Limit = {
  value: 20_000,
  unit: 'columns of one table',
  reason: 'each column costs memory of its own in every block of rows',
  sizedAgainst: 'gene expression tables with 20,000 genes; most tables have fewer than 200 columns',
};

export const tableFiles: Limit = {
  value: 10_000,
  unit: 'files that are one table together',
  reason: 'every one of them is opened',
  sizedAgainst: 'a web-scale collection in 5,000 Parquet files',
};

export const tableBytes: Limit = {
  value: 1536 * MiB,
  unit: 'bytes of the columns of one table that is held in memory',
  reason: 'memory of the process',
  sizedAgainst: '1,000,000 rows of 50 measurements: 400 MB; 10,000,000 rows of 10: 800 MB',
};

export const tableCellsBase: Limit = {
  value: 500_000_000,
  unit: 'cells of one table, on top of 64 per byte of its file',
  reason: 'formats that write a repeated value once can declare any number of rows in a few bytes',
  sizedAgainst: '10,000,000 rows of 20 columns that nearly always say the same, 6 MB: 200 million cells',
};

export const pageBytes: Limit = {
  value: 128 * MiB,
  unit: 'bytes of one page of a Parquet column, or one buffer of an Arrow batch, when decompressed',
  reason: 'it is held in memory, one per column',
  sizedAgainst: 'pages of one dictionary of long texts, 20 MB; batches of 65,536 texts of 1 kB, 64 MB',
};

export const pageValues: Limit = {
  value: 4 * MiB,
  unit: 'values of one page of a Parquet column',
  reason: 'a page of a repeated value takes a few bytes, and its values are held in memory',
  sizedAgainst: 'writers that make one page of a column that never changes: 1,048,576 rows',
};

export const tableBytesBase: Limit = {
  value: 8192 * MiB,
  unit: 'bytes of one table, decompressed and with every text written out, on top of 256 per byte of its file',
  reason: 'pages of zeros compress to nothing, and a long text in a dictionary can be named by every row',
  sizedAgainst: '10 million rows of 20 columns of words, 4 GB written out',
};

export const columnWords: Limit = {
  value: 65_536,
  unit: 'different words of one column; beyond that it is a column of text, of which hashes are kept',
  reason: 'a column of free text would stand in memory as a whole',
  sizedAgainst: 'ZIP codes of the United States: 41,000',
};

export const textMemory: Limit = {
  value: 256 * MiB,
  unit: 'bytes of the texts of one data set kept in memory; more are kept in a scratch file',
  reason: 'memory of the process',
  sizedAgainst: '6,000 mails with attachments, 30 MB; 50,000 reviews, 65 MB',
};

export const contributors: Limit = {
  value: 1_000_000,
  unit: 'different contributors of one data set',
  reason: 'their names are held in memory, and an attacker may make up as many as there are rows',
  sizedAgainst: 'authors of a collection of reviews: 600,000',
};

// --- texts of data sets ------------------------------------------------------------------------------------------
export const corpusTokens: Limit = {
  value: 12_000_000,
  unit: 'tokens of one set of texts held in memory',
  reason: 'the search for triggers keeps some twenty bytes per token',
  sizedAgainst: "SpamAssassin's 6,046 mails with headers: 8.5 million; larger sets are sampled, and it is said",
};

export const documentCharacters: Limit = {
  value: 4 * MiB,
  unit: 'UTF-16 units of one document that are searched for instructions and hidden text',
  reason: 'a document of a gigabyte would take minutes',
  sizedAgainst: 'the Bible in one file, 4.4 million characters, all but its end; what is longer is said',
};

export const documentTokens: Limit = {
  value: 50_000,
  unit: 'tokens read of one document',
  reason: 'one document of a gigabyte would take the place of all others',
  sizedAgainst: 'a novel of 150 pages; what is longer is cut, and it is said',
};

// --- the lab and the triage of data --------------------------------------------------------------------------------
export const labStateBytes: Limit = {
  value: 256 * MiB,
  unit: 'bytes of the file in which a lab keeps what it has measured',
  reason: 'it is read as a whole',
  sizedAgainst: '15 attacks, 5 rates, 20 seeds and 20 detectors: 40 MB',
};

export const calibrationBytes: Limit = {
  value: 64 * MiB,
  unit: 'bytes of one report of a lab',
  reason: 'it is read as a whole',
  sizedAgainst: '15 attacks, 5 rates and 20 detectors: 3 MB',
};

export const examinedModelBytes: Limit = {
  value: 512 * MiB,
  unit: 'bytes of one model that is asked about a data set',
  reason: 'it is held as a whole, and once more with its gradients',
  sizedAgainst: 'a vision transformer of 86 million weights: 346 MB',
};

export const triageBytes: Limit = {
  value: 128 * MiB,
  unit: 'bytes of one triage queue, of its decisions, or of a scan that one is made of',
  reason: 'each is read as a whole',
  sizedAgainst: 'a queue of 48 MB of content; a scan with 100,000 flagged rows: 60 MB',
};

export const triageContent: Limit = {
  value: 48 * MiB,
  unit: 'bytes of rows and their neighbours in one triage queue; flagged rows of the lowest scores are left out, and it is said',
  reason: 'the queue is read as a whole for every decision',
  sizedAgainst: '11,000 pictures of 28 x 28, 290 of 96 x 96 in colour, 3,000 long texts, three neighbours each',
};

export const triageItems: Limit = {
  value: 20_000,
  unit: 'rows of one triage queue',
  reason: 'each is kept with its evidence, and nobody decides more of them one by one',
  sizedAgainst: 'a week of two reviewers at five seconds a row: 14,400 a day of work',
};

// --- intake ------------------------------------------------------------------------------------------------------------
export const intakeBytes: Limit = {
  value: 64 * 1024 * MiB,
  unit: 'bytes of one delivery, unless --max-bytes says otherwise',
  reason: 'a delivery is kept twice while it is taken in, and a disk that is full stops everybody',
  sizedAgainst: 'a language model of 30 billion weights in 16 bits: 60 GB',
};

export const intakeFiles: Limit = {
  value: 100_000,
  unit: 'files of one delivery, unless --max-files says otherwise',
  reason: 'each is hashed, scanned and listed',
  sizedAgainst: 'a set of 60,000 pictures as files',
};

export const claimBytes: Limit = {
  value: 16 * MiB,
  unit: 'bytes of one file of claims: checksums, a bill of materials, a model card',
  reason: 'it is read as a whole',
  sizedAgainst: 'checksums of 100,000 files: 9 MB',
};

export const claimCount: Limit = {
  value: 200_000,
  unit: 'digests that one delivery is claimed to have',
  reason: 'each is compared and listed',
  sizedAgainst: 'two digests for each of 100,000 files',
};

export const intakeSignatures: Limit = {
  value: 20,
  unit: 'signatures of one delivery that are verified; more are listed as not covered',
  reason: 'a signature over a model reads the whole model',
  sizedAgainst: 'a model signature and an attestation of each of 8 shards',
};

export const intakeBadFiles: Limit = {
  value: 5000,
  unit: 'bad files of one delivery that are known again elsewhere',
  reason: 'each is a subject of one statement',
  sizedAgainst: 'a set of 1,000 pickles, all of them bad',
};

export const intakeItems: Limit = {
  value: 200,
  unit: 'items in one statement of an intake; those that pass are left out first, and the report has all',
  reason: 'a statement is read as a whole for every decision',
  sizedAgainst: 'a model in 100 shards',
};

// --- proofs about policies -----------------------------------------------------------------------------------------
export const proofWork: Limit = {
  value: 1_000_000,
  unit: "steps of the solver for one question, as it counts them; beyond them the answer is 'could not tell'",
  reason: 'policies can be written that no solver decides',
  sizedAgainst: 'the invariants that come with Assay, of 35 policies: 13,000',
};

// --- access --------------------------------------------------------------------------------------------------------
export const grantDays: Limit = {
  value: 180,
  unit: 'days that a grant lasts at most',
  reason: 'rights that nobody has to ask for again are never looked at again',
  sizedAgainst: 'a project of half a year',
};

export const exceptionHours: Limit = {
  value: 72,
  unit: 'hours that a grant lasts which was given although a rule speaks against it',
  reason: 'an emergency that lasts is none, and the rule has to be changed instead',
  sizedAgainst: 'a weekend',
};

export const tokenDays: Limit = {
  value: 365,
  unit: 'days that a token lasts at most',
  reason: 'a secret that was copied somewhere is good until it ends',
  sizedAgainst: 'a nightly job that is renewed once a year',
};

export const policyBytes: Limit = {
  value: 1024 * KiB,
  unit: 'bytes of one rule of a workspace',
  reason: 'it is read as a whole, for every decision',
  sizedAgainst: 'a gate of 40 requirements: 12 kB',
};

export const accessDifferences: Limit = {
  value: 1000,
  unit: 'differences between two sets of policies that are listed; where there are more, it is said',
  reason: 'each costs the solver a search',
  sizedAgainst: 'everything a role may do in 10 zones and 4 areas of rules: 15 actions each, 210',
};

// --- jobs that compute for those who may not read -----------------------------------------------------------------
export const jobMetrics: Limit = {
  value: 1000,
  unit: 'metrics in one document',
  reason: 'a document that grows with the data is a way to take the data out',
  sizedAgainst: 'a contract of 300 rules, 3 metrics each',
};

export const jobMetricsBytes: Limit = {
  value: 256 * KiB,
  unit: 'bytes',
  reason: 'what leaves a zone in one job stays small enough for a person to look through',
  sizedAgainst: 'jobMetrics at 200 bytes each',
};

export const jobWord: Limit = {
  value: 200,
  unit: 'UTF-16 code units of a word in a document of metrics',
  reason: 'long names carry data out',
  sizedAgainst: 'the name of a rule with two columns',
};

export const jobDays: Limit = {
  value: 30,
  unit: 'days that a request for a job stays open at most',
  reason: 'what was asked for long ago is run although nobody wants it any more',
  sizedAgainst: 'a custodian who runs jobs once a week',
};
