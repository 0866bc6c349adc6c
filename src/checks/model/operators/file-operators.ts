// Operators that open files or connections of the graph's choosing, per dialect, as data.
import type { Severity } from '#core/finding';
import type { Dialect } from './dialect.ts';

export interface FileOperator {
  readonly severity: Severity;
  /** What it does, as the end of "... which ...". */
  readonly does: string;
  /** Only when one of the node's texts names a file or an address. */
  readonly onlyWithText?: boolean;
}

/** What an operator does to files or the network; undefined when nothing. */
export function fileOperator(dialect: Dialect, operator: string): FileOperator | undefined {
  return operators.get(dialect === 'paddle-pir' ? 'paddle' : dialect)?.get(operator);
}

function table(rows: readonly (readonly [names: string, operator: FileOperator])[]): ReadonlyMap<string, FileOperator> {
  return new Map(rows.flatMap(([names, operator]) => names.split(' ').map((name) => [name, operator] as const)));
}

// The saver's own operators (SaveV2, RestoreV2, MergeV2Checkpoints, ShardedFilename) stand in every SavedModel and are
// not listed; neither are tables that read an asset. Readers and datasets are left over from training.
const operators: ReadonlyMap<Dialect, ReadonlyMap<string, FileOperator>> = new Map([
  [
    'tensorflow',
    table([
      ['ReadFile', { severity: 'high', does: 'reads any file of the machine that serves the graph' }],
      ['WriteFile', { severity: 'high', does: 'writes any file of the machine that serves the graph' }],
      ['MatchingFiles', { severity: 'high', does: 'lists files of the machine that serves the graph' }],
      ['ImmutableConst', { severity: 'high', does: 'maps a named file into memory and gives its content away' }],
      [
        'DatasetToTFRecord ExperimentalDatasetToTFRecord SaveDataset SaveDatasetV2 DistributedSave DumpTensor',
        { severity: 'high', does: 'writes a named file' },
      ],
      ['LoadDataset SqlDataset ExperimentalSqlDataset', { severity: 'high', does: 'reads a named file or database' }],
      [
        'RpcCall RpcClient RpcServer RpcServerRegister RpcServerStart RpcGetValue',
        { severity: 'high', does: 'opens network connections' },
      ],
      [
        'DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4 RegisterDataset RegisterDatasetV2',
        { severity: 'high', does: 'connects to a data service' },
      ],
      ['FileSystemSetConfiguration', { severity: 'high', does: 'changes how file systems are reached' }],
      [
        'Print PrintV2',
        { severity: 'high', does: 'appends to a named file when its output stream is one', onlyWithText: true },
      ],
      [
        'DebugIdentity DebugIdentityV2 DebugIdentityV3 DebugNanCount DebugNumericSummary DebugNumericSummaryV2',
        { severity: 'high', does: 'sends tensors to the address in debug_urls', onlyWithText: true },
      ],
      [
        'WholeFileReader WholeFileReaderV2 TextLineReader TextLineReaderV2 TFRecordReader TFRecordReaderV2 FixedLengthRecordReader FixedLengthRecordReaderV2 LMDBReader RecordInput',
        { severity: 'medium', does: 'reads files whose names the graph holds' },
      ],
      [
        'TextLineDataset TFRecordDataset TFRecordDatasetV2 FixedLengthRecordDataset FixedLengthRecordDatasetV2 MatchingFilesDataset ExperimentalMatchingFilesDataset SnapshotDataset SnapshotDatasetV2 SnapshotDatasetReader SnapshotChunkDataset ListSnapshotChunksDataset SnapshotNestedDatasetReader LoadAndRemapMatrix',
        { severity: 'medium', does: 'reads files whose names the graph holds' },
      ],
      [
        'CreateSummaryFileWriter CreateSummaryDbWriter',
        { severity: 'medium', does: 'writes files below a named folder' },
      ],
      ['DecodeProtoV2 EncodeProto', { severity: 'medium', does: 'reads a descriptor file', onlyWithText: true }],
    ]),
  ],
  [
    'paddle',
    table([
      ['save save_combine', { severity: 'high', does: 'writes a named file' }],
      ['read_file', { severity: 'high', does: 'reads any file of the machine that runs the graph' }],
      ['load load_combine', { severity: 'medium', does: 'reads a named file' }],
      [
        'listen_and_serv send recv rpc fetch_barrier send_barrier distributed_lookup_table pull_sparse push_sparse',
        { severity: 'medium', does: 'opens network connections' },
      ],
    ]),
  ],
]);
