/** `wenrong mixing …`: groups from files alone, without server or database. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import {
  diversityOf,
  evaluate,
  explain,
  inputWords,
  openInstance,
  openSearch,
  parseInstance,
  reasonWords,
  say,
  sayClash,
  teamsProblem,
  validate,
  type Instance,
  type Plan,
  type PlanReport,
  type Problem,
  type TableProblem,
  type TableRow,
} from '#engines/mixing/index.ts';
import { readOptions, UsageError, wholeNumber, type Command, type Output } from '#platform/command/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import { isSheetRefusal, readWorkbook, sheetRefusals } from '#platform/sheets/index.ts';
import { searchTogether } from './mixing-pool.ts';

const searchUsage = [
  '  --seconds S       time to search, in whole seconds; default 20',
  '  --seed N          default 1; the answer also depends on how fast the machine is, unless --threads 0',
  '  --threads N       default: one per core; 0: this thread alone, --iterations instead of --seconds',
  '  --iterations N    with --threads 0: how far to search, the same answer byte for byte; default 20000',
  '  --json            one JSON object',
];

const searchOptions = {
  seconds: { type: 'string' },
  seed: { type: 'string' },
  threads: { type: 'string' },
  iterations: { type: 'string' },
  json: { type: 'boolean' },
} as const;

interface Effort {
  readonly seconds: number;
  readonly seed: number;
  readonly threads: number;
  readonly iterations: number;
}

function effortOf(choices: {
  readonly [name in 'seconds' | 'seed' | 'threads' | 'iterations']?: string | undefined;
}): Effort {
  return {
    seconds: wholeNumber('seconds', choices.seconds, 20, [1, 86_400]),
    seed: wholeNumber('seed', choices.seed, 1, [0, 4294967295]),
    threads: wholeNumber('threads', choices.threads, availableParallelism(), [0, 256]),
    iterations: wholeNumber('iterations', choices.iterations, 20_000, [1, 1_000_000_000]),
  };
}

function required(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError({ zh: `缺少 --${name}。`, en: `--${name} is missing.` });
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new UsageError({
      zh: `打不开文件 ${path}（${why}）。`,
      en: `The file ${path} cannot be opened (${why}).`,
    });
  }
}

function instanceAt(path: string): Instance {
  const read = parseInstance(bytesOf(path).toString('utf8'));
  if (!read.ok) {
    const { line, text } = read.problem;
    throw new UsageError({
      zh: `${path} 第 ${line} 行读不懂：${text}`,
      en: `${path}, line ${line} cannot be read: ${text}`,
    });
  }
  const { n, min, max } = read.instance;
  const [least, most] = [min, max].map((bounds) => bounds.reduce((sum, bound) => sum + bound, 0));
  if (least! <= n && n <= most!) return read.instance;
  throw new UsageError({
    zh: `${path}：${n} 个元素放不进合计 ${least}–${most} 的组。`,
    en: `${path}: ${n} elements do not fit groups of ${least} to ${most} in all.`,
  });
}

const solveInstance: Command = {
  name: 'mixing solve',
  summary: {
    zh: '求解公开格式的最大多样性分组题',
    en: 'Solve an instance of the maximally diverse grouping problem',
  },
  usage: ['  --instance FILE   public format: n m ss|ds bounds, then i j d', ...searchUsage],
  async run(args, output) {
    const choices = readOptions(args, { ...searchOptions, instance: { type: 'string' } });
    const effort = effortOf(choices);
    const path = required('instance', choices.instance);
    const instance = instanceAt(path);
    const { groupOf, iterations } = await groupedInstance(instance, effort);
    const objective = diversityOf(instance.distance, instance.n, groupOf);
    const groups = Array.from({ length: instance.m }, (_, g) =>
      [...groupOf.keys()].filter((v) => groupOf[v] === g),
    );
    if (choices.json) {
      const { seed, seconds, threads } = effort;
      output.print(
        JSON.stringify({
          objective,
          groups,
          instance: basename(path),
          n: instance.n,
          m: instance.m,
          seed,
          seconds: threads === 0 ? null : seconds,
          threads,
          iterations,
        }),
      );
      return 0;
    }
    output.print(`${basename(path)}: ${objective}`);
    groups.forEach((members, g) => output.print(`${g + 1}: ${members.join(' ')}`));
    return 0;
  },
};

async function groupedInstance(instance: Instance, { seconds, seed, threads, iterations }: Effort) {
  if (threads > 0) {
    const found = await searchTogether({ kind: 'instance', instance }, { seconds, seed, threads });
    return { groupOf: found.grouping[0]!, iterations: found.iterations };
  }
  const search = openInstance(instance, seed);
  while (search.kicks < iterations)
    search.step(Math.min(16, iterations - search.kicks), search.kicks / iterations);
  return { groupOf: search.best(), iterations: search.kicks };
}

/** Rows of a CSV or xlsx by the words of its head. */
function rowsOf(path: string): TableRow[] {
  const read = readWorkbook(bytesOf(path), basename(path));
  if (isSheetRefusal(read)) {
    const { zh, en } = sheetRefusals[read.code];
    throw new UsageError(fillBoth({ zh, en }, read.facts));
  }
  const [head = [], ...rows] = read.sheets[0]!.rows.map((cells) => cells.map(({ text }) => text.trim()));
  return rows
    .filter((cells) => cells.some((text) => text !== ''))
    .map((cells) => Object.fromEntries(head.map((name, c) => [name, cells[c] ?? ''])));
}

const teams: Command = {
  name: 'mixing teams',
  summary: {
    zh: '按规则从名单分队，让原先不认识的人相遇',
    en: 'Form teams from a list by rules, so that strangers meet',
  },
  usage: [
    '  --people FILE     CSV or xlsx: id (or first column), other columns are values; skills, rounds parted by ;',
    '  --ties FILE       CSV or xlsx: from,to and state (0, 1, 2) or closeness (0 … 1)',
    '  --rules FILE      JSON: groups {count,min,max} | {size} | [{id,min,max}], rounds, gains, rules, pins',
    '  --explain ID      also why this person, or this group, is as it is',
    ...searchUsage,
  ],
  async run(args, output) {
    const choices = readOptions(args, {
      ...searchOptions,
      people: { type: 'string' },
      ties: { type: 'string' },
      rules: { type: 'string' },
      explain: { type: 'string' },
    });
    const effort = effortOf(choices);
    const people = rowsOf(required('people', choices.people));
    const ties = choices.ties === undefined ? null : rowsOf(choices.ties);
    const read = teamsProblem(people, ties, bytesOf(required('rules', choices.rules)).toString('utf8'));
    if (!read.ok) return refuseTables(read.problems, choices.json ?? false, output);
    const refused = refuseProblem(read.problem, choices.json ?? false, output);
    if (refused !== null) return refused;
    const { plan, report } = await planned(read.problem, effort);
    const told = choices.explain === undefined ? [] : explain(read.problem, plan, choices.explain);
    if (choices.json)
      output.print(
        JSON.stringify({ ...asGroups(plan, report), plan, report, explanation: told, seed: effort.seed }),
      );
    else printTeams(plan, report, output);
    if (!choices.json) for (const { code, facts } of told) output.print(say(reasonWords[code], facts, 'zh'));
    return report.status === 'feasible' ? 0 : 1;
  },
};

const tableWords: Readonly<Record<TableProblem['code'], string>> = {
  'mixing/people-without-id': '这一行没有编号。 This row has no id.',
  'mixing/ties-without-ends': '这一行要有 from 和 to 两个编号。 This row needs two ids, from and to.',
  'mixing/rules-unreadable':
    '规则文件要是 JSON，至少有 groups，例如 {"groups":{"count":4}}。 The rules must be JSON with at least groups, e.g. {"groups":{"count":4}}.',
  'mixing/nothing-to-gain':
    '没有可以增进的：请给 --ties，或有 agency、legacy、group 列，或在规则里写 gains。 There is nothing to gain: give --ties, a column agency, legacy or group, or gains in the rules.',
};

function refuseTables(problems: readonly TableProblem[], json: boolean, output: Output): number {
  for (const { code, at } of problems) output.complain(`${at}: ${tableWords[code]}`);
  if (json) output.print(JSON.stringify({ problems }));
  return 2;
}

/** Exit code 2 for input that is malformed, 1 for rules that clash; null if a search is worth while. */
function refuseProblem(problem: Problem, json: boolean, output: Output): number | null {
  const { problems, clashes } = validate(problem);
  if (problems.length + clashes.length === 0) return null;
  for (const { code, at, what } of problems)
    output.complain(
      `${at}: ${say(inputWords[code], { what }, 'zh')} ${say(inputWords[code], { what }, 'en')}`,
    );
  for (const clash of clashes)
    output.complain(`${sayClash(problem, clash, 'zh')} ${sayClash(problem, clash, 'en')}`);
  if (json) output.print(JSON.stringify({ status: 'infeasible', problems, clashes }));
  return problems.length > 0 ? 2 : 1;
}

async function planned(problem: Problem, { seconds, seed, threads, iterations }: Effort) {
  const search = openSearch(problem, { seed });
  if (threads > 0) {
    const found = await searchTogether({ kind: 'problem', problem }, { seconds, seed, threads });
    search.adopt(found.grouping);
  } else
    while (search.iterations < iterations && !search.optimal)
      search.step(Math.min(16, iterations - search.iterations), search.iterations / iterations);
  const { plan } = search.finish();
  return { plan, report: evaluate(problem, plan) };
}

const asGroups = ({ rounds }: Plan, { gain, bound, status }: PlanReport) => ({
  objective: gain,
  bound,
  status,
  groups: rounds.length === 1 ? rounds[0]!.groups.map(({ people }) => people) : undefined,
});

function printTeams(plan: Plan, report: PlanReport, output: Output): void {
  for (const { id, groups } of plan.rounds)
    for (const group of groups)
      output.print(`${plan.rounds.length > 1 ? `${id} · ` : ''}${group.id}: ${group.people.join(' ')}`);
  const { pairs, gain, bound, rules } = report;
  output.print(
    `新相识 new meetings ${pairs.newlyMet} · 同组 pairs together ${pairs.together} · 重复 repeats ${pairs.repeated} · 增益 gain ${gain.toFixed(1)} / 上限 bound ${bound.toFixed(1)}`,
  );
  for (const { name, kept, breaches } of rules)
    if (!kept)
      output.print(
        `规则未做到 rule not kept: ${name} (${breaches.flatMap(({ people }) => people).join(', ')})`,
      );
}

export const mixingCommands: readonly Command[] = [solveInstance, teams];
