/** The list as the desk shows it: the server's, with what this device has not sent yet laid over it. Pure. */
import type { Present, RollPerson, Scan } from '../attendance.contract.ts';

export interface Shown {
  at: string;
  how: Present['how'];
  /** Known to this device alone. */
  here: boolean;
}

type Waiting = Pick<Scan, 'personId' | 'kind' | 'how' | 'at'>;

/** Who is signed in, by person. */
export function overlaid(
  present: readonly Present[],
  waiting: readonly Waiting[],
): ReadonlyMap<string, Shown> {
  const shown = new Map<string, Shown>(
    present.map(({ personId, at, how }) => [personId, { at, how, here: false }]),
  );
  for (const { personId, kind, at, how } of waiting.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    if (kind === 'out') shown.delete(personId);
    else if (!shown.has(personId)) shown.set(personId, { at, how, here: true });
  }
  return shown;
}

const tidy = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

export const personOfCode = (text: string, people: readonly RollPerson[]): RollPerson | undefined =>
  people.find(({ code }) => code === tidy(text));

/** The code in what was scanned from a screen: an address with it, or the code itself. */
export function codeOnScreen(text: string): string {
  return URL.canParse(text) ? (new URL(text).searchParams.get('code') ?? '') : text;
}

/** Names, sections and pinyin that hold what was typed. */
export function matching(people: readonly RollPerson[], typed: string): readonly RollPerson[] {
  const wanted = typed.trim().toLowerCase().replace(/\s/g, '');
  if (wanted === '') return people;
  const textOf = ({ name, unit, pinyin, initials }: RollPerson): string =>
    [name, unit, pinyin.replace(/\s/g, ''), initials].join('\n').toLowerCase();
  return people.filter((person) => textOf(person).includes(wanted));
}
