/** Paragraphs of a DOCX as they appear: text, and face and size resolved through runs, styles and defaults. */
import { drawnRules } from './drawn.ts';
import { childOf, everyOf, numberIn, switchOf, within, type DocxParts, type XmlNode } from './parts.ts';

export interface ReadRun {
  text: string;
  /** East Asian face; empty where nothing names one. */
  face: string;
  halfPoints: number;
  colour: string;
}

export interface ReadParagraph {
  text: string;
  runs: ReadRun[];
  alignment: string;
  /** First-line indent and right indent, twips. */
  firstLine: number;
  pageBreakBefore: boolean;
  /** Colours of rules: the border below or above, and flat shapes anchored here. */
  rules: string[];
  inTable: boolean;
}

const DEFAULT_HALF_POINTS = 20;

/** Indents are also given in hundredths of a character of 16 pt. */
const TWIPS_PER_CHARS = 3.2;

type Lookup = (
  properties: 'rPr' | 'pPr',
  name: string,
  says?: (node: XmlNode) => boolean,
) => XmlNode | undefined;

/** Many runs carry `w:rFonts` for their Latin face or a hint alone; the East Asian one comes from the style. */
const namesFace = ({ attributes }: XmlNode): boolean =>
  'eastAsia' in attributes || 'eastAsiaTheme' in attributes;

/** Reads body paragraphs in order, those of tables marked. */
export function readParagraphs({ document, styles }: DocxParts): ReadParagraph[] {
  const book = new Map<string, XmlNode>();
  for (const style of styles ? everyOf(styles, 'style') : [])
    book.set(style.attributes['styleId'] ?? '', style);
  const defaults = defaultsOf(styles, book);
  const body = childOf(document, 'body') ?? document;
  const paragraphs: ReadParagraph[] = [];
  const walk = (node: XmlNode, inTable: boolean): void => {
    for (const child of node.children) {
      if (child.name === 'p')
        paragraphs.push(readParagraph(child, inTable, styleLookup(child, book, defaults)));
      else if (child.name !== 'pPr') walk(child, inTable || child.name === 'tbl');
    }
  };
  walk(body, false);
  return paragraphs;
}

/** The default paragraph style, then the document's defaults. */
function defaultsOf(styles: XmlNode | null, book: ReadonlyMap<string, XmlNode>): Lookup {
  const normal = [...book.values()].find(
    ({ attributes }) =>
      attributes['type'] === 'paragraph' && switchOf(asSwitch(attributes['default'])) === true,
  );
  return (properties, name, says = () => true) =>
    [
      within(normal, properties, name),
      within(styles, 'docDefaults', `${properties}Default`, properties, name),
    ].find((found) => found !== undefined && says(found));
}

const asSwitch = (val: string | undefined): XmlNode | undefined =>
  val === undefined ? undefined : { name: '', attributes: { val }, children: [], text: '' };

/** A paragraph's style and what it is based on, nearest first; a circle ends the search. */
function styleLookup(paragraph: XmlNode, book: ReadonlyMap<string, XmlNode>, defaults: Lookup): Lookup {
  const chain: XmlNode[] = [];
  let id = within(paragraph, 'pPr', 'pStyle')?.attributes['val'];
  while (id !== undefined && book.has(id) && !chain.includes(book.get(id)!)) {
    chain.push(book.get(id)!);
    id = childOf(chain.at(-1)!, 'basedOn')?.attributes['val'];
  }
  return (properties, name, says = () => true) => {
    for (const style of chain) {
      const found = within(style, properties, name);
      if (found && says(found)) return found;
    }
    return defaults(properties, name, says);
  };
}

function readParagraph(node: XmlNode, inTable: boolean, styled: Lookup): ReadParagraph {
  const own = (name: string): XmlNode | undefined => within(node, 'pPr', name) ?? styled('pPr', name);
  const runs = [...everyOf(node, 'r')].map((run) => readRun(run, styled));
  const border = own('pBdr');
  const rule = childOf(border, 'bottom') ?? childOf(border, 'top');
  return {
    text: runs.map(({ text }) => text).join(''),
    runs,
    alignment: own('jc')?.attributes['val'] ?? 'left',
    firstLine:
      numberIn(own('ind'), 'firstLine') ?? (numberIn(own('ind'), 'firstLineChars') ?? 0) * TWIPS_PER_CHARS,
    pageBreakBefore: switchOf(own('pageBreakBefore')) ?? hasBreak(node),
    rules: [
      ...(rule && rule.attributes['val'] !== 'none' ? [rule.attributes['color'] ?? 'auto'] : []),
      ...drawnRules(node),
    ],
    inTable,
  };
}

const hasBreak = (node: XmlNode): boolean =>
  [...everyOf(node, 'br')].some(({ attributes }) => attributes['type'] === 'page');

function readRun(run: XmlNode, styled: Lookup): ReadRun {
  const own = (name: string): XmlNode | undefined => within(run, 'rPr', name) ?? styled('rPr', name);
  const fonts = within(run, 'rPr', 'rFonts');
  const named = fonts && namesFace(fonts) ? fonts : styled('rPr', 'rFonts', namesFace);
  return {
    text: run.children
      .map((child) => (child.name === 't' ? child.text : child.name === 'tab' ? '\t' : ''))
      .join(''),
    face: named?.attributes['eastAsia'] ?? '',
    halfPoints: numberIn(own('sz'), 'val') ?? DEFAULT_HALF_POINTS,
    colour: own('color')?.attributes['val'] ?? 'auto',
  };
}
