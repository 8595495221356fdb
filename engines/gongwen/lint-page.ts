/** Checks of the page: paper, margins, grid, page numbers, red rule, body on the first page. */
import { linePitch, margin, marginAcross, page } from './layout.ts';
import type { Finding, FindingCode } from './lint.ts';
import { childOf, everyOf, numberIn, switchOf, within, type DocxParts, type XmlNode } from './parts.ts';
import type { ReadParagraph } from './read.ts';

/** The standard allows 1 mm. */
const TOLERANCE = 57;
const MM_PER_TWIP = 25.4 / 1440;

const whole = (code: FindingCode, facts: Finding['facts'] = {}): Finding => ({
  code,
  paragraph: null,
  excerpt: '',
  facts,
});

export function lintPage(parts: DocxParts, paragraphs: readonly ReadParagraph[]): Finding[] {
  const sections = [...everyOf(parts.document, 'sectPr')];
  return [
    ...(sections.length === 0 ? [undefined] : sections).flatMap((section, at) =>
      sectionOf(section, sections.length > 1 ? at + 1 : null),
    ),
    ...(hasPageNumbers(parts) ? [] : [whole('page/number')]),
    ...ruleOf(paragraphs),
    ...firstPageOf(paragraphs),
  ];
}

/** Paper, margins and grid of one section; `place`: which, where there are several. A table may lie across the paper. */
function sectionOf(section: XmlNode | undefined, place: number | null): Finding[] {
  const size = childOf(section, 'pgSz');
  const across = (numberIn(size, 'w') ?? 0) > (numberIn(size, 'h') ?? 0);
  const where =
    place === null
      ? { where: '', whereEn: '' }
      : { where: `第${place}节的`, whereEn: ` of section ${place}` };
  return [
    ...sizeOf(size, across, where),
    ...marginsOf(childOf(section, 'pgMar'), across ? marginAcross : margin, where),
    ...gridOf(childOf(section, 'docGrid'), where),
  ];
}

const mm = (twips: number): number => Math.round(twips * MM_PER_TWIP);

function sizeOf(size: XmlNode | undefined, across: boolean, where: Finding['facts']): Finding[] {
  const [width, height] = [numberIn(size, 'w') ?? 0, numberIn(size, 'h') ?? 0];
  const [short, long] = across ? [height, width] : [width, height];
  const off = Math.abs(short - page.width) > TOLERANCE || Math.abs(long - page.height) > TOLERANCE;
  return off ? [whole('page/size', { found: `${mm(width)}×${mm(height)}`, ...where })] : [];
}

const sides = {
  top: ['上', 'top'],
  bottom: ['下', 'bottom'],
  left: ['左', 'left'],
  right: ['右', 'right'],
} as const;
type Side = keyof typeof sides;

const marginsOf = (
  found: XmlNode | undefined,
  wanted: Readonly<Record<Side, number>>,
  where: Finding['facts'],
): Finding[] =>
  (Object.keys(sides) as Side[]).flatMap((side) => {
    const has = numberIn(found, side) ?? 0;
    if (Math.abs(has - wanted[side]) <= TOLERANCE) return [];
    const [zh, en] = sides[side];
    return [
      whole('page/margin', { side: zh, sideEn: en, found: mm(has), wanted: mm(wanted[side]), ...where }),
    ];
  });

/** 28 to 29 pt a line and a grid of characters; other ways to 22 × 28 are rare and worth a look. */
function gridOf(grid: XmlNode | undefined, where: Finding['facts']): Finding[] {
  const pitch = numberIn(grid, 'linePitch') ?? 0;
  const right = /chars/i.test(grid?.attributes['type'] ?? '') && Math.abs(pitch - linePitch) <= 20;
  return right ? [] : [whole('page/grid', where)];
}

/** Odd right, even left, a dash at both sides of the number. */
function hasPageNumbers({ footers, settings }: DocxParts): boolean {
  const { default: odd, even } = footers;
  if (!odd || !even || switchOf(childOf(settings, 'evenAndOddHeaders')) !== true) return false;
  return isNumber(odd, ['right', 'end', 'outside']) && isNumber(even, ['left', 'start', 'outside', '']);
}

/** Where a paragraph stands: by itself, or as a frame that WPS and Word set page numbers in. */
const sideOf = (paragraph: XmlNode): string => {
  const frame = within(paragraph, 'pPr', 'framePr')?.attributes['xAlign'];
  return frame ?? within(paragraph, 'pPr', 'jc')?.attributes['val'] ?? '';
};

function isNumber(footer: XmlNode, sidesAllowed: readonly string[]): boolean {
  return [...everyOf(footer, 'p')].some((paragraph) => {
    const code = [...everyOf(paragraph, 'instrText')].map(({ text }) => text).join('');
    const field = [...everyOf(paragraph, 'fldSimple')]
      .map(({ attributes }) => attributes['instr'] ?? '')
      .join('');
    const text = [...everyOf(paragraph, 't')].map((node) => node.text).join('');
    return (
      /PAGE/.test(code + field) &&
      (text.match(/[—–-]/g) ?? []).length >= 2 &&
      sidesAllowed.includes(sideOf(paragraph))
    );
  });
}

const isRed = (colour: string): boolean => {
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red! > 180 && green! < 80 && blue! < 80;
};

/** Asked only where the first lines have a red name: plain attachments and minutes have none. */
function ruleOf(paragraphs: readonly ReadParagraph[]): Finding[] {
  const top = paragraphs.slice(0, 20);
  const hasRedHead = top.some(({ runs }) =>
    runs.some(({ colour, text }) => isRed(colour) && text.trim() !== ''),
  );
  return hasRedHead && !top.some(({ rules }) => rules.some(isRed)) ? [whole('page/no-rule')] : [];
}

const FIRST_PAGE_LINES = 22;

function firstPageOf(paragraphs: readonly ReadParagraph[]): Finding[] {
  const first = paragraphs.findIndex(({ firstLine, text }) => firstLine > 300 && text.trim() !== '');
  const lines = paragraphs
    .slice(0, Math.max(first, 0))
    .reduce((sum, { text }) => sum + Math.max(1, Math.ceil([...text].length / 28)), 0);
  return lines >= FIRST_PAGE_LINES ? [whole('page/no-body', { found: lines })] : [];
}
