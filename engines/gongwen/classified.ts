/** Whether a document says that it is classified: such documents are never taken in. */
import type { DocxParts, XmlNode } from './parts.ts';

/** The class is the second line, above the issuer (GB/T 9704-2012, 7.2.2); its box may be anchored a little further down. */
const HEAD_LINES = 5;

/** `秘密★1年`, or the class alone, also behind the copy number of six figures. */
const CLASS = /^(?:\d{6})?(?:绝密|机密|秘密)(?:★|$)/;

/** Looks at the first lines with words on the first page, those in text boxes and tables too. */
export function isClassified({ document }: DocxParts): boolean {
  const [firstPage = ''] = linesOf(document).split('\f');
  return saysClass(firstPage.split('\n'));
}

/** Whether the head of a document, given line by line, says a class. */
export const saysClass = (lines: readonly string[]): boolean =>
  lines
    .map((line) => line.replace(/\s/g, ''))
    .filter((line) => line !== '')
    .slice(0, HEAD_LINES)
    .some((line) => CLASS.test(line));

/** Text in reading order: `\n` between lines, `\f` at a break of the page. */
function linesOf(node: XmlNode): string {
  if (node.name === 't') return node.text;
  // What was written before a change is not in the document.
  if (node.name === 'pPrChange' || node.name === 'rPrChange') return '';
  if (node.name === 'br' || node.name === 'cr') return node.attributes['type'] === 'page' ? '\f' : '\n';
  if (node.name === 'lastRenderedPageBreak') return '\f';
  const inner = node.children.map(linesOf).join('');
  return node.name === 'p' ? `\n${inner}\n` : inner;
}
