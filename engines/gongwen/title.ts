/** Where a title breaks: words stay whole, lines form a trapezium or a diamond (GB/T 9704-2012, 7.3.1). */
import { widthOf } from './numbering.ts';

/** 二号 characters (22 pt) that fit a line of 156 mm, with air at both sides. */
const MOST = 19;

/** Characters that may not begin a line. */
const noStart = /^[，。；：、！？）》〉”’〕】的了和与及]/u;
/** Characters that may not end one. */
const noEnd = /[（《〈“‘〔【]$/u;

/** Good places are after these words; the part before a break stays as it is. */
const goodEnd = /(关于|印发|开展|加强|推进|做好|局|委|会|办公室|》|、|，|年|度)$/u;

/**
 * Lines of a title, as even as words allow; longer lines above shorter or the reverse, never ragged.
 * Words are told by `Intl.Segmenter`, the browser's and Node's own dictionary.
 */
export function titleLines(title: string): string[] {
  const text = title.trim();
  const width = widthOf(text);
  if (width <= MOST) return [text];
  const nLines = Math.ceil(width / MOST);
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].map(
    ({ segment }) => segment,
  );
  return breakAt(words, width / nLines, nLines);
}

function breakAt(words: readonly string[], aim: number, nLines: number): string[] {
  // dynamic programme over (words taken, lines made): the least sum of squared distance from the even width
  const best: (Way | undefined)[][] = Array.from({ length: nLines + 1 }, () => []);
  best[0]![0] = { cost: 0, from: 0 };
  for (let line = 1; line <= nLines; line++)
    for (let end = line; end <= words.length; end++)
      best[line]![end] = bestWay(words, best[line - 1]!, end, aim);
  const lines: string[] = [];
  for (let line = nLines, end = words.length; line > 0; line--) {
    const from = best[line]![end]?.from ?? 0;
    lines.unshift(words.slice(from, end).join(''));
    end = from;
  }
  return lines;
}

interface Way {
  cost: number;
  from: number;
}

function bestWay(
  words: readonly string[],
  before: readonly (Way | undefined)[],
  end: number,
  aim: number,
): Way | undefined {
  let found: Way | undefined;
  for (let from = 0; from < end; from++) {
    const earlier = before[from];
    if (!earlier) continue;
    const line = words.slice(from, end).join('');
    const cost = earlier.cost + lineCost(line, aim, words[end] ?? '');
    if (!found || cost < found.cost) found = { cost, from };
  }
  return found;
}

function lineCost(line: string, aim: number, next: string): number {
  const uneven = (widthOf(line) - aim) ** 2;
  const over = widthOf(line) > MOST ? 1000 : 0;
  const torn = noEnd.test(line) || noStart.test(next) ? 200 : 0;
  const bonus = next !== '' && goodEnd.test(line) ? 4 : 0;
  return uneven + over + torn - bonus;
}
