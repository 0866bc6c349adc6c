// Messages that are kept in another object's header: committed datatypes (specification, section IV.A.2, "shared message").
import { FormatError } from '#core/errors';
import { type Datatype, parseDatatype } from './datatype.ts';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';
import { messageTypes, readObjectHeader, sharedFlag } from './object-header.ts';

/** The datatype that a shared message points to. @throws {FormatError} FORMAT_UNSUPPORTED for the shared message heap */
export function readSharedDatatype(file: Hdf5File, pointer: Hdf5Block): Datatype {
  const version = pointer.u8();
  const type = pointer.u8();
  if (version === 3 && type === 1) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'a datatype is kept in the shared message heap');
  }
  if (version === 1) pointer.skip(6);
  const address = pointer.address();
  const message =
    address === undefined
      ? undefined
      : readObjectHeader(file, address).find((candidate) => candidate.type === messageTypes.datatype);
  // A datatype that is itself shared would be a second step, which the library never writes.
  if (message === undefined || (message.flags & sharedFlag) !== 0) {
    throw new FormatError('FORMAT_MALFORMED', 'a shared datatype points to no datatype');
  }
  return parseDatatype(new Hdf5Block(message.bytes, file));
}
