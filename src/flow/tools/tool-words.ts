// Words that commands offer, without the library that their statements are checked with.
import type { ToolForm } from '#predicates/tool-access';

/** As in the statement about a tool. */
export const toolForms: readonly ToolForm[] = [
  'program',
  'library',
  'editor-plugin',
  'browser-extension',
  'assistant',
  'skill',
  'mcp-server',
  'external-agent',
  'service',
];
