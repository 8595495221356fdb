/** Checks of single lines: document number, dates, faces of title and body, attachments. */
import type { Finding, FindingCode } from './lint.ts';
import { documentNumber, readDocumentNumber } from './numbering.ts';
import type { ReadParagraph } from './read.ts';

const found = (code: FindingCode, at: number, text: string, facts: Finding['facts']): Finding => ({
  code,
  paragraph: at + 1,
  excerpt: text.slice(0, 20),
  facts,
});

export const lintText = (paragraphs: readonly ReadParagraph[]): Finding[] => [
  ...paragraphs.flatMap(({ text }, at) => [...numberOf(text, at), ...datesOf(text, at)]),
  ...titleOf(paragraphs),
  ...bodyOf(paragraphs),
  ...attachmentsOf(paragraphs),
];

const NUMBERS = /[\p{Script=Han}]{1,12}\s?[〔[［(（【]\s?\d{4}\s?[〕\]］)）】]\s?第?\s?\d{1,5}\s?号/gu;

/**
 * `岚市监发2020年第23号`, in a line of its own: a proclamation (`公告2020年第23号`) is rightly numbered by
 * years, and a sentence may speak of one (`印发2020年第23号通报`).
 */
const BY_YEAR =
  /^\s*(\p{Script=Han}{1,11}(?:(?<![印下转])发|[函办字罚呈])\s?\d{4}\s?年\s?第?\s?\d{1,5}\s?号)(?=\s*$|\s+签发人)/u;

const numbersIn = (text: string): string[] => [
  ...[...text.matchAll(NUMBERS)].map(([written]) => written),
  ...(BY_YEAR.exec(text)?.slice(1) ?? []),
];

const numberOf = (text: string, at: number): Finding[] =>
  numbersIn(text).flatMap((written) => {
    const number = readDocumentNumber(written);
    const wanted = number ? documentNumber(number) : written;
    return wanted === written ? [] : [found('number/brackets', at, text, { found: written, wanted })];
  });

const DATES = /(\d{4})年(\d{1,2})月(\d{1,2})日/g;

const datesOf = (text: string, at: number): Finding[] =>
  [...text.matchAll(DATES)].flatMap(([written, year, month, day]) => {
    const wanted = `${year}年${Number(month)}月${Number(day)}日`;
    return wanted === written ? [] : [found('date/padded', at, text, { found: written, wanted })];
  });

const isTitleFace = (face: string): boolean => /标宋/.test(face);

/** The title: the first centred line of 20 pt and more that is not the red head. */
function titleOf(paragraphs: readonly ReadParagraph[]): Finding[] {
  const at = paragraphs.findIndex(
    ({ alignment, runs, text }) =>
      alignment === 'center' &&
      text.trim().length > 3 &&
      runs.some(({ halfPoints, colour }) => halfPoints >= 36 && !/^[Ff]{2}0000$/.test(colour)),
  );
  const run = paragraphs[at]?.runs.find(({ text }) => text.trim() !== '');
  if (!run || (isTitleFace(run.face) && run.halfPoints === 44)) return [];
  return [found('title/face', at, paragraphs[at]!.text, { found: `${run.face} ${run.halfPoints / 2}` })];
}

const isFang = (face: string): boolean => /仿宋|fang/i.test(face);
const isBody = ({ firstLine, text, inTable }: ReadParagraph): boolean =>
  !inTable && firstLine > 300 && [...text].length > 20;

/** Told once for each other face, at its first place: a document in one wrong face is one fault. */
function bodyOf(paragraphs: readonly ReadParagraph[]): Finding[] {
  const seen = new Set<string>();
  return paragraphs.flatMap((paragraph, at) => {
    const run = paragraph.runs.at(-1);
    if (!isBody(paragraph) || !run || (isFang(run.face) && run.halfPoints === 32)) return [];
    const written = `${run.face || '（未指定）'} ${run.halfPoints / 2}`;
    if (seen.has(written)) return [];
    seen.add(written);
    return [found('body/face', at, paragraph.text, { found: written })];
  });
}

interface Named {
  name: string;
  at: number;
}

function attachmentsOf(paragraphs: readonly ReadParagraph[]): Finding[] {
  const listed = listOf(paragraphs);
  const present = presentOf(paragraphs);
  const has = (names: readonly Named[], name: string): boolean =>
    names.some((other) => plain(other.name) === plain(name));
  return [
    ...listed.flatMap(({ name, at }) =>
      /[。．.；;]$/.test(name) ? [found('attachment/stop', at, name, { found: name })] : [],
    ),
    ...listed.flatMap(({ name, at }) =>
      has(present, name) ? [] : [found('attachment/missing', at, name, { found: name })],
    ),
    ...present.flatMap(({ name, at }) =>
      has(listed, name) ? [] : [found('attachment/unlisted', at, name, { found: name })],
    ),
  ];
}

const plain = (name: string): string => name.replace(/[。．.；;\s《》]/g, '');

/** 附件：1.… and the lines counted on below it. */
function listOf(paragraphs: readonly ReadParagraph[]): Named[] {
  const start = paragraphs.findIndex(({ text }) => /^\s*附件[：:]/.test(text));
  if (start < 0) return [];
  const names: Named[] = [];
  for (let at = start; at < paragraphs.length; at++) {
    const text = paragraphs[at]!.text.trim().replace(/^附件[：:]\s*/, '');
    if (at > start && !/^\d{1,2}[.．]/.test(text)) break;
    names.push({ name: text.replace(/^\d{1,2}[.．]\s*/, ''), at });
  }
  return names;
}

/** A page that begins with 附件 or 附件2; its name is the next line with words. */
const presentOf = (paragraphs: readonly ReadParagraph[]): Named[] =>
  paragraphs.flatMap(({ text }, at) => {
    if (!/^\s*附件\s*\d{0,2}\s*$/.test(text)) return [];
    const name = paragraphs.slice(at + 1).find((next) => next.text.trim() !== '');
    return name ? [{ name: name.text.trim(), at }] : [];
  });
