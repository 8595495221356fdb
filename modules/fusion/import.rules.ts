/** What an imported wave says, matched with the roster and the legacy agencies. */
import type { Saying } from '#platform/contract/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import type { FileNotes, FilePerson, FileProblem, FileTie } from './network-file.rules.ts';
import type { ImportProblem } from './wave.contract.ts';

export interface ImportedPerson {
  id: string;
  /** Code of the legacy agency, or the file's own word for a group the bureau does not know. */
  group: string;
  unit: string;
  onRoster: boolean;
}

export interface ImportedWave {
  people: ImportedPerson[];
  /** Places in `people`; state 255: asked, no answer. */
  ties: { from: Int32Array; to: Int32Array; state: Uint8Array };
  notes: Saying[];
  nProblems: number;
  /** The first hundred. */
  problems: ImportProblem[];
}

export interface Matching {
  roster: readonly { id: string; group: string; unit: string }[];
  agencies: readonly { code: string; names: readonly string[] }[];
}

const mostProblems = 100;

/** People by staff number; the file's own group goes before the roster's, so that history can be told. */
export function matchPeople(people: readonly FilePerson[], { roster, agencies }: Matching): ImportedPerson[] {
  const known = new Map(roster.map((person) => [person.id, person]));
  const codes = new Map(agencies.flatMap(({ code, names }) => names.map((name) => [name, code] as const)));
  return people.map(({ id, group, unit }) => {
    const person = known.get(id);
    const own = group === null ? null : (codes.get(group) ?? group);
    return {
      id,
      group: own ?? person?.group ?? '',
      unit: unit ?? person?.unit ?? '',
      onRoster: person !== undefined,
    };
  });
}

/** People who have no group, neither in the file nor on the roster. */
export function groupless(
  people: readonly FilePerson[],
  matched: readonly ImportedPerson[],
  sheet: string,
): FileProblem[] {
  return people.flatMap(({ id, row }, at) =>
    matched[at]!.group !== ''
      ? []
      : [
          {
            sheet,
            row,
            column: 'A',
            heading: '',
            cell: `A${row}`,
            code: 'file/unknown-person' as const,
            detail: fillBoth(
              {
                zh: '“{id}”不在那一天的花名册上，文件里也没有原单位一列：请指定分组列，或改正工号',
                en: '“{id}” is not on the roster of that day and the file has no group column: name one, or correct the number',
              },
              { id },
            ),
          },
        ],
  );
}

export const shownProblems = (problems: readonly FileProblem[]): ImportProblem[] =>
  problems
    .slice(0, mostProblems)
    .map(({ sheet, cell, row, code, detail }) => ({ sheet, cell, row, code, detail }));

export function notesOf(notes: FileNotes): Saying[] {
  const all: [number, Saying][] = [
    [
      notes.selfTies,
      { zh: '{n} 行是自己对自己，已略去', en: '{n} rows were ties to oneself and were left out' },
    ],
    [
      notes.repeated,
      { zh: '{n} 行与前面的完全重复，已略去', en: '{n} rows repeated earlier ones and were left out' },
    ],
    [notes.capped, { zh: '{n} 行的程度大于 249，按 249 计', en: '{n} states above 249 were taken as 249' }],
  ];
  return all.flatMap(([n, words]) => (n > 0 ? [fillBoth(words, { n })] : []));
}

export function tieArrays(ties: readonly FileTie[], people: readonly { id: string }[]): ImportedWave['ties'] {
  const at = new Map(people.map(({ id }, place) => [id, place]));
  return {
    from: Int32Array.from(ties, ({ from }) => at.get(from)!),
    to: Int32Array.from(ties, ({ to }) => at.get(to)!),
    state: Uint8Array.from(ties, ({ state }) => state ?? 255),
  };
}
