// Asks a witness for its cosignature: C2SP tlog-witness, the client's side. How bytes travel is handed in.
import { quote } from '#core/quote';
import { encodeAddCheckpoint } from './add-checkpoint.ts';
import { concat, parseDecimal, utf8 } from './bytes.ts';
import { LogError } from './log-error.ts';
import { checkpointPath, type LogStorage } from './log-storage.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeNote, type NoteSignature, parseNote } from './note.ts';
import type { NoteKey } from './note-key.ts';
import { TileTree } from './tile-tree.ts';
import { verifyCheckpoint } from './verify-checkpoint.ts';

export interface WitnessResponse {
  readonly status: number;
  readonly body: string;
}

/** Sends a body to `add-checkpoint` of a witness. @throws {LogError} LOG_NETWORK */
export type PostToWitness = (body: string) => Promise<WitnessResponse>;

export interface CosignatureRequest {
  readonly storage: LogStorage;
  readonly logKey: NoteKey;
  readonly witnessKey: NoteKey;
  readonly post: PostToWitness;
}

/**
 * Gets a cosignature of the checkpoint that the log shows, and shows it with the checkpoint.
 * @returns the size of the tree that was cosigned
 * @throws {LogError} LOG_INCONSISTENT when the witness saw a tree that this one does not begin with; LOG_REFUSED when it
 *   answers otherwise than with a cosignature of `witnessKey`; LOG_NETWORK; and as `verifyCheckpoint` for our own
 */
export async function requestCosignature({ storage, logKey, witnessKey, post }: CosignatureRequest): Promise<number> {
  const note = await storage.get(checkpointPath);
  if (note === undefined) throw new LogError('LOG_MISSING', 'There is no checkpoint, so this is no log.');
  const { size, text } = await verifyCheckpoint(note, [logKey], [], nodeCryptography);
  const answer = await submit(new TileTree(storage, size), note, post);
  const lines = await cosignaturesIn(answer, text, note, { logKey, witnessKey });
  const others = parseNote(note).signatures.filter(({ name, id }) => name !== witnessKey.name || id !== witnessKey.id);
  const shown = await storage.get(checkpointPath);
  // An append since then shows a larger tree, which this cosignature says nothing of.
  if (shown === undefined || parseNote(shown).text !== text) {
    throw new LogError('LOG_CONFLICT', 'The log grew while the witness was asked; ask again.');
  }
  await storage.put(new Map([[checkpointPath, utf8(encodeNote({ text, signatures: [...others, ...lines] }))]]));
  return size;
}

/** Begins with what we know of the witness, nothing, and then with the size that it says it has. */
async function submit(tree: TileTree, checkpoint: Uint8Array, post: PostToWitness): Promise<string> {
  let oldSize = 0;
  for (let attempt = 0; attempt < 3; attempt++) {
    const proof = await tree.consistencyProof(oldSize);
    const { status, body } = await post(encodeAddCheckpoint({ oldSize, proof, checkpoint }));
    if (status === 200) return body;
    const size = status === 409 ? sizeIn(body) : undefined;
    // Earlier editions of the specification say 409 when two roots of one size differ; then the size is the one we sent.
    if (status === 422 || size === oldSize)
      throw new LogError('LOG_INCONSISTENT', `The witness saw another tree of this log: ${quote(body.trim())}`);
    if (size === undefined)
      throw new LogError('LOG_REFUSED', `The witness answered ${status}: ${quote(body.trim())}`, { value: status });
    oldSize = size;
    if (oldSize > tree.size) {
      throw new LogError(
        'LOG_ROLLED_BACK',
        `The witness saw ${oldSize} entries of this log, which shows ${tree.size}.`,
      );
    }
  }
  throw new LogError(
    'LOG_REFUSED',
    'The witness keeps answering with other sizes; others submit checkpoints of this log too.',
  );
}

/** The size in a refusal; undefined when there is none. */
function sizeIn(body: string): number | undefined {
  try {
    return parseDecimal(body.trim(), 'The size that the witness answered');
  } catch {
    // Whatever else it says is no size.
    return undefined;
  }
}

async function cosignaturesIn(
  answer: string,
  text: string,
  note: Uint8Array,
  { logKey, witnessKey }: Pick<CosignatureRequest, 'logKey' | 'witnessKey'>,
): Promise<readonly NoteSignature[]> {
  const own = encodeNote({ text, signatures: parseNote(note).signatures.filter(({ name }) => name === logKey.name) });
  const { witnessSigners } = await verifyCheckpoint(
    concat(utf8(own), utf8(answer)),
    [logKey],
    [witnessKey],
    nodeCryptography,
  );
  if (witnessSigners.length === 0)
    throw new LogError('LOG_REFUSED', 'The witness answered without a signature of the key it is known by.');
  return witnessSigners.map(({ line }) => line);
}
