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
  value: 200_000,
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
