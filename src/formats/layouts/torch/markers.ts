// Members that every torch archive may have beside its content: a line each, compared and never interpreted.
// @source caffe2/serialize/inline_container.cc, torch/serialization.py

/** True for a marker. @param path - below the top folder, lower case */
export function isTorchMarker(path: string): boolean {
  return markers.has(path) || (path.startsWith('.data/') && !path.endsWith('.pkl'));
}

const markers: ReadonlySet<string> = new Set([
  'version',
  'byteorder',
  '.format_version',
  '.storage_alignment',
  'archive_format',
  'archive_version',
]);
