export type FileKind = 'xlsx' | 'csv' | 'ole' | 'pdf' | 'png' | 'jpeg' | 'other';

export const typesOf: Readonly<Record<FileKind, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  ole: 'application/x-ole-storage',
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  other: 'application/octet-stream',
};

const begins = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

/** The kind of a file by its content: signatures first, then "reads as text" for CSV. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'xlsx';
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  const utf16 = begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff);
  return bytes.length > 0 && (utf16 || !bytes.subarray(0, 4096).includes(0)) ? 'csv' : 'other';
}
