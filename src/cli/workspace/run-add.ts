// What `assay add` does; loaded when it is called.
import type { AssetKind, IpClass, Sensitivity } from '#core/asset';
import { escapeInvisible } from '#core/quote';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { type AddOptions, type AddReport, addAsset } from '#flow/assets/add-asset';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { ProgressLine } from '../progress-line.ts';
import { workerEntry } from '../worker-entry.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

type UpdatePoint = NonNullable<AddOptions['updatePoint']>;

export interface AddFlags extends SigningFlags {
  readonly kind?: AssetKind;
  readonly name: string;
  readonly origin?: string;
  readonly revision?: string;
  readonly supplier?: string;
  readonly owner?: string;
  readonly licence?: string;
  readonly sensitivity?: Sensitivity;
  readonly ipClass?: IpClass;
  readonly confidentiality?: string;
  readonly integrity?: string;
  readonly availability?: string;
  readonly label?: readonly string[];
  readonly parent?: readonly string[];
  readonly keyColumn?: string;
  readonly labelColumn?: string;
  readonly noRows?: boolean;
  readonly allowSimilarNames?: boolean;
  readonly deep?: boolean;
  readonly why?: string;
  readonly updatePoint?: UpdatePoint;
  readonly jobs?: number;
}

/** @throws {AssayError} what the flow throws */
export async function runAdd(this: AssayContext, flags: AddFlags, path: string): Promise<void> {
  const line = new ProgressLine(this.process.stderr);
  try {
    const report = await withWorkspace(this, flags, (workspace) =>
      addAsset(workspace, path, {
        ...optionsOf(flags),
        ...workerEntry(this.process),
        onProgress: line.show.bind(line),
      }),
    );
    line.clear();
    answer(this, flags.json, report, linesOf(report));
  } finally {
    line.clear();
  }
}

function optionsOf(flags: AddFlags): AddOptions {
  const { kind, name, label, parent, keyColumn, labelColumn, noRows, allowSimilarNames, deep, jobs, ...rest } = flags;
  const { confidentiality, integrity, availability } = flags;
  const { origin, revision, supplier, owner, licence, sensitivity, ipClass, why, updatePoint } = rest;
  return {
    name,
    ...(kind === undefined ? {} : { kind }),
    ...(origin === undefined ? {} : { origin }),
    ...(revision === undefined ? {} : { revision }),
    ...(supplier === undefined ? {} : { supplier }),
    ...(owner === undefined ? {} : { owner }),
    ...(licence === undefined ? {} : { licence }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(ipClass === undefined ? {} : { ipClass }),
    ...(why === undefined ? {} : { why }),
    ...(updatePoint === undefined ? {} : { updatePoint }),
    ...(jobs === undefined ? {} : { jobs }),
    ratings: {
      ...(confidentiality === undefined ? {} : { confidentiality }),
      ...(integrity === undefined ? {} : { integrity }),
      ...(availability === undefined ? {} : { availability }),
    },
    labels: label ?? [],
    parents: parent ?? [],
    similarNames: allowSimilarNames ?? false,
    deep: deep ?? false,
    rows: noRows ? false : rowsOf(keyColumn, labelColumn),
  };
}

function rowsOf(key: string | undefined, label: string | undefined): Exclude<AddOptions['rows'], false> {
  return { ...(key === undefined ? {} : { key }), ...(label === undefined ? {} : { label }) };
}

function linesOf({
  name,
  version,
  id,
  kind,
  entries,
  bytes,
  recorded,
  rows,
  reading,
  notes,
}: AddReport): readonly string[] {
  const what = `${kind}, ${formatCount(entries, 'entry', 'entries')}, ${formatBytes(bytes)}`;
  const lines = [
    `${recorded ? 'recorded' : 'unchanged'}  ${name}@${version}  ${what}`,
    `  id    ${id}`,
    ...rows.map(({ path, format, count }) => `  rows  ${formatCount(count, 'row')} of ${path} (${format})`),
  ];
  if (reading?.mode === 'incremental') {
    lines.push(
      `  read  ${formatBytes(reading.bytesRead)} of ${formatBytes(reading.bytes)}; the rest did not change since the last time`,
    );
  }
  return [...lines, ...notes.map((note) => `  note  ${note}`)].map(escapeInvisible);
}
