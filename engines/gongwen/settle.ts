/** Makes a DOCX the same bytes for the same document, and names what stands in for a missing face. */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { alternatives, faces, type Face } from './face.ts';
import { size } from './layout.ts';
import { offGrid } from './line.ts';
import type { Day } from './model.ts';

/** 1980-01-01, the earliest day a ZIP archive can name. */
const NO_DAY = '1980-01-01';

/** Day, not the moment of writing, in the file's properties; a table of faces with their stand-ins. */
export function settle(bytes: ArrayBuffer, on: Day | null): Uint8Array {
  const parts = unzipSync(new Uint8Array(bytes));
  const stamp = `${on ?? NO_DAY}T00:00:00Z`;
  const core = strFromU8(parts['docProps/core.xml']!);
  parts['docProps/core.xml'] = strToU8(core.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, stamp));
  parts['word/styles.xml'] = strToU8(styleSheet());
  parts['word/fontTable.xml'] = strToU8(fontTable());
  const settled: Zippable = {};
  for (const name of Object.keys(parts).toSorted())
    settled[name] = [parts[name]!, { mtime: new Date(1980, 0, 1) }];
  return zipSync(settled, { level: 6 });
}

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const fontTable = (): string => {
  const fonts = (Object.keys(faces) as Face[]).map(
    (face) =>
      `<w:font w:name="${faces[face]}"><w:altName w:val="${alternatives[face]}"/>` +
      `<w:charset w:val="86"/><w:family w:val="${face === 'hei' ? 'swiss' : 'roman'}"/><w:pitch w:val="variable"/></w:font>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${MAIN}">${fonts.join('')}</w:fonts>`;
};

const face = `w:ascii="${faces.fang}" w:hAnsi="${faces.fang}" w:eastAsia="${faces.fang}" w:cs="${faces.fang}"`;
const runDefaults = `<w:rPr><w:rFonts ${face}/><w:sz w:val="${size.three}"/><w:szCs w:val="${size.three}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>`;

/**
 * Two styles. The grid's character pitch is reckoned from Normal's size. Word's quarter space between Chinese and
 * figures is off, or lines would lose their 28; what is larger or smaller than the body stands off the grid.
 */
const styleSheet = (): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="${MAIN}">` +
  `<w:docDefaults><w:rPrDefault>${runDefaults}</w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
  `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>` +
  `<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr>${runDefaults}</w:style>` +
  `<w:style w:type="paragraph" w:styleId="${offGrid}"><w:name w:val="Off the grid"/><w:basedOn w:val="Normal"/>` +
  `<w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:style>` +
  `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>` +
  `<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
  `</w:styles>`;
