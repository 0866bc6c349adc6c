// What stands in place of a file that is missing: nothing, or an answer of a server.
import type { Sample } from './sample.ts';

function placeholder(name: string, text: string, because: string): Sample {
  return { name, build: () => Buffer.from(text), verdict: 'incomplete', because };
}

const json = '{"error":"Repository not found"}';
const xml = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>';

export const samples: readonly Sample[] = [
  placeholder('empty.pkl', '', 'no pickle is empty'),
  placeholder('empty.h5', '', 'no HDF5 file is empty'),
  placeholder('empty.keras', '', 'no archive is empty'),
  placeholder('message.bin', json, 'a message of a server instead of weights'),
  placeholder('refused.safetensors', xml, 'a refusal of a server instead of weights'),
  { name: '__init__.py', build: () => Buffer.alloc(0), verdict: 'clean', because: 'an empty module is whole' },
];
