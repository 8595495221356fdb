/**
 * Where a paragraph's lines end on the grid of 28 cells, as word processors set it: a Chinese character fills a cell, letters
 * and figures stand half as wide and fill whole cells together; marks that may not begin a line hang behind it or take a
 * character down with them, opening marks never end one.
 */
import { widthOf } from './numbering.ts';

export interface BrokenLine<Run> {
  /** Cells before its first character. */
  indent: number;
  runs: Run[];
  /** A mark that stands behind the block's right edge; empty where none does. */
  hang: string;
  /** Another line of the paragraph follows: the block's whole width is filled. */
  full: boolean;
}

interface Token {
  text: string;
  run: number;
  cells: number;
}

const CELLS = 28;
/** May not begin a line. */
const noStart = /^[!),.:;?\]}¢'"、。〉》」』】〕〗！），．：；？｜｝～々·’”…％%]/;
/** May not end one. */
const noEnd = /[([{£¥〈《「『【〔〖（［｛￡￥“‘]$/;
const mayHang = /^[,.、。，．!:;?！：；？]$/;
/** Half as wide as a character; a text may break behind a hyphen or a blank. */
const HALF = /[\u0021-\u007e]+[- ]?|\s+|./gsu;

const isHalf = (text: string): boolean => /^[\u0020-\u007e]/.test(text);

const tokensOf = (runs: readonly { text: string }[]): Token[] =>
  runs.flatMap(({ text }, run) =>
    (text.match(HALF) ?? []).flatMap((piece) =>
      isHalf(piece) ? halves(piece, run) : [{ text: piece, run, cells: 1 }],
    ),
  );

/** Pieces between which a line may break; together they fill as many cells as the whole does. */
function halves(text: string, run: number): Token[] {
  const pieces = text.match(/[^- ]*[- ]?/g)!.filter(Boolean);
  const cellsTo = (n: number): number => Math.ceil(widthOf(pieces.slice(0, n).join('')));
  return pieces.map((piece, at) => ({ text: piece, run, cells: cellsTo(at + 1) - cellsTo(at) }));
}

/** The lines of a paragraph; `first`, `rest`: cells before the first line and the others. */
export function brokenLines<Run extends { text: string }>(
  runs: readonly Run[],
  { first, rest }: { first: number; rest: number },
): BrokenLine<Run>[] {
  const tokens = tokensOf(runs);
  const lines: BrokenLine<Run>[] = [];
  for (let from = 0; from < tokens.length;) {
    const indent = lines.length === 0 ? first : rest;
    const { end, hangs } = lineEnd(tokens, from, CELLS - indent);
    const said = tokens.slice(from, hangs ? end - 1 : end);
    lines.push({
      indent,
      runs: joined(runs, said),
      hang: hangs ? tokens[end - 1]!.text : '',
      full: end < tokens.length,
    });
    from = end;
  }
  return lines;
}

function lineEnd(tokens: readonly Token[], from: number, cells: number): { end: number; hangs: boolean } {
  let [end, used] = [from, 0];
  while (end < tokens.length && used + tokens[end]!.cells <= cells) used += tokens[end++]!.cells;
  if (end === tokens.length) return { end, hangs: false };
  if (end > from && hangsBehind(tokens, end)) return { end: end + 1, hangs: true };
  let at = Math.max(end, from + 1);
  while (at > from + 1 && (noStart.test(tokens[at]!.text) || noEnd.test(tokens[at - 1]!.text))) at--;
  return { end: at, hangs: false };
}

/** A mark hangs behind a character; figures, and what stands in another run, go down with it. */
function hangsBehind(tokens: readonly Token[], at: number): boolean {
  const [before, mark, next] = [tokens[at - 1]!, tokens[at]!, tokens[at + 1]?.text ?? ''];
  return mayHang.test(mark.text) && !isHalf(before.text) && before.run === mark.run && !noStart.test(next);
}

/** The tokens' words in the runs they came from. */
const joined = <Run extends { text: string }>(runs: readonly Run[], tokens: readonly Token[]): Run[] =>
  runs.flatMap((run, at) => {
    const text = tokens.flatMap((token) => (token.run === at ? [token.text] : [])).join('');
    return text === '' ? [] : [{ ...run, text }];
  });
