// JPEG images. Specification: ITU-T T.81, annex B.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'jpeg',
  title: 'JPEG image',
  specification: 'https://www.w3.org/Graphics/JPEG/itu-t81.pdf',
  loading: 'Image libraries decode it; nothing runs.',
  extensions: ['jpg', 'jpeg', 'jfif', 'jpe'],
  identify,
  read: (source: ByteSource, context: ReadContext): InertView =>
    inertUntil(format, source, findEnd(source, context.budget), slackBytes),
};

/** Two magic bytes are too few: the first segment must be one that starts a file. */
function identify(sample: Sample): Match {
  if (!isImageStart(sample.head)) return 'no';
  const d = sample.head[3];
  if (d === undefined) return 'no';
  const length = ((sample.head[4] ?? 0) << 8) | (sample.head[5] ?? 0);
  const nextMarker = sample.head[4 + length];
  const leads = (d >= 0xe0 && d <= 0xef) || d === 0xdb || d === 0xfe || d === 0xc4 || (d >= 0xc0 && d <= 0xc2);
  return leads && length >= 2 && (nextMarker === 0xff || 4 + length >= sample.head.length) ? 'content' : 'no';
}

/** Offset after the end marker. Cameras put several images one after the other; each is passed over. */
function findEnd(source: ByteSource, budget: WorkBudget): number {
  let end = endOfImage(source, 2, budget);
  while (isImageStart(source.read(end, 3))) end = endOfImage(source, end + 2, budget);
  return end;
}

function isImageStart(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

function endOfImage(source: ByteSource, from: number, budget: WorkBudget): number {
  let at = from;
  for (;;) {
    const marker = nextMarker(source, at, budget);
    if (marker.code === endOfImageMarker) return marker.at + 2;
    at = marker.at + 2;
    if (marker.code === 0x01 || (marker.code >= 0xd0 && marker.code <= 0xd8)) continue;
    const length = source.read(at, 2);
    if (length.length < 2) throw truncated(at);
    at += Math.max(2, ((length[0] ?? 0) << 8) | (length[1] ?? 0));
  }
}

/** The next marker at or after `from`; picture data between segments is passed over. */
function nextMarker(source: ByteSource, from: number, budget: WorkBudget): { at: number; code: number } {
  let at = from;
  while (at < source.size - 1) {
    const chunk = source.read(at, chunkBytes);
    budget.spend(1, at);
    for (let index = chunk.indexOf(0xff); index !== -1; index = chunk.indexOf(0xff, index + 1)) {
      const code = chunk[index + 1] ?? 0;
      if (code !== 0 && code !== 0xff) return { at: at + index, code };
    }
    // The last byte is looked at again, because a marker has two.
    at += Math.max(1, chunk.length - 1);
  }
  throw truncated(source.size);
}

function truncated(offset: number): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the image has no end marker', { offset });
}

const endOfImageMarker = 0xd9;
const chunkBytes = 16 * 1024;
/** Cameras and editors leave a few bytes after the end marker. */
const slackBytes = 4096;
