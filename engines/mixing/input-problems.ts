/** What is wrong with the input itself, all at once: unknown ids, doubled ids, numbers out of range. */
import { attends } from './scope.ts';
import { ruleName, type GainSource, type Problem, type Rule } from './problem.ts';

export type InputCode =
  | 'mixing/id-doubled'
  | 'mixing/person-unknown'
  | 'mixing/round-unknown'
  | 'mixing/group-unknown'
  | 'mixing/round-without-groups'
  | 'mixing/size-out-of-range'
  | 'mixing/number-out-of-range'
  | 'mixing/matrix-unfit'
  | 'mixing/weight-not-allowed'
  | 'mixing/groups-missing'
  | 'mixing/pinned-while-absent';

export interface InputProblem {
  readonly code: InputCode;
  /** Where: `people`, `rounds/<id>`, `gains/<place>`, `rules/<name>`, `pins/<place>`. */
  readonly at: string;
  readonly what: string;
}

type Report = (code: InputCode, at: string, what: string | number) => void;

/** Empty if well-formed; every other function here expects that. */
export function inputProblems(problem: Problem): InputProblem[] {
  const found: InputProblem[] = [];
  const report: Report = (code, at, what) => void found.push({ code, at, what: String(what) });
  doubled(problem.people.map(({ id }) => id)).forEach((id) => report('mixing/id-doubled', 'people', id));
  const names = (problem.rules ?? []).map(ruleName);
  doubled(names).forEach((name) => report('mixing/id-doubled', 'rules', name));
  checkRounds(problem, report);
  problem.gains.forEach((source, at) => checkGain(problem, source, `gains/${at + 1}`, report));
  (problem.rules ?? []).forEach((rule, at) => checkRule(problem, rule, `rules/${names[at]}`, report));
  checkPins(problem, report);
  return found;
}

const doubled = (ids: readonly string[]): string[] => ids.filter((id, at) => ids.indexOf(id) < at);

function checkRounds({ rounds, people }: Problem, report: Report): void {
  if (rounds.length === 0) report('mixing/round-without-groups', 'rounds', '');
  doubled(rounds.map(({ id }) => id)).forEach((id) => report('mixing/id-doubled', 'rounds', id));
  for (const { id, groups } of rounds) {
    if (groups.length === 0) report('mixing/round-without-groups', `rounds/${id}`, id);
    doubled(groups.map((group) => group.id)).forEach((twice) =>
      report('mixing/id-doubled', `rounds/${id}`, twice),
    );
    for (const group of groups)
      if (!(isCount(group.min) && isCount(group.max) && group.min <= group.max))
        report('mixing/size-out-of-range', `rounds/${id}`, group.id);
  }
  const known = new Set(rounds.map(({ id }) => id));
  for (const { rounds: attended } of people)
    for (const id of attended ?? []) if (!known.has(id)) report('mixing/round-unknown', 'people', id);
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
const isShare = (value: number): boolean => value >= 0 && value <= 1;

function checkGain({ people }: Problem, source: GainSource, at: string, report: Report): void {
  if (!(source.weight > 0 && Number.isFinite(source.weight)))
    report('mixing/number-out-of-range', at, source.weight);
  if (source.kind === 'matrix') {
    if (!isSymmetric(source.values, people.length)) report('mixing/matrix-unfit', at, source.values.length);
    return;
  }
  if (source.kind === 'differs') return;
  if (source.kind === 'history' && !(source.halfLife > 0))
    report('mixing/number-out-of-range', at, source.halfLife);
  const ids = new Set(people.map(({ id }) => id));
  const pairs = source.kind === 'strangers' ? source.known : source.met;
  for (const { a, b } of pairs)
    for (const id of [a, b]) if (!ids.has(id)) report('mixing/person-unknown', at, id);
  for (const pair of pairs) {
    const number = 'closeness' in pair ? pair.closeness : pair.ago;
    const sound = 'closeness' in pair ? isShare(number) : number >= 0;
    if (!sound) report('mixing/number-out-of-range', at, number);
  }
}

function isSymmetric(values: ArrayLike<number>, n: number): boolean {
  if (values.length !== n * n) return false;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const value = values[i * n + j]!;
      if (!Number.isFinite(value) || value !== values[j * n + i]) return false;
    }
  return true;
}

function checkRule(problem: Problem, rule: Rule, at: string, report: Report): void {
  checkNames(problem, rule, at, report);
  if (rule.weight !== undefined && !(rule.weight > 0 && Number.isFinite(rule.weight)))
    report('mixing/number-out-of-range', at, rule.weight);
  if (rule.weight !== undefined && (rule.kind === 'together' || rule.kind === 'only'))
    report('mixing/weight-not-allowed', at, rule.weight);
  if (rule.kind === 'only' && !rule.groups) report('mixing/groups-missing', at, '');
  for (const number of numbersIn(rule)) if (!(number >= 0)) report('mixing/number-out-of-range', at, number);
}

function numbersIn(rule: Rule): number[] {
  if (rule.kind === 'count') return [rule.min ?? 0, rule.max ?? 0];
  if (rule.kind === 'balance') return [rule.tolerance];
  return rule.kind === 'repeats' ? [rule.max - 1] : [];
}

function checkNames({ people, rounds }: Problem, rule: Rule, at: string, report: Report): void {
  const ids = new Set(people.map(({ id }) => id));
  const groups = new Set(rounds.flatMap((round) => round.groups.map(({ id }) => id)));
  const named = 'people' in rule ? rule.people : 'who' in rule && 'people' in rule.who ? rule.who.people : [];
  for (const id of named) if (!ids.has(id)) report('mixing/person-unknown', at, id);
  for (const id of rule.groups ?? []) if (!groups.has(id)) report('mixing/group-unknown', at, id);
  for (const id of rule.rounds ?? [])
    if (!rounds.some((round) => round.id === id)) report('mixing/round-unknown', at, id);
}

function checkPins({ people, rounds, pins }: Problem, report: Report): void {
  const byId = new Map(people.map((person) => [person.id, person]));
  (pins ?? []).forEach((pin, k) => {
    const at = `pins/${k + 1}`;
    const person = byId.get(pin.person);
    if (!person) report('mixing/person-unknown', at, pin.person);
    const round = rounds.find(({ id }) => id === pin.round);
    if (pin.round !== undefined && !round) return report('mixing/round-unknown', at, pin.round);
    const named = round ? [round] : rounds;
    if (named.some(({ groups }) => !groups.some(({ id }) => id === pin.group)))
      report('mixing/group-unknown', at, pin.group);
    if (person && round && !attends(person, round.id)) report('mixing/pinned-while-absent', at, pin.person);
  });
}
