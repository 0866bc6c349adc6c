// A file of pickles as a Program: every stream in it, what stands between and behind them, and pickles inside constants.
import { type ByteSource, MemorySource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import type { Range } from '#core/ranges';
import type { WorkBudget } from '#core/work-budget';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import type { PickleStream, ProgramView } from '../views/program.ts';
import { callsByName } from './calls-by-name.ts';
import { findLaterStream } from './find-later-stream.ts';
import { frameBeyondData } from './frames.ts';
import { joblibArrayReader } from './joblib-array.ts';
import { type MachineResult, runPickle } from './machine.ts';
import { type NestedCandidate, startsContainer } from './nested.ts';
import { isTorchMagic, torchStorageBytes } from './torch-legacy.ts';

/** Constants longer than this are not decoded to look for a pickle in base64 or latin-1. */
const maxDecodedBytes = 16 * 1024 * 1024;

/**
 * Follows every pickle stream of a source.
 * @throws {FormatError} FORMAT_MALFORMED when not even one opcode with an effect can be followed
 */
export function parsePickle(source: ByteSource, budget: WorkBudget): ProgramView {
  return new Parser(source, budget).parse();
}

/** Streams of a constant that are followed to see whether one of them does something. */
const maxNestedStreams = 16;

/**
 * True when unpickling the bytes, stream after stream, would import something before it ends. A constant whose streams
 * import nothing is data.
 */
export function isEffectivePickle(source: ByteSource, budget: WorkBudget): boolean {
  let at = 0;
  for (let count = 0; count < maxNestedStreams && at < source.size; count++) {
    const { stream } = runPickle(source, at, budget);
    if (stream.end === 'broken') return callsByName(stream);
    if (hasEffect(stream)) return true;
    at = stream.to;
  }
  return false;
}

class Parser {
  readonly #source: ByteSource;
  readonly #budget: WorkBudget;
  readonly #streams: PickleStream[] = [];
  readonly #oddities: Oddity[] = [];
  readonly #parts: Part[] = [];
  readonly #covered: Range[] = [];

  /** The storages of torch's old format go on beyond the end of the file. */
  #isCut = false;

  constructor(source: ByteSource, budget: WorkBudget) {
    this.#source = source;
    this.#budget = budget;
  }

  parse(): ProgramView {
    const first = this.#run(0);
    if (first.end === 'broken' && !hasEffect(first)) {
      throw new FormatError('FORMAT_MALFORMED', first.problem ?? 'no pickle', { offset: first.to });
    }
    this.#keepingWhatWasFound(() => this.#followOn(first.to));
    return {
      kind: 'program',
      streams: this.#streams,
      oddities: this.#oddities,
      parts: this.#parts,
      covered: this.#covered,
    };
  }

  #followOn(from: number): void {
    let at = from;
    while (at < this.#source.size && !this.#coverTorchStorages(at)) {
      const next = this.#nextStream(at);
      if (next === undefined) {
        this.#noticeTail(at);
        return;
      }
      at = next;
    }
  }

  /** ATTACKER: work that runs out behind a payload must not take the payload with it. */
  #keepingWhatWasFound(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.#oddities.push({ kind: 'not-followed', message: error.message, where: { offset: this.#lastOffset() } });
    }
  }

  #lastOffset(): number {
    return this.#streams.at(-1)?.to ?? 0;
  }

  /** Follows a stream at `from` and keeps all it gave. */
  #run(from: number): PickleStream {
    const result = this.#follow(from);
    this.#keep(result);
    return result.stream;
  }

  #follow(from: number): MachineResult {
    const reader = joblibArrayReader(this.#source, this.#budget, (at) => this.#run(at).to);
    return runPickle(this.#source, from, this.#budget, reader);
  }

  #keep(result: MachineResult): void {
    const { stream, oddities, nested, rawBlocks } = result;
    if (this.#streams.length >= limits.pickleStreams.value) {
      throw new FormatError('FORMAT_LIMIT', 'the file has more pickle streams than are followed', {
        offset: stream.from,
      });
    }
    this.#streams.push(stream);
    const cut = stream.end === 'broken';
    this.#oddities.push(...(cut ? oddities.filter(({ message }) => message !== frameBeyondData) : oddities));
    this.#covered.push({ from: stream.from, to: stream.to });
    for (const block of rawBlocks.filter(({ pickle }) => !pickle))
      this.#addRaw(`array@${block.from}`, block.from, block.to);
    this.#keepingWhatWasFound(() => {
      for (const candidate of nested) this.#addNested(candidate);
    });
  }

  /**
   * The next stream at or after `at` that does something or ends properly.
   * @returns the offset behind it
   */
  #nextStream(at: number): number | undefined {
    const adjacent = this.#follow(at);
    if (adjacent.stream.end === 'stop' || hasEffect(adjacent.stream)) {
      this.#keep(adjacent);
      return adjacent.stream.to;
    }
    const later = findLaterStream(this.#source, at, this.#budget);
    if (later === undefined) return undefined;
    this.#keep(later);
    this.#oddities.push({
      kind: 'hidden-bytes',
      message: `another pickle stream begins ${later.stream.from - at} bytes after the one before it ended`,
      where: { offset: later.stream.from },
    });
    return Math.max(later.stream.to, later.stream.from + 1);
  }

  /** torch's old format: five pickles, then for each storage an element count and raw numbers. */
  #coverTorchStorages(at: number): boolean {
    if (this.#streams.length !== 5 || !isTorchMagic(this.#source)) return false;
    const expected = torchStorageBytes(this.#streams[3]?.persistentIds ?? []);
    if (expected === undefined || at + expected < this.#source.size) return false;
    const missing = at + expected - this.#source.size;
    if (missing > 0) {
      // What is there of them is searched like any other tail.
      const message = `the storages are cut: ${missing} bytes are missing`;
      this.#oddities.push({ kind: 'not-followed', message, where: { offset: this.#source.size } });
      this.#isCut = true;
      return false;
    }
    this.#addRaw('storages', at, this.#source.size);
    return true;
  }

  #addRaw(name: string, from: number, to: number): void {
    const source = new SliceSource(this.#source, from, to);
    this.#covered.push({ from, to });
    this.#parts.push({ name, source, range: { from, to }, stored: true, raw: true });
  }

  #addNested(candidate: NestedCandidate): void {
    const asItStands = candidate.encoding === 'bytes' || candidate.encoding === 'container';
    if (!asItStands && candidate.length > maxDecodedBytes) {
      const message = `a text of ${candidate.length} bytes may hold a pickle and is too long to be decoded`;
      this.#oddities.push({ kind: 'not-followed', message, where: { offset: candidate.from } });
      return;
    }
    const source = this.#decode(candidate);
    if (source === undefined) return;
    const isContainer = startsContainer(source.read(0, 8));
    if (!isContainer && !isEffectivePickle(source, this.#budget)) return;
    const part: Part = {
      name: `${candidate.encoding}@${candidate.from}`,
      source,
      range: { from: candidate.from, to: candidate.from + candidate.length },
      ...(asItStands ? { stored: true } : {}),
      ...(isContainer ? {} : { readAs: ['pickle'] }),
      raw: true,
    };
    this.#parts.push(part);
  }

  #decode({ encoding, from, length, text }: NestedCandidate): ByteSource | undefined {
    if (encoding === 'bytes' || encoding === 'container') return new SliceSource(this.#source, from, from + length);
    this.#budget.spend(length, from);
    const bytes = this.#source.read(from, length);
    const content = text ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    if (encoding === 'latin1') return new MemorySource(Buffer.from(content, 'latin1'));
    const base64 = text ?? latin1(bytes, 0, bytes.length);
    return /^[A-Za-z0-9+/_=\s-]+$/.test(base64.slice(0, 4096))
      ? new MemorySource(Buffer.from(base64, 'base64'))
      : undefined;
  }

  #noticeTail(at: number): void {
    const last = this.#streams.at(-1);
    if (last?.end === 'broken' || this.#isCut) return;
    this.#oddities.push({
      kind: 'hidden-bytes',
      message: `${this.#source.size - at} bytes follow the last pickle and are none`,
      where: { offset: at },
    });
  }
}

function hasEffect(stream: PickleStream): boolean {
  return stream.globals.length > 0 || stream.calls.length > 0 || stream.computedNames.length > 0;
}
