// What the first command did, for people.
import type { Quickstart, QuickstartAsset } from '#core/quickstart';
import { escapeInvisible } from '#core/quote';
import { columns } from './columns.ts';
import { type Paint, paint, type TextStyle } from './text-style.ts';

export function quickstartLines({ folder, seconds, errands, assets }: Quickstart, style: TextStyle): readonly string[] {
  const failed = errands.filter(({ problem }) => problem !== undefined);
  const rows = assets.map((asset) => [
    asset.name,
    asset.what,
    paint(asset.outcome, paints[asset.outcome], style),
    asset.zone,
  ]);
  const stopped = assets.filter(({ because }) => because.length > 0);
  return [
    '',
    ...columns(['ASSET', 'WHAT IT REALLY IS', 'OUTCOME', 'LIES IN'], rows, style),
    ...stopped.flatMap((asset) => ['', ...stoppedLines(asset)]),
    ...failed.flatMap(({ command, problem }) => [
      '',
      `could not be done: ${command}`,
      `  ${escapeInvisible(problem ?? '')}`,
    ]),
    '',
    `${Math.round(seconds)} s. Everything is signed and stands in a log. Look around:`,
    `  cd ${escapeInvisible(folder)}`,
    ...next.map(([command, what]) => `  ${command.padEnd(44)} ${what}`),
  ];
}

function stoppedLines({ name, because }: QuickstartAsset): readonly string[] {
  return [
    `${escapeInvisible(name)} was stopped:`,
    ...because.slice(0, 6).map((reason) => `  ${escapeInvisible(reason)}`),
  ];
}

const next = [
  ['assay list', 'what there is'],
  ['assay lineage reader', 'what the model was made of'],
  ['assay gate explain promote-model reader', 'on what the decision rests'],
  ['assay data scan digits-mirror --page p.html', 'the poisoned rows, to look at'],
  ['assay audit list', 'who did what'],
  ['assay access who-can read digits', 'who could read the data'],
  ['assay proof reader > reader.proof', 'one file for somebody who does not trust you'],
] as const;

const paints: Readonly<Record<QuickstartAsset['outcome'], readonly Paint[]>> = {
  'let in': ['bold', 'green'],
  stopped: ['bold', 'red'],
  'not known': ['bold', 'yellow'],
};
