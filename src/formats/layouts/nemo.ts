// NeMo: a tar of a Hydra configuration and a torch checkpoint.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { type Label, layoutView } from './members.ts';

export const layout: Layout = {
  id: 'nemo',
  title: 'NVIDIA NeMo model',
  specification: 'nemo/core/connectors/save_restore_connector.py',
  loading:
    'NeMo instantiates the classes that _target_ names in model_config.yaml and loads the checkpoint with torch.',
  extensions: ['nemo'],
  identify: ({ parts }) => parts.some(({ name }) => baseOf(name) === 'model_config.yaml'),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('nemo', [])],
    parts: archive.parts.map((part) => ({ ...part, ...labels.get(baseOf(part.name)) })),
  }),
};

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

const labels: ReadonlyMap<string, Label> = new Map([['model_config.yaml', { readAs: ['yaml'] }]]);
