// Signatures, sizes and flag bits of the records in a zip file. @source PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4

/** Signatures as little-endian 32-bit numbers. */
export const signatures = {
  /** Section 4.3.7. */
  localHeader: 0x04034b50,
  /** Section 4.3.9; writers may leave it out. */
  dataDescriptor: 0x08074b50,
  /** Section 4.3.12. */
  centralHeader: 0x02014b50,
  /** Section 4.3.13. */
  digitalSignature: 0x05054b50,
  /** Section 4.3.14. */
  zip64End: 0x06064b50,
  /** Section 4.3.15. */
  zip64Locator: 0x07064b50,
  /** Section 4.3.16. */
  end: 0x06054b50,
  /** Marks an archive that was made for several disks and fitted on one. Section 8.5.4. */
  spanned: 0x08074b50,
  spannedOne: 0x30304b50,
} as const;

/** Bytes of the fixed part of a record. */
export const sizes = { localHeader: 30, centralHeader: 46, end: 22, zip64Locator: 20, zip64End: 56 } as const;

/** Section 4.4.4. */
export const flagBits = {
  encrypted: 0x1,
  dataDescriptor: 0x8,
  patchData: 0x20,
  strongEncryption: 0x40,
  utf8: 0x800,
  maskedHeaders: 0x2000,
} as const;

/** Flags whose difference between the two headers of a member changes how it is read. */
export const decisiveFlags: number =
  flagBits.encrypted | flagBits.patchData | flagBits.strongEncryption | flagBits.maskedHeaders;

/** Section 4.4.5. */
export const methods = { stored: 0, deflate: 8, bzip2: 12, lzma: 14, zstd: 93, zstdOld: 20, xz: 95, aes: 99 } as const;

/** A range [from, to) of bytes in the file. */
export interface Range {
  readonly from: number;
  readonly to: number;
}
