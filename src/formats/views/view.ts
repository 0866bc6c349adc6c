// The union of all views. A view kind is a shape that several checks look at, not a format.
import type { ArchiveView } from './archive.ts';
import type { CodeView } from './code.ts';
import type { GraphView } from './graph.ts';
import type { InertView } from './inert.ts';
import type { ProgramView } from './program.ts';
import type { TemplateView } from './template.ts';
import type { TensorsView } from './tensors.ts';
import type { TextView } from './text.ts';
import type { TreeView } from './tree.ts';

export type View =
  | ArchiveView
  | CodeView
  | GraphView
  | InertView
  | ProgramView
  | TemplateView
  | TensorsView
  | TextView
  | TreeView;

export type ViewKind = View['kind'];

export type ViewOf<K extends ViewKind> = Extract<View, { readonly kind: K }>;
