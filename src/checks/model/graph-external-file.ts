// Files that a graph makes its loader open: weights beside an ONNX model, assets of a SavedModel.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { ExternalFile, GraphView } from '#formats/views/graph';

export const check: Check<'graph'> = {
  id: 'graph-external-file',
  title: 'Does the graph make its loader open files outside the model folder?',
  why: 'Loaders open the named file, map it as weights, and some write to it on saving: a path out of the folder reads or overwrites files of the machine.',
  remedy: 'Do not load it. Ask for a model whose external files have plain names beside it.',
  references: ['CVE-2022-25882', 'CVE-2024-27318', 'CVE-2025-51480', 'CWE-22'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['graph'],
  check(view: GraphView, context: CheckContext): readonly Observation[] {
    return view.externalFiles.flatMap((file) => observe(file, view, context));
  },
};

function observe(file: ExternalFile, view: GraphView, context: CheckContext): readonly Observation[] {
  const reason = escapeOf(file.location);
  if (reason !== undefined) {
    return [{ severity: 'high', message: `${quote(file.location)} ${reason}`, where: file.where }];
  }
  const sibling = context.sibling(file.location.replace(/^(?:\.\/)+/, ''));
  if (sibling === undefined) return [missing(file, view)];
  const end = (file.offset ?? 0) + (file.length ?? 0);
  if (end <= sibling.size) return [];
  const message = `${quote(file.location)} has ${sibling.size} bytes, the graph reads up to byte ${end}`;
  return [{ severity: 'medium', outcome: 'inconclusive', message, where: file.where, remedy: remedyForMissing }];
}

/** A SavedModel without its assets, an IR without its numbers: whole in itself. Named weights are part of the model. */
function missing(file: ExternalFile, view: GraphView): Observation {
  const message = `${quote(file.location)} is not beside the model, so it was not scanned`;
  if (view.format.startsWith('tensorflow') || view.format === 'openvino')
    return { severity: 'info', message, where: file.where };
  return { severity: 'low', outcome: 'inconclusive', message, where: file.where, remedy: remedyForMissing };
}

/** Why a location is no file in the model's own folder, on any system that loads it; undefined when it is one. */
function escapeOf(location: string): string | undefined {
  if (location.includes('_ORT_MEM_ADDR_')) return 'makes ONNX Runtime read from a memory address';
  if (/[\u0000-\u001f]/.test(location)) return 'has control characters, which systems cut or read differently';
  const path = location.replaceAll('\\', '/');
  if (path.startsWith('/')) return 'is an absolute path';
  if (/^[A-Za-z]:/.test(path)) return 'has a drive letter';
  if (/^[A-Za-z][\w+.-]*:\/\//.test(path)) return 'is an address';
  if (path.startsWith('~')) return 'starts in a home folder';
  if (path.split('/').includes('..')) return 'leads out of the model folder';
  if (/\.(?:so(?:\.\d{1,4})*|dll|dylib|exe)$/i.test(path)) return 'is a program library, not weights';
  return path === location ? undefined : 'has backslashes, which are folders on one system and a name on another';
}

const remedyForMissing = 'Get the complete model folder and scan it again.';
