/** Redaction: what is suggested, when two people agree, what then is read. */
import { numbers, singular } from './hint.words.ts';
import type { Mark, Verdict } from './text.contract.ts';

/** Places that ought to be struck out, joined where they touch. `names`: of everybody on the roster. */
export function suggestMarks(body: string, names: readonly string[]): Mark[] {
  const found: Mark[] = [];
  for (const name of names)
    for (let at = body.indexOf(name); at >= 0 && name.length > 1; at = body.indexOf(name, at + name.length))
      found.push([at, at + name.length]);
  for (const pattern of [...numbers, singular])
    for (const match of body.matchAll(pattern)) found.push([match.index, match.index + match[0].length]);
  return joined(found);
}

/** In order, overlapping and touching ones made one. */
export function joined(marks: readonly Mark[]): Mark[] {
  const ordered = marks.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return ordered.reduce<Mark[]>((all, [from, to]) => {
    const last = all.at(-1);
    if (last && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)];
    else all.push([from, to]);
    return all;
  }, []);
}

export const marksFit = (marks: readonly Mark[], body: string): boolean =>
  marks.every(([from, to], at) => from < to && to <= body.length && (at === 0 || marks[at - 1]![1] < from));

/** A text withheld is withheld, whatever else was struck out of it. */
export const agree = (a: Verdict, b: Verdict): boolean =>
  a.withheld === b.withheld && (a.withheld || JSON.stringify(a.marks) === JSON.stringify(b.marks));

/** Struck-out places all look alike: their length would tell a name of two characters from one of three. */
export const blank = '▇▇▇';

export function redacted(body: string, marks: readonly Mark[]): string {
  let at = 0;
  const parts = marks.map(([from, to]) => {
    const part = body.slice(at, from) + blank;
    at = to;
    return part;
  });
  return parts.join('') + body.slice(at);
}
