/** Word files in: opened with the same hard limits as workbooks, and handed on as trees of XML. */
import { everyOf, isClassified, type DocxParts, type XmlNode } from '#engines/gongwen/index.ts';
import { openArchive, type Archive } from '../sheets/archive.ts';
import { sheetLimits } from '../sheets/limits.ts';
import { SheetFault } from '../sheets/refusal.ts';
import { scanXml } from '../sheets/xml.ts';

export { documentRefusals } from './documents.refusals.ts';

export type DocumentRefusalCode = keyof typeof import('./documents.refusals.ts').documentRefusals;

/** Why a file was not read. */
export interface DocumentRefusal {
  readonly code: DocumentRefusalCode;
}

export const isDocumentRefusal = (read: DocxParts | DocumentRefusal): read is DocumentRefusal =>
  'code' in read;

const codes: Readonly<Partial<Record<string, DocumentRefusalCode>>> = {
  'sheets/encrypted': 'documents/encrypted',
  'sheets/zip-bomb': 'documents/too-large',
  'sheets/too-large': 'documents/too-large',
};

/** Where nothing says otherwise. */
const MAIN = 'word/document.xml';
/** Reading and checking 12 MB takes a second and a half; official documents have a tenth of it. */
const limits = { ...sheetLimits, partBytes: 12_000_000, totalBytes: 100_000_000 };

/** Parts of a DOCX (ECMA-376), or why it was not read. Pictures and embedded objects are never opened. */
export function readDocx(bytes: Uint8Array): DocxParts | DocumentRefusal {
  const whyNot = whyNotDocx(bytes);
  if (whyNot) return { code: whyNot };
  try {
    const archive = openArchive(bytes, limits);
    if (hasMacros(archive)) return { code: 'documents/macro' };
    const main = mainOf(archive);
    if (!archive.has(main)) return { code: 'documents/not-docx' };
    const parts = partsOf(archive, main);
    return isClassified(parts) ? { code: 'documents/classified' } : parts;
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error;
    return { code: codes[error.refusal.code] ?? 'documents/damaged' };
  }
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/** A ZIP begins with PK; an OLE file is an old .doc, or a .docx locked by a password: the name of its stream tells. */
function whyNotDocx(bytes: Uint8Array): DocumentRefusalCode | null {
  if (startsWith(bytes, [0x50, 0x4b])) return null;
  const isOle = startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
  const locked = isOle && Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return locked ? 'documents/encrypted' : 'documents/not-docx';
}

/** A `.docm` says so in its list of types, whatever its macros' part is called. */
function hasMacros(archive: Archive): boolean {
  const types = '[Content_Types].xml';
  if (archive.has('word/vbaProject.bin')) return true;
  return archive.has(types) && /macroEnabled|vbaProject/.test(textOf(archive, types));
}

/** Word on the web writes `word/document2.xml`: the package's own relations say which part is the text. */
function mainOf(archive: Archive): string {
  const part = '_rels/.rels';
  if (!archive.has(part)) return MAIN;
  const found = treeOf(archive, part).children.find(({ attributes }) =>
    attributes['Type']?.endsWith('/officeDocument'),
  );
  return found?.attributes['Target']?.replace(/^\//, '') ?? MAIN;
}

function partsOf(archive: Archive, main: string): DocxParts {
  const optional = (name: string): XmlNode | null => (archive.has(name) ? treeOf(archive, name) : null);
  const document = treeOf(archive, main);
  return {
    document,
    styles: optional('word/styles.xml'),
    settings: optional('word/settings.xml'),
    footers: footersOf(archive, document, main),
  };
}

/** Footers of the first section that names them; later ones inherit or turn them, or are a page without a number. */
function footersOf(archive: Archive, document: XmlNode, main: string): Record<string, XmlNode> {
  const part = main.replace(/([^/]+)$/, '_rels/$1.rels');
  if (!archive.has(part)) return {};
  const targets = new Map(
    treeOf(archive, part).children.map(({ attributes: at }) => [at['Id'], at['Target']]),
  );
  const footers: Record<string, XmlNode> = {};
  for (const reference of everyOf(document, 'footerReference')) {
    const target = targets.get(reference.attributes['id']);
    const name = target === undefined ? '' : `word/${target}`.replace('word//word/', 'word/');
    if (archive.has(name)) footers[reference.attributes['type'] ?? 'default'] ??= treeOf(archive, name);
  }
  return footers;
}

/** XML is UTF-8 unless its first two bytes say UTF-16. */
function textOf(archive: Archive, name: string): string {
  const bytes = archive.read(name);
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  return new TextDecoder(wide ?? 'utf-8').decode(bytes);
}

interface Growing {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Growing[];
  text: string;
}

function treeOf(archive: Archive, name: string): XmlNode {
  const top: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  scanXml(textOf(archive, name), name, {
    open: (local, attributes) => {
      const node: Growing = { name: local, attributes, children: [], text: '' };
      open.at(-1)!.children.push(node);
      open.push(node);
    },
    close: () => void open.pop(),
    text: (value) => {
      open.at(-1)!.text += value;
    },
  });
  return top.children[0] ?? top;
}
