/** What a file is by its first bytes; its name is not asked. */
export type FileShape =
  | { readonly shape: 'zip' | 'ole' | 'text' }
  | { readonly shape: 'foreign'; readonly format: string };

const zipMarks = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];
/** The container, and the bare streams of Excel 2, 3 and 4 that came without one. */
const oleMarks = ['\xd0\xcf\x11\xe0', '\x09\x00\x04\x00', '\x09\x02\x06\x00', '\x09\x04\x06\x00'];

const signatures: readonly (readonly [string, string])[] = [
  ['PDF', '%PDF'],
  ['RTF', '{\\rtf'],
  ['PNG', '\x89PNG'],
  ['JPEG', '\xff\xd8\xff'],
  ['GIF', 'GIF8'],
  ['RAR', 'Rar!'],
  ['7z', '7z\xbc\xaf'],
  ['gzip', '\x1f\x8b'],
  ['EXE', 'MZ\x90'],
];

export function sniff(bytes: Uint8Array): FileShape {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  if (zipMarks.some((mark) => head.startsWith(mark))) return { shape: 'zip' };
  if (oleMarks.some((mark) => head.startsWith(mark))) return { shape: 'ole' };
  const known = signatures.find(([, mark]) => head.startsWith(mark));
  return known ? { shape: 'foreign', format: known[0] } : { shape: 'text' };
}

/** Whether an OLE2 container holds a stream of this name (directory names are UTF-16, little endian). */
export function oleHas(bytes: Uint8Array, stream: string): boolean {
  const name = Buffer.from(stream, 'utf16le');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name);
}

/** Web pages and XML that offices' older systems name `.xls`; null for separated text. */
export function markupFormat(text: string): string | null {
  const head = text.slice(0, 2000).trimStart().toLowerCase();
  if (/^<(!doctype html|html|table|head|meta|body)\b/.test(head)) return 'HTML';
  if (!head.startsWith('<?xml')) return null;
  return head.includes('urn:schemas-microsoft-com:office:spreadsheet') ? 'XML 2003' : 'XML';
}
