// Builds small tables, databases and indexes, valid and broken.
import { maskedCrc32c } from '#formats/tfrecord/crc32c';
import type { Sample } from './sample.ts';

/** TFRecords of any data. */
export function buildTfrecord(...records: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    records.flatMap((data) => {
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(data.length));
      return [length, u32(maskedCrc32c(length)), Buffer.from(data), u32(maskedCrc32c(data))];
    }),
  );
}

/** A Parquet file that is its footer and nothing else. */
export function buildParquet(footer: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('PAR1'), footer, u32(footer.length), Buffer.from('PAR1')]);
}

/** An Arrow stream that is its schema message and nothing else. */
export function buildArrowStream(schema: Uint8Array): Buffer {
  const padded = Buffer.concat([schema, Buffer.alloc((8 - (schema.length % 8)) % 8)]);
  return Buffer.concat([u32(0xffffffff), u32(padded.length), padded, u32(0xffffffff), u32(0)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** What pyarrow puts into a schema for a type that is a pickle: key and value, each behind its length. */
function pickledType(pickle: Buffer): Buffer {
  const name = Buffer.from('arrow.py_extension_type');
  return Buffer.concat([u32(name.length), name, Buffer.alloc(5), u32(pickle.length), pickle, Buffer.alloc(3)]);
}

const attack = Buffer.from('\x80\x04cposix\nsystem\n(X\x0c\x00\x00\x00touch markertR.', 'latin1');
const names = Buffer.from('\x15\x02\x19\x2cname of a column, os.system', 'latin1');
const inBase64 = Buffer.concat([Buffer.from('ARROW:schema\x18'), Buffer.from(pickledType(attack).toString('base64'))]);

function sqlite(pages: number): Buffer {
  const bytes = Buffer.alloc(512 * pages);
  bytes.write('SQLite format 3\0');
  bytes.writeUInt16BE(512, 16);
  bytes.writeUInt32BE(pages, 28);
  return bytes;
}

function lmdb(): Buffer {
  const bytes = Buffer.alloc(8192);
  bytes.writeUInt32LE(0xbeefc0de, 16);
  bytes.writeUInt32LE(1, 20);
  return bytes;
}

function faiss(): Buffer {
  return Buffer.concat([Buffer.from('IxFI'), u32(64), Buffer.alloc(100)]);
}

const table = Buffer.concat([Buffer.alloc(80, 1), Buffer.from('57fb808b247547db', 'hex')]);
const vectors = Buffer.concat([
  Buffer.from('2 3\nthe '),
  Buffer.alloc(12, 1),
  Buffer.from('\nof '),
  Buffer.alloc(12, 2),
]);
const pieces = Buffer.concat([
  Buffer.from('\n\x0e\n\x05<unk>\x15', 'latin1'),
  Buffer.alloc(4),
  Buffer.from('\x18\x02', 'latin1'),
]);
const matlab = Buffer.concat([
  Buffer.from('MATLAB 5.0 MAT-file, Platform: GLNXA64'.padEnd(124)),
  Buffer.from('\0\x01IM', 'latin1'),
]);

const matrix = Buffer.concat([u32(50), u32(1), u32(3000), u32(0), u32(2), Buffer.from('x\0'), Buffer.alloc(3000, 7)]);

function clean(name: string, bytes: Uint8Array, because: string): Sample {
  return { name, build: () => bytes, verdict: 'clean', because };
}

function malicious(name: string, bytes: Uint8Array): Sample {
  return { name, build: () => bytes, verdict: 'malicious', because: 'the schema names a type that is a pickle' };
}

function cut(name: string, bytes: Uint8Array): Sample {
  return {
    name,
    build: () => bytes.subarray(0, bytes.length - 3),
    verdict: 'incomplete',
    because: 'its end is missing',
  };
}

export const samples: readonly Sample[] = [
  clean('plain.tfrecord', buildTfrecord(Buffer.from('one'), Buffer.from('two')), 'two records'),
  cut('cut.tfrecord', buildTfrecord(Buffer.from('one'))),
  clean('plain.parquet', buildParquet(names), 'a footer'),
  cut('cut.parquet', buildParquet(names)),
  malicious('pickled-type.parquet', buildParquet(inBase64)),
  clean('plain.arrow', buildArrowStream(names), 'a schema'),
  malicious('pickled-type.arrow', buildArrowStream(pickledType(attack))),
  clean('plain.db', sqlite(4), 'four pages'),
  cut('cut.db', sqlite(4)),
  {
    name: 'trailing.db',
    build: () => Buffer.concat([sqlite(2), Buffer.from('more')]),
    verdict: 'suspicious',
    check: 'hidden-bytes',
    because: 'bytes follow the last page',
  },
  clean('data.mdb', lmdb(), 'an LMDB database'),
  clean('plain.faiss', faiss(), 'an index of vectors'),
  clean('variables.index', table, 'the index of a checkpoint'),
  clean('variables.data-00000-of-00001', Buffer.alloc(64, 0x3f), 'the data of a checkpoint'),
  clean('group1-shard1of2.bin', Buffer.alloc(64, 0x3f), 'weights of a model for browsers'),
  clean('vectors.bin', vectors, 'two words and their vectors'),
  cut('cut-vectors.vec', vectors),
  clean('spiece.model', pieces, 'one piece of a vocabulary'),
  clean('lid.ftz', Buffer.concat([Buffer.from('ba164f2f0c000000', 'hex'), Buffer.alloc(60)]), 'a fastText model'),
  clean('plain.avro', Buffer.concat([Buffer.from('Obj\x01'), Buffer.alloc(40, 2)]), 'an Avro table'),
  clean('plain.mat', matlab, 'MATLAB data'),
  clean('old.mat', matrix, 'a MATLAB 4 matrix of bytes'),
  cut('cut-old.mat', matrix),
];
