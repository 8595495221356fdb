import { strToU8, zipSync } from 'fflate';

/** Parts of a hand-made workbook; each has a plain default. `sheet` is the content of `<worksheet>`. */
export interface RawWorkbook {
  readonly sheet?: string;
  readonly strings?: string;
  readonly numberFormats?: string;
  /** `numFmtId` of each cell style, in order. */
  readonly styles?: readonly number[];
  readonly workbookPr?: string;
  readonly extra?: Readonly<Record<string, string | Uint8Array>>;
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

/** The files inside a workbook made from raw XML, for what our own writer never writes. */
export function rawParts(raw: RawWorkbook): Record<string, Uint8Array> {
  const styles = (raw.styles ?? [0]).map((id) => `<xf numFmtId="${id}"/>`).join('');
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships ${packaging}><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}">${raw.workbookPr ?? ''}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${packaging}><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}>${raw.sheet ?? ''}</worksheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${raw.strings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts>${raw.numberFormats ?? ''}</numFmts><cellXfs>${styles}</cellXfs></styleSheet>`,
    ...raw.extra,
  };
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
  );
}

export function aRawWorkbook(raw: RawWorkbook): Uint8Array {
  return zipSync(rawParts(raw), { mtime: new Date(2020, 0, 1) });
}

/** A workbook whose sheet is `megabytes` of blanks: packed about a thousandfold. */
export function aZipBomb(megabytes: number): Uint8Array {
  return aRawWorkbook({
    extra: { 'xl/worksheets/sheet1.xml': new Uint8Array(megabytes * 1_000_000).fill(32) },
  });
}

/** The same archive with the directory telling another inflated size for the part. */
export function lieAboutSize(zip: Uint8Array, part: string, size: number): Uint8Array {
  const copy = Buffer.from(zip);
  const name = copy.lastIndexOf(part);
  copy.writeUInt32LE(size, name - 46 + 24);
  return copy;
}

/** A macro workbook: the same parts and a `vbaProject.bin`. */
export function aMacroWorkbook(): Uint8Array {
  return aRawWorkbook({ extra: { 'xl/vbaProject.bin': Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0) } });
}

/** An OLE2 container with streams of these names: `EncryptedPackage` for a password, `Workbook` for `.xls`. */
export function anOleFile(...streams: readonly string[]): Uint8Array {
  const header = Buffer.alloc(512);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  const directory = streams.map((stream) => {
    const entry = Buffer.alloc(128);
    entry.write(stream, 'utf16le');
    return entry;
  });
  return Buffer.concat([header, ...directory]);
}

export { encodeGb18030 } from './gb18030.ts';
