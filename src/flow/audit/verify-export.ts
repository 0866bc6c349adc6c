// Holds what another system received against the log: every entry once or more, none missing, none exchanged. Needs the key of the log and
// nothing else.
import { encodeLeaf } from '#attest/leaf';
import { parseSha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { ExportedTree, ReadRecord, RecordFormat } from '#exports/audit/audit-record';
import { utf8 } from '#log/bytes';
import { nodeCryptography } from '#log/node-cryptography';
import { emptyEdge, growTree, rootOfEdge, type TreeEdge } from '#log/tree-edge';
import { verifyCheckpoint } from '#log/verify-checkpoint';
import type { WitnessPolicy } from '#log/witness-policy';

export interface VerifiedExport {
  readonly schema: 'assay.audit-verify-export/1';
  /** `could-not-tell`: there are records that no signed tree covers, or none at all. */
  readonly outcome: 'complete' | 'refused' | 'could-not-tell';
  readonly origin: string;
  /** Different entries among the records. */
  readonly entries: number;
  /** Records that came more than once, all alike. */
  readonly repeated: number;
  /** Lines that are no records. */
  readonly others: number;
  /** Entries that signed trees cover, all of them there. */
  readonly proven: number;
  readonly problems: readonly string[];
}

type Entry = NonNullable<ReadRecord['entry']>;

interface Received {
  readonly entries: Map<number, string>;
  readonly trees: ExportedTree[];
  repeated: number;
  others: number;
  readonly problems: string[];
}

/**
 * @param lines - in any order, with lines of others among them
 * @param policy - whose key signs the log
 */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  format: RecordFormat,
  { logs }: Pick<WitnessPolicy, 'logs'>,
): Promise<VerifiedExport> {
  const received: Received = { entries: new Map(), trees: [], repeated: 0, others: 0, problems: [] };
  for await (const line of lines) if (line !== '') take(received, format.read(line));
  const { entries, trees, repeated, others, problems } = received;
  let edge: TreeEdge = emptyEdge;
  for (const tree of trees.toSorted((a, b) => a.size - b.size)) {
    try {
      edge = await proved(edge, tree, entries, logs);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      problems.push(error.message);
      break;
    }
  }
  const uncovered = [...entries.keys()].filter((index) => index >= edge.size).length;
  const outcome = problems.length > 0 ? 'refused' : edge.size === 0 || uncovered > 0 ? 'could-not-tell' : 'complete';
  const origin = trees[0]?.origin ?? '';
  const counts = { entries: entries.size, repeated, others, proven: edge.size };
  return { schema: 'assay.audit-verify-export/1', outcome, origin, ...counts, problems };
}

function take(received: Received, record: ReadRecord | undefined): void {
  if (record === undefined) received.others += 1;
  else if (record.tree !== undefined) received.trees.push(record.tree);
  else if (record.entry !== undefined) takeEntry(received, record.entry);
}

function takeEntry(received: Received, { logIndex, statement, at }: Entry): void {
  const said = `${at} ${statement}`;
  const before = received.entries.get(logIndex);
  if (before === undefined) received.entries.set(logIndex, said);
  else if (before === said) received.repeated += 1;
  else received.problems.push(`two records of entry ${logIndex} contradict each other`);
}

/** @throws {AssayError} what speaks against it, as a sentence */
async function proved(
  edge: TreeEdge,
  tree: ExportedTree,
  entries: ReadonlyMap<number, string>,
  logs: WitnessPolicy['logs'],
): Promise<TreeEdge> {
  const { origin, size, root } = await verifyCheckpoint(utf8(tree.checkpoint), logs, [], nodeCryptography);
  if (origin !== tree.origin || size !== tree.size)
    throw refused(`the tree of ${tree.size} entries is not that of its checkpoint`);
  const leaves: Uint8Array[] = [];
  for (let index = edge.size; index < size; index++) {
    const said = entries.get(index);
    if (said === undefined) throw refused(`entry ${index} is missing, and the log has ${size}`);
    const [at = '', statement = ''] = said.split(' ');
    leaves.push(encodeLeaf({ at, envelope: parseSha256(statement) }));
  }
  const { edge: grown } = leaves.length === 0 ? { edge } : growTree(edge, leaves);
  if (Buffer.compare(rootOfEdge(grown), root) !== 0)
    throw refused(
      `the records up to entry ${size - 1} are not those of the log: the root of their tree is another one`,
    );
  return grown;
}

function refused(message: string): AssayError {
  return new AssayError('AUDIT_FORKED', message);
}
