// Standard input as bytes, for `assay scan -`. Scanning writes no temporary file, so it has to fit in memory.
import { FileError } from '#core/errors';

const largestInput = 1 << 30;

/** @throws {FileError} FILE_UNREADABLE when more than 1 GiB arrive */
export async function readStandardInput(stream: NodeJS.ReadStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('standard input is read as bytes');
    size += chunk.length;
    if (size > largestInput) {
      throw new FileError('FILE_UNREADABLE', 'Standard input is larger than 1 GiB; scan it as a file instead.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
