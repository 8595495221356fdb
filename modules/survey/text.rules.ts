/** Redaction: what is suggested, when two people agree, what then is read. */
import type { Mark, Verdict } from './text.contract.ts';

/** Telephone and identity numbers, mail addresses; QQ and WeChat names after their word. */
const numbers = [
  /1[3-9]\d{9}/g,
  /\d{17}[\dXx]/g,
  /0\d{2,3}-?\d{7,8}/g,
  /[\w.+-]+@[\w-]+\.[\w.]+/g,
  /(?:微信|QQ)号?[:： ]?[A-Za-z0-9_-]{5,}/g,
];

/** What only one person could say of himself: a hint to look, since no list can know. */
const singular = /(?:唯一|只有我|就我一个|最早|第一个|上个月刚|我是全局)/g;

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
