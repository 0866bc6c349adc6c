// What a delivery is, by what is in it. The name of a file says what somebody wants it to be taken for.
import type { AssetKind } from '#core/asset';
import type { FileReport, ScanReport } from '#core/scan-report';
import type { Delivery } from './delivery.ts';

export interface FoundKinds {
  /** Those that there is content for, the most telling first; empty when nothing tells. */
  readonly kinds: readonly AssetKind[];
  /** Kind -> a file that shows it. */
  readonly shownBy: Readonly<Partial<Record<AssetKind, string>>>;
}

/** @param scan - of this delivery: formats by content, those of members of archives included */
export function findKind(delivery: Delivery, scan: ScanReport): FoundKinds {
  const shownBy: Partial<Record<AssetKind, string>> = {};
  for (const { path } of delivery.files) {
    const kind = kindByName(path);
    if (kind !== undefined) shownBy[kind] ??= path;
  }
  for (const file of scan.files) {
    for (const kind of kindsByContent(file)) shownBy[kind] ??= file.path;
  }
  const kinds = order.filter((kind) => shownBy[kind] !== undefined);
  // An adapter and a tokenizer are made of the same formats as a model; a package brings code.
  const has = (kind: AssetKind): boolean => kinds.includes(kind);
  const left = kinds.filter(
    (kind) =>
      !(kind === 'model' && has('adapter')) &&
      !(kind === 'code' && kinds.length > 1) &&
      !(kind === 'document' && kinds.length > 1),
  );
  return { kinds: left, shownBy };
}

/** Files whose name and place a loader goes by: their presence is content of the folder. */
function kindByName(path: string): AssetKind | undefined {
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (base === 'adapter_config.json') return 'adapter';
  if (/^(?:SKILL\.md|mcp\.json|\.mcp\.json|server\.json|plugin\.json|ai-plugin\.json|agent\.json)$/i.test(base))
    return 'tool';
  if (/^(?:PKG-INFO|METADATA|pyproject\.toml|setup\.py|package\.json|Cargo\.toml|go\.mod)$/.test(base))
    return 'package';
  if (/^(?:dataset_info\.json|dataset_infos\.json|croissant\.json|state\.json|data\.yaml)$/.test(base))
    return 'dataset';
  return undefined;
}

function kindsByContent({ formats, path }: FileReport): readonly AssetKind[] {
  const kinds = new Set<AssetKind>();
  for (const format of formats) {
    if (modelFormats.has(format)) kinds.add('model');
    else if (dataFormats.has(format)) kinds.add('dataset');
    else if (format === 'python-source' || format === 'script' || format === 'notebook') kinds.add('code');
    else if (format === 'executable') kinds.add('tool');
  }
  // Numbers without a name are weights or data; a table is data whatever it is called.
  if (kinds.size === 0 && /\.(?:csv|tsv|jsonl|ndjson)$/i.test(path)) kinds.add('dataset');
  return [...kinds];
}

/** What decides when there are several. */
const order: readonly AssetKind[] = ['adapter', 'tool', 'model', 'dataset', 'package', 'code', 'document'];

const modelFormats: ReadonlySet<string> = new Set([
  ...[
    'safetensors',
    'gguf',
    'onnx',
    'torch-zip',
    'torch-mobile',
    'pickle',
    'joblib-zf',
    'keras-config',
    'keras-v3',
    'coreml',
  ],
  ...[
    'tensorflow-saved-model',
    'tensorflow-graph',
    'tensorflow-meta-graph',
    'tensor-shards',
    'tflite',
    'ort',
    'openvino',
    'paddle',
  ],
  ...[
    'paddle-params',
    'paddle-pir',
    'pmml',
    'lightgbm',
    'xgboost',
    'catboost',
    'ncnn',
    'mxnet-params',
    'mxnet-symbol',
    'ggml-legacy',
  ],
  ...[
    'flax-msgpack',
    'fasttext',
    'word2vec',
    'sentencepiece',
    'executorch',
    'tensorrt',
    'raw-weights',
    'skops',
    'hdf5',
    'opaque-model',
  ],
  ...[
    'torch-export',
    'torch-package',
    'torch-tar',
    'torchscript',
    'torchserve',
    'nemo',
    'h2o-mojo',
    'onnx-tensor',
    'faiss',
    'keras-metadata',
  ],
]);

const dataFormats: ReadonlySet<string> = new Set([
  ...[
    'parquet',
    'arrow',
    'avro',
    'tfrecord',
    'lmdb',
    'png',
    'jpeg',
    'gif',
    'bmp',
    'tiff',
    'riff',
    'flac',
    'ogg',
    'mp3',
    'au',
    'aiff',
  ],
  ...['matroska', 'iso-media', 'sqlite', 'idx', 'npy', 'npz', 'matlab', 'matlab-4', 'rds'],
]);
