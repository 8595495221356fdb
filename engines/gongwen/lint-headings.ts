/** Checks of headings: they count on, are punctuated as the standard asks, and each level has its face. */
import type { Finding } from './lint.ts';
import { chineseNumber, headingMark } from './numbering.ts';
import type { ReadParagraph } from './read.ts';

type Level = 1 | 2 | 3 | 4;

interface Heading {
  level: Level;
  n: number;
  mark: string;
  at: number;
  text: string;
  face: string;
}

const CHINESE = '[一二三四五六七八九十]{1,3}';
/** As people write them; the mark itself is then compared with the standard's. */
const patterns: readonly [Level, RegExp][] = [
  [1, new RegExp(`^(${CHINESE})[、，,.．:：]\\s*`)],
  [2, new RegExp(`^[（(](${CHINESE})[）)][、，,.．]?\\s*`)],
  [3, /^(\d{1,2})[.．、](?!\d)\s*/],
  [4, /^[（(](\d{1,2})[）)][、，,.．]?\s*/],
];

const places = new Map(Array.from({ length: 99 }, (_, at) => [chineseNumber(at + 1), at + 1]));

export function lintHeadings(paragraphs: readonly ReadParagraph[]): Finding[] {
  const headings = paragraphs.flatMap((paragraph, at) => headingOf(paragraph, at) ?? []);
  return [
    ...orderOf(headings, paragraphs),
    ...headings.flatMap((heading, at) => [
      ...markOf(heading),
      ...(isItem(heading, headings[at - 1]) ? [] : faceOf(heading)),
    ]),
  ];
}

function headingOf({ text, firstLine, inTable, runs }: ReadParagraph, at: number): Heading | null {
  const words = text.trimStart();
  if (inTable || (firstLine < 300 && !/^[\s　]{2}/.test(text))) return null;
  for (const [level, pattern] of patterns) {
    const match = pattern.exec(words);
    const n = match ? (places.get(match[1]!) ?? Number(match[1])) : Number.NaN;
    if (!match || !Number.isInteger(n) || n < 1) continue;
    // Figures and brackets may stand in another face than the words.
    const face = runs.find((run) => /\p{Script=Han}/u.test(run.text))?.face ?? '';
    return { level, n, mark: match[0].trimEnd(), at, text: words, face };
  }
  return null;
}

const found = (code: Finding['code'], { at, text }: Heading, facts: Finding['facts']): Finding => ({
  code,
  paragraph: at + 1,
  excerpt: text.slice(0, 20),
  facts,
});

/** A level counts on from its last heading; a heading above it, or an attachment, begins it anew. */
function orderOf(headings: readonly Heading[], paragraphs: readonly ReadParagraph[]): Finding[] {
  const counts = [0, 0, 0, 0, 0];
  let last = 0;
  return headings.flatMap((heading) => {
    if (paragraphs.slice(last, heading.at).some(({ text }) => /^\s*附件\s*\d{0,2}\s*$/.test(text)))
      counts.fill(0);
    last = heading.at;
    const expected = counts[heading.level]! + 1;
    counts[heading.level] = heading.n;
    counts.fill(0, heading.level + 1);
    if (heading.n === expected) return [];
    return [
      found('heading/order', heading, { found: heading.mark, wanted: headingMark(heading.level, expected) }),
    ];
  });
}

function markOf(heading: Heading): Finding[] {
  const wanted = headingMark(heading.level, heading.n);
  return heading.mark === wanted ? [] : [found('heading/mark', heading, { found: heading.mark, wanted })];
}

/** `（一）…；` `（二）…。` count what a sentence or an article lists: body text, in the body's face. */
const isItem = ({ level, text }: Heading, before: Heading | undefined): boolean =>
  level > 1 && (/[；;]\s*$/.test(text) || (before?.level === level && /[；;]\s*$/.test(before.text)));

const faces: Readonly<Record<Level, [RegExp, string]>> = {
  1: [/黑体|hei/i, '黑体'],
  2: [/楷|kai/i, '楷体'],
  3: [/仿宋|fang/i, '仿宋'],
  4: [/仿宋|fang/i, '仿宋'],
};

function faceOf(heading: Heading): Finding[] {
  const [pattern, wanted] = faces[heading.level];
  if (pattern.test(heading.face)) return [];
  return [
    found('heading/face', heading, { level: heading.level, found: heading.face || '（未指定）', wanted }),
  ];
}
