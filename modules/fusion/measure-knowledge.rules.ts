/** Business knowledge across legacy agencies, group level. */
import {
  knowledgeChange,
  knowledgeEstimates,
  type KnowledgeEstimates,
  type KnowledgeInput,
} from '#engines/inference/index.ts';
import { stream } from '#engines/random/index.ts';
import { fewestPeople, type Domain, type Estimate } from './fusion.contract.ts';
import type { MemberAnswers } from './measure-input.rules.ts';
import { estimateOf, figureOf, untold } from './measure-net.rules.ts';
import type { Release } from './result.contract.ts';
import { bandOf, besideBands, mayShowChange, protectMastery, scopes, type Shelf } from './protect.rules.ts';

export interface KnowledgeContext {
  levels: readonly string[];
  domains: readonly Domain[];
  members: readonly MemberAnswers[];
  /** Members of the wave before; null where deleted. */
  before: readonly MemberAnswers[] | null;
  seed: number;
  shelf: Shelf;
  waveId: string;
  beforeId: string | null;
}

/** Null where no domain was asked about, or hardly anybody answered. */
export function knowledgeOf(context: KnowledgeContext): Release['knowledge'] {
  const { levels, domains, members } = context;
  const answering = members.filter(
    ({ knowledge }) => knowledge !== null && Object.values(knowledge).some(isLevel),
  );
  if (domains.length === 0 || answering.length < 2 * fewestPeople) return null;
  const made = estimated(context, answering);
  const homes = levels.filter((level) => domains.some(({ home }) => home === level));
  const { cells, ownShown, foreignShown } = protectedCells(context, homes, answering);
  const bothShown = ownShown && foreignShown;
  return {
    domains: [...domains],
    matrix: matrixOf(cells, made),
    own: ownShown ? estimateOf(made.own) : untold('fusion/too-few-people'),
    foreign: foreignShown ? estimateOf(made.across) : untold('fusion/too-few-people'),
    gap: bothShown ? estimateOf(made.gap) : untold('fusion/too-few-people'),
    coverage: coverageOf(context, answering),
    change: bothShown ? changeOf(context, answering) : null,
  };
}

const isLevel = (said: unknown): said is 0 | 1 | 2 => typeof said === 'number';

const estimated = (context: KnowledgeContext, members: readonly MemberAnswers[]): KnowledgeEstimates =>
  knowledgeEstimates(inputOf(context, members), { random: stream(context.seed, 'fusion.knowledge') });

const inputOf = (
  { levels, domains }: KnowledgeContext,
  members: readonly MemberAnswers[],
): KnowledgeInput => ({
  levels,
  groupOf: members.map(({ group }) => levels.indexOf(group)),
  department: members.map(({ unit }) => unit),
  homeOf: domains.map(({ home }) => (home === null ? -1 : levels.indexOf(home))),
  mastery: members.map(({ knowledge }) =>
    domains.map(({ code }) => {
      const said = knowledge?.[code];
      return isLevel(said) ? said : null;
    }),
  ),
});

/** Rows of groups with fewer than five answering people are hidden, and what would give them back. */
function protectedCells(
  { levels, shelf, waveId }: KnowledgeContext,
  homes: readonly string[],
  members: readonly MemberAnswers[],
) {
  const people = levels.map((level) => members.filter(({ group }) => group === level).length);
  const found = protectMastery(shelf, { scope: scopes.mastery(waveId), levels, people, homes });
  const cells = levels.flatMap((_, group) =>
    homes.map((home, column) => ({
      group,
      home: levels.indexOf(home),
      hidden: found.hidden[group]![column]!,
      size: people[group]!,
    })),
  );
  return { ...found, cells };
}

interface Place {
  group: number;
  home: number;
  hidden: boolean;
  /** Answering people of the group. */
  size: number;
}

function matrixOf(
  cells: readonly Place[],
  made: KnowledgeEstimates,
): NonNullable<Release['knowledge']>['matrix'] {
  const places = cells.map((cell) => {
    const estimate = made.matrix[cell.group]![cell.home]!;
    const total = cell.group === cell.home ? 'own' : 'foreign';
    return { ...cell, estimate, total, band: cell.hidden ? null : bandOf(estimate.value) };
  });
  const besides = besideBands(places);
  return places.map(({ group, home, hidden, band, estimate }, at) => {
    const no = hidden ? 'fusion/too-few-people' : besides.has(at) ? 'fusion/protects-others' : null;
    const { share: mean, ...told } = figureOf(estimate, no, band);
    return { group, home, hidden: no !== null, mean, ...told };
  });
}

/** Units of fewer than five answering people are left out: their cells would be about individuals. */
function coverageOf(context: KnowledgeContext, members: readonly MemberAnswers[]): Estimate {
  const sizes = Map.groupBy(members, ({ unit }) => unit);
  const large = members.filter(({ unit }) => sizes.get(unit)!.length >= fewestPeople);
  if (large.length === 0) return untold('fusion/too-few-people');
  return estimateOf(estimated(context, large).coverage);
}

function changeOf(
  context: KnowledgeContext,
  now: readonly MemberAnswers[],
): NonNullable<Release['knowledge']>['change'] {
  if (context.before === null) return null;
  const then = new Map(context.before.map((member) => [member.alias, member]));
  const both = now.flatMap((member) => {
    const knowledge = then.get(member.alias)?.knowledge;
    const said = knowledge && Object.values(knowledge).some(isLevel);
    return said ? [{ now: member, earlier: { ...member, knowledge } }] : [];
  });
  if (both.length < 2 * fewestPeople || !mayCompare(context, both.length)) return null;
  const [first, second] = [both.map((one) => one.earlier), both.map((one) => one.now)];
  const { own, across } = knowledgeChange(inputOf(context, first), inputOf(context, second), {
    random: stream(context.seed, 'fusion.knowledge.change'),
  });
  return { own: estimateOf(own), foreign: estimateOf(across) };
}

/** One to four people who answered in one of the waves only would show in the difference. */
function mayCompare({ shelf, waveId, beforeId }: KnowledgeContext, stayed: number): boolean {
  if (beforeId === null) return true;
  const [then, now] = [scopes.mastery(beforeId), scopes.mastery(waveId)];
  return ['own', 'foreign'].every((name) =>
    mayShowChange(shelf, {
      scope: `${now}|${name}`,
      older: scopes.total(then, name),
      newer: scopes.total(now, name),
      stayed,
    }),
  );
}
