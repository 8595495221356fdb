/** Text in a box that floats on the page (VML, which Word, WPS and LibreOffice all lay out). */
import { ImportedXmlComponent, LineRuleType, type Paragraph, type ParagraphChild } from 'docx';
import { line, offGrid } from './line.ts';

const spaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" ' +
  'xmlns:w10="urn:schemas-microsoft-com:office:word"';

export interface Box {
  /** Millimetres. */
  width: number;
  height: number;
  /** Where it stands, in VML's words. */
  style: string;
  /** A quarter clockwise. */
  turned?: boolean;
  /** Text of the page stays above it. */
  apart?: boolean;
}

/** A paragraph of one point that holds the box. `inner`: paragraphs and tables as WordprocessingML. */
export function boxed(
  inner: string,
  { width, height, style, turned = false, apart = false }: Box,
): Paragraph {
  const flow = turned ? 'layout-flow:vertical' : '';
  const xml =
    `<w:r ${spaces}><w:pict><v:rect filled="f" stroked="f" ` +
    `style="position:absolute;${style};width:${width}mm;height:${height}mm">` +
    `<v:textbox inset="0mm,0mm,0mm,0mm" style="${flow}"><w:txbxContent>${inner}</w:txbxContent></v:textbox>` +
    `${apart ? '<w10:wrap type="topAndBottom"/>' : ''}</v:rect></w:pict></w:r>`;
  const run = ImportedXmlComponent.fromXmlString(xml) as unknown as ParagraphChild;
  return line([run], { style: offGrid, spacing: { line: 20, lineRule: LineRuleType.EXACT } });
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const inXml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character]!);
