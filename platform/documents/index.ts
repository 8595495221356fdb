/** Word files in: opened with the same hard limits as workbooks, and handed on as trees of XML. */
import { isClassified, type DocxParts, type XmlNode } from '#engines/gongwen/index.ts';
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

const MAIN = 'word/document.xml';
const limits = { ...sheetLimits, partBytes: 30_000_000, totalBytes: 100_000_000 };

/** Parts of a DOCX (ECMA-376), or why it was not read. Pictures and embedded objects are never opened. */
export function readDocx(bytes: Uint8Array): DocxParts | DocumentRefusal {
  const whyNot = whyNotDocx(bytes);
  if (whyNot) return { code: whyNot };
  try {
    const archive = openArchive(bytes, limits);
    if (archive.has('word/vbaProject.bin')) return { code: 'documents/macro' };
    if (!archive.has(MAIN)) return { code: 'documents/not-docx' };
    const parts = partsOf(archive);
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

function partsOf(archive: Archive): DocxParts {
  const optional = (name: string): XmlNode | null => (archive.has(name) ? treeOf(archive, name) : null);
  const document = treeOf(archive, MAIN);
  return {
    document,
    styles: optional('word/styles.xml'),
    settings: optional('word/settings.xml'),
    footers: footersOf(archive, document),
  };
}

/** Footers of the first section that names them; later ones inherit or turn them, or are a page without a number. */
function footersOf(archive: Archive, document: XmlNode): Record<string, XmlNode> {
  const part = 'word/_rels/document.xml.rels';
  if (!archive.has(part)) return {};
  const targets = new Map(
    treeOf(archive, part).children.map(({ attributes: at }) => [at['Id'], at['Target']]),
  );
  const footers: Record<string, XmlNode> = {};
  const walk = (node: XmlNode): void => {
    for (const child of node.children) {
      if (child.name === 'footerReference') {
        const target = targets.get(child.attributes['id']);
        const name = target === undefined ? '' : `word/${target}`.replace('word//word/', 'word/');
        if (archive.has(name)) footers[child.attributes['type'] ?? 'default'] ??= treeOf(archive, name);
      } else walk(child);
    }
  };
  walk(document);
  return footers;
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
  scanXml(new TextDecoder().decode(archive.read(name)), name, {
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
