/** `wenrong fusion …`: measures from files alone, without server or database. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readOptions, UsageError, wholeNumber, type Command, type Output } from '#platform/command/index.ts';
import { fillBoth, type RefusalKind } from '#platform/contract/index.ts';
import { isSheetRefusal, readWorkbook, sheetRefusals, type Sheet } from '#platform/sheets/index.ts';
import {
  cutStates,
  measuredFile,
  networkOf,
  transitionMeasures,
  type MeasureChoices,
} from './cli-network.rules.ts';
import { readNetworkFiles, type PlacedProblem, type ReadNetwork } from './cli-files.rules.ts';
import { cutsOf, measureText, problemLines, transitionText } from './cli-text.rules.ts';

/** Ties of large networks are more rows than an office table has. */
const limits = { rows: 5_000_000, cells: 20_000_000, fileBytes: 200_000_000 };

const fileUsage = [
  '  --people FILE     CSV or xlsx; first column id, one person a row',
  '  --group COLUMN    column of the people file with the legacy agency; without it nothing about groups is measured',
  '  --missing LIST    states that mean “no answer”, e.g. 9,10 (empty and NA always do)',
  '  --only COL=VALUE  only rows of the ties whose column has this value, e.g. relation=Advice',
  '  --directed        each row is a report of `from` about `to`',
  '  --undirected      each row is a pair',
  '                    (default: reports, unless among 20 ties or more no pair stands in both directions)',
  '  --tied-only       leave out people without any row in the ties',
  '  --json            one JSON object; its `measures` carry the names of the reference values',
];

const fileOptions = {
  people: { type: 'string' },
  group: { type: 'string' },
  missing: { type: 'string' },
  only: { type: 'string' },
  directed: { type: 'boolean' },
  undirected: { type: 'boolean' },
  'tied-only': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Everything that is wrong with the files; printed place by place. */
class FileProblems extends Error {
  readonly problems: readonly PlacedProblem[];

  constructor(problems: readonly PlacedProblem[]) {
    super('the files have problems');
    this.problems = problems;
  }
}

function required(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError({ zh: `缺少 --${name}。`, en: `--${name} is missing.` });
}

function sheetOf(path: string): Sheet {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new UsageError({
      zh: `打不开文件 ${path}（${why}）。`,
      en: `The file ${path} cannot be opened (${why}).`,
    });
  }
  const read = readWorkbook(bytes, basename(path), limits);
  if (!isSheetRefusal(read)) return read.sheets[0]!;
  const words: RefusalKind = sheetRefusals[read.code];
  throw new UsageError(fillBoth({ zh: words.zh, en: words.en }, read.facts));
}

interface FileChoices {
  people?: string | undefined;
  group?: string | undefined;
  missing?: string | undefined;
  only?: string | undefined;
  directed?: boolean | undefined;
  undirected?: boolean | undefined;
  'tied-only'?: boolean | undefined;
}

/** Opens people and ties and reads them; files with problems are thrown as FileProblems, all at once. */
function readFiles(choices: FileChoices, tieFiles: readonly string[]): ReadNetwork {
  if (choices.directed && choices.undirected) {
    throw new UsageError({
      zh: '--directed 与 --undirected 只能选一个。',
      en: 'Choose --directed or --undirected, not both.',
    });
  }
  const opened = (file: string) => ({ file, sheet: sheetOf(file) });
  const read = readNetworkFiles(opened(required('people', choices.people)), tieFiles.map(opened), {
    group: choices.group ?? null,
    only: filterOf(choices.only),
    missing: choices.missing?.split(',').map((code) => code.trim()) ?? [],
    readAs: choices.directed ? 'reports' : choices.undirected ? 'pairs' : null,
    tiedOnly: choices['tied-only'] ?? false,
  });
  if ('problems' in read) throw new FileProblems(read.problems);
  return read;
}

function filterOf(text: string | undefined): { column: string; value: string } | null {
  if (text === undefined) return null;
  const at = text.indexOf('=');
  if (at > 0) return { column: text.slice(0, at), value: text.slice(at + 1) };
  throw new UsageError({ zh: '--only 要写成 列名=值。', en: '--only takes COLUMN=VALUE.' });
}

/** Runs a command's work; files with problems give exit code 2 and every place that is wrong. */
async function guarded(json: boolean, output: Output, work: () => void): Promise<number> {
  try {
    work();
    return 0;
  } catch (error) {
    if (!(error instanceof FileProblems)) throw error;
    const { problems } = error;
    for (const line of problemLines(problems)) output.complain(line);
    if (json) {
      output.print(
        JSON.stringify({
          problems: problems.map(({ file, row, column, heading, code, detail }) => ({
            file,
            row,
            column,
            heading,
            code,
            expected: detail.en,
          })),
        }),
      );
    }
    return 2;
  }
}

const measure: Command = {
  name: 'fusion measure',
  summary: { zh: '从文件测量：谁认识谁，与原单位有多大关系', en: 'Measure who knows whom from files' },
  usage: [
    '  --ties FILE       CSV or xlsx with from,to and, if any, state (or another third column: whole numbers)',
    ...fileUsage,
    '  --min-state N     from which state on a tie counts; default 1',
    '  --symmetrize confirmed|claimed|none   pairs that both report, that one reports, or reports as they are (default)',
    '  --seed N          seed of the community search; default 1',
    '  --runs N          community runs of which the best counts; default 20',
  ],
  async run(args, output) {
    const choices = readOptions(args, {
      ...fileOptions,
      ties: { type: 'string' },
      'min-state': { type: 'string' },
      symmetrize: { type: 'string' },
      seed: { type: 'string' },
      runs: { type: 'string' },
    });
    const how: MeasureChoices = {
      minState: wholeNumber('min-state', choices['min-state'], 1, [1, 249]),
      symmetrise: symmetriseOf(choices.symmetrize),
      seed: wholeNumber('seed', choices.seed, 1, [0, 4294967295]),
      runs: wholeNumber('runs', choices.runs, 20, [1, 1000]),
    };
    return guarded(choices.json ?? false, output, () => {
      const tieFile = required('ties', choices.ties);
      const { people, waves, directed, notes } = readFiles(choices, [tieFile]);
      const made = measuredFile({ people, ties: waves[0]!.ties, directed }, how);
      if (!choices.json) return output.print(measureText(made, notes));
      const { minState, symmetrise, seed } = how;
      return output.print(
        JSON.stringify({
          command: 'fusion measure',
          people: choices.people,
          ties: tieFile,
          group: choices.group ?? null,
          read_as: directed ? 'reports' : 'pairs',
          min_state: minState,
          symmetrize: symmetrise,
          seed,
          notes: notes.map(({ en }) => en),
          ...made,
        }),
      );
    });
  },
};

function symmetriseOf(text: string | undefined): MeasureChoices['symmetrise'] {
  if (text === undefined) return 'none';
  if (text === 'confirmed' || text === 'claimed' || text === 'none') return text;
  throw new UsageError({
    zh: '--symmetrize 只能是 confirmed、claimed 或 none。',
    en: '--symmetrize takes confirmed, claimed or none.',
  });
}

const transitions: Command = {
  name: 'fusion transitions',
  summary: {
    zh: '从文件看变化：上一轮的程度到这一轮变成了什么',
    en: 'How states moved between waves, from files',
  },
  usage: [
    '  --wave FILE       ties of one wave, as in `fusion measure`; give it twice or more, in order of time',
    ...fileUsage,
    '  --cuts LIST       where states begin, e.g. 1,3 makes 0 | 1–2 | 3 and more; needed above state 9',
  ],
  async run(args, output) {
    const choices = readOptions(args, {
      ...fileOptions,
      wave: { type: 'string', multiple: true },
      cuts: { type: 'string' },
    });
    const cuts = choices.cuts === undefined ? null : cutsOf(choices.cuts);
    if (choices.cuts !== undefined && cuts === null) {
      throw new UsageError({
        zh: '--cuts 要填从小到大的整数，例如 1,3。',
        en: '--cuts takes rising whole numbers, e.g. 1,3.',
      });
    }
    return guarded(choices.json ?? false, output, () => {
      const files = choices.wave ?? [];
      if (files.length < 2)
        throw new UsageError({ zh: '--wave 至少要给两次。', en: 'Give --wave at least twice.' });
      const { people, waves, directed, notes } = readFiles(choices, files);
      const stated = cuts ? waves.map(({ name, ties }) => ({ name, ties: cutStates(ties, cuts) })) : waves;
      const greatest = stated.reduce(
        (most, { ties }) => ties.reduce((more, { state }) => Math.max(more, state ?? 0), most),
        1,
      );
      if (greatest > 9) {
        throw new UsageError({
          zh: `程度最大到 ${greatest}，请用 --cuts 说明分几档，例如 --cuts 1,3。`,
          en: `States reach ${greatest}: say with --cuts where states begin, e.g. --cuts 1,3.`,
        });
      }
      const networks = stated.map(({ name, ties }) => ({ name, network: networkOf(people, ties, directed) }));
      const measures = transitionMeasures(networks, greatest + 1);
      if (!choices.json) return output.print(transitionText(measures, notes));
      return output.print(
        JSON.stringify({
          command: 'fusion transitions',
          people: choices.people,
          waves: files,
          group: choices.group ?? null,
          read_as: directed ? 'reports' : 'pairs',
          notes: notes.map(({ en }) => en),
          measures,
        }),
      );
    });
  },
};

export const fusionCommands: readonly Command[] = [measure, transitions];
