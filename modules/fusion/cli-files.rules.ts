/** People and one or several sheets of ties, read together. */
import type { Saying } from '#platform/contract/index.ts';
import type { Sheet } from '#platform/sheets/index.ts';
import { tiedPeople } from './cli-network.rules.ts';
import { notesOf } from './import.rules.ts';
import {
  looksUndirected,
  readPeople,
  readTies,
  type FilePerson,
  type FileProblem,
  type FileTie,
} from './network-file.rules.ts';

export type PlacedProblem = FileProblem & { file: string };

export interface OpenedFile {
  file: string;
  sheet: Sheet;
}

export interface ReadNetwork {
  people: FilePerson[];
  waves: { name: string; ties: FileTie[] }[];
  directed: boolean;
  notes: Saying[];
}

export interface FileReading {
  /** Heading of the group column; null: nothing about groups. */
  group: string | null;
  only: { column: string; value: string } | null;
  missing: readonly string[];
  /** What a row of ties is; null: decided from the files. */
  readAs: 'reports' | 'pairs' | null;
  /** Leave out people without any row in the ties. */
  tiedOnly: boolean;
}

/** All problems of all files at once, or what they say. */
export function readNetworkFiles(
  peopleFile: OpenedFile,
  tieFiles: readonly OpenedFile[],
  reading: FileReading,
): ReadNetwork | { problems: PlacedProblem[] } {
  const { people, problems } = readPeople(peopleFile.sheet, reading.group);
  const known = new Set(people.map(({ id }) => id));
  const readTiesAs = (undirected: boolean) =>
    tieFiles.map(({ file, sheet }) => ({ file, ...readTies(sheet, known, { ...reading, undirected }) }));
  const asReports = readTiesAs(false);
  const guessed = reading.readAs === null && asReports.every(({ ties }) => looksUndirected(ties));
  const directed = !guessed && reading.readAs !== 'pairs';
  const read = directed ? asReports : readTiesAs(true);
  const all = [
    ...problems.map((problem) => ({ ...problem, file: peopleFile.file })),
    ...read.flatMap(({ file, problems: own }) => own.map((problem) => ({ ...problem, file }))),
  ];
  if (all.length > 0) return { problems: all };
  const ungrouped = reading.group === null ? people.map((person) => ({ ...person, group: null })) : people;
  const ties = read.flatMap((wave) => wave.ties);
  return {
    people: reading.tiedOnly ? tiedPeople(ungrouped, ties) : ungrouped,
    waves: read.map((wave) => ({
      name: wave.file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, ''),
      ties: wave.ties,
    })),
    directed,
    notes: [...(guessed ? [guessNote] : []), ...read.flatMap(({ notes }) => notesOf(notes))],
  };
}

const guessNote: Saying = {
  zh: '没有一对关系双向出现，按无向的同事对读取（要按单方回答读取，请加 --directed）',
  en: 'no pair stands in both directions: rows were read as pairs (use --directed to read them as reports)',
};
