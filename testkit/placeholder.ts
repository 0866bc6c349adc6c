// What stands in place of a file that is missing: nothing, or an answer of a server.
import type { Sample } from './sample.ts';

function placeholder(name: string, text: string, because: string): Sample {
  return { name, build: () => Buffer.from(text), verdict: 'incomplete', because };
}

const json = '{"error":"Repository not found"}';
const xml = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>';

/** A frame announces more than there is: what a download that broke off leaves of a pickle that rebuilds an object. */
function cutPickle(): Uint8Array {
  return Buffer.from(
    '8004950002000000000000' + '8c0b636f6c6c656374696f6e738c0b4f726465726564446963749329528c06776569676874',
    'hex',
  );
}

export const samples: readonly Sample[] = [
  { name: 'cut.pkl', build: cutPickle, verdict: 'incomplete', because: 'the download broke off inside a frame' },
  placeholder('empty.pkl', '', 'no pickle is empty'),
  placeholder('empty.h5', '', 'no HDF5 file is empty'),
  placeholder('empty.keras', '', 'no archive is empty'),
  placeholder('message.bin', json, 'a message of a server instead of weights'),
  placeholder('refused.safetensors', xml, 'a refusal of a server instead of weights'),
  { name: '__init__.py', build: () => Buffer.alloc(0), verdict: 'clean', because: 'an empty module is whole' },
];
