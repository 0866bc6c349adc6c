// Reports of `assay sign` and `assay verify` for people.
import type {
  EntryState,
  ModelSigningReport,
  ModelVerification,
  Reading,
  SignatureFacts,
  TimestampFacts,
  VerifiedEntry,
} from '#core/model-verification';
import { escapeInvisible } from '#core/quote';
import { padTo, wrap } from './display-width.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

/** Lines of entries that are listed without `--verbose`. */
const longestList = 200;

export function encodeSigningText(report: ModelSigningReport, style: TextStyle): string {
  const { model, bundle, files, bytes, reading, signature, notes } = report;
  const lines = [
    `${paint('signed', ['bold', 'green'], style)}  ${escapeInvisible(model)}: ${formatCount(files, 'file')}, ${formatBytes(bytes)}`,
    ...field('signature', bundle, style),
    ...readingLines(reading, style),
    ...signatureLines(signature, style),
    ...notes.flatMap((note) => field('note', note, style)),
  ];
  return `${lines.join('\n')}\n`;
}

/** @param all - lists the files that match, too */
export function encodeVerificationText(report: ModelVerification, style: TextStyle, all: boolean): string {
  const { entries, signature, problem, notes, summary, bytes, reading } = report;
  const lines = [
    ...entryLines(entries, style, all),
    headline(report, style),
    ...(problem === undefined ? [] : field('why', `${problem.message} (${problem.code})`, style)),
    ...(signature === undefined ? [] : field('files', `${summaryText(summary)}; ${formatBytes(bytes)} read`, style)),
    ...readingLines(reading, style),
    ...(signature === undefined ? [] : signatureLines(signature, style)),
    ...notes.flatMap((note) => field('note', note, style)),
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ model, outcome, problem, summary }: ModelVerification, style: TextStyle): string {
  const name = escapeInvisible(model);
  if (outcome === 'pass') {
    const rest = summary.added > 0 ? ', except for the files added' : '';
    return `${paint('verified', ['bold', 'green'], style)}  ${name} is what was signed${rest}`;
  }
  if (problem !== undefined) {
    const word =
      outcome === 'fail' ? paint('refused', ['bold', 'red'], style) : paint('undecided', ['bold', 'blue'], style);
    return `${word}  the signature of ${name} proves nothing`;
  }
  if (outcome === 'fail') return `${paint('refused', ['bold', 'red'], style)}  ${name} is not what was signed`;
  const why =
    summary.unreadable > 0 ? 'files could not be read' : 'the signer left files out; accept them with --accept-ignored';
  return `${paint('undecided', ['bold', 'blue'], style)}  ${name}: ${why}`;
}

function entryLines(entries: readonly VerifiedEntry[], style: TextStyle, all: boolean): readonly string[] {
  const wanted = all ? entries : entries.filter(({ state }) => state !== 'match');
  const shown = all ? wanted : wanted.slice(0, longestList);
  const lines = shown.map((entry) => {
    const detail = detailOf(entry);
    const word = paint(padTo(entry.state, 10), paints[entry.state], style);
    return `${word}  ${escapeInvisible(entry.path)}${detail === '' ? '' : `  ${paint(detail, ['dim'], style)}`}`;
  });
  const hidden = wanted.length - shown.length;
  return hidden === 0
    ? lines
    : [...lines, paint(`${formatCount(hidden, 'more file')}; --verbose lists them.`, ['dim'], style)];
}

function detailOf({ reason, signed, found, ranges, state }: VerifiedEntry): string {
  if (reason !== undefined) return reason;
  if (ranges !== undefined) return `bytes ${ranges.slice(0, 3).join(', ')}${ranges.length > 3 ? ', ...' : ''}`;
  if (state !== 'changed' || signed === undefined || found === undefined) return '';
  return `signed ${signed.slice(0, 12)}..., found ${found.slice(0, 12)}...`;
}

function summaryText(summary: ModelVerification['summary']): string {
  const parts = order.filter((state) => summary[state] > 0).map((state) => `${summary[state]} ${state}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function signatureLines(signature: SignatureFacts, style: TextStyle): readonly string[] {
  const { format, method, keyId, subject, root, validAt, timestamp, rootDigest, order, serialization } = signature;
  const shards = serialization.shardBytes === undefined ? '' : ` of ${serialization.shardBytes} bytes`;
  const sorting = order === 'components' ? ', in the order of the Python tool' : '';
  return [
    ...(method === 'sigstore'
      ? keylessLines(signature, style)
      : field('signed by', subject === undefined ? `key ${keyId}` : subject, style)),
    ...(method === 'certificate' && subject !== undefined ? field('', `key ${keyId}`, style) : []),
    ...(root === undefined ? [] : field('trusted', `${root}, all certificates valid at ${validAt}`, style)),
    ...(timestamp === undefined ? [] : field('stamped', stampText(timestamp), style)),
    ...field('covers', `${serialization.method}${shards}, ${serialization.hash}${sorting}; ${format}`, style),
    ...field('root', `sha256:${rootDigest}`, style),
  ];
}

function keylessLines({ identity, issuer, trustedRoot, validAt }: SignatureFacts, style: TextStyle): readonly string[] {
  return [
    ...field('signed by', `${identity}`, style),
    ...field('', `vouched for by ${issuer}`, style),
    ...field('logged', `existed at ${validAt}, by the trusted root sha256:${trustedRoot}`, style),
  ];
}

function stampText({ time, accuracyMs, authority, root }: TimestampFacts): string {
  const accuracy = accuracyMs === 0 ? '' : ` give or take ${accuracyMs / 1000} s`;
  return `existed at ${time}${accuracy}, says ${authority}, trusted through ${root}`;
}

function readingLines(reading: Reading | undefined, style: TextStyle): readonly string[] {
  if (reading?.mode !== 'incremental') return [];
  const { files, filesRead, bytes, bytesRead } = reading;
  const share = bytes === 0 ? 0 : (100 * bytesRead) / bytes;
  const rest = `${files - filesRead} of ${formatCount(files, 'file')} look as they did when they were read before`;
  return field('read', `incremental: ${share.toFixed(1)} % of the bytes; ${rest}`, style);
}

function field(label: string, text: string, style: TextStyle): readonly string[] {
  const lines = wrap(escapeInvisible(text), style.width - 14);
  return lines.map((line, index) => `  ${paint(padTo(index === 0 ? label : '', 10), ['dim'], style)}  ${line}`);
}

const order: readonly EntryState[] = ['changed', 'missing', 'added', 'unreadable', 'ignored', 'match'];

const paints: Readonly<Record<EntryState, readonly Paint[]>> = {
  match: ['green'],
  changed: ['bold', 'red'],
  missing: ['bold', 'red'],
  added: ['bold', 'red'],
  ignored: ['yellow'],
  unreadable: ['bold', 'blue'],
};
