/** The draw in plain words, both languages: rules, clashes, changes, why somebody is where they are. */
import { clashWords, say, type Clash, type Demand, type PlanReport } from '#engines/mixing/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import type { DrawChoice, DrawRule, Who } from './draw-choice.contract.ts';
import type { ClashView } from './draw.contract.ts';

/** Names for ids, of whatever kind; an unknown id stays as it is. */
export interface Names {
  person(personId: string): string;
  legacy(code: string): string;
  unit(unitId: string): string;
  session(sessionId: string): string;
}

export const teamName = (team: number): Saying => ({ zh: `第 ${team} 队`, en: `Team ${team}` });

const both = (zh: string, en: string): Saying => ({ zh, en });
const mostNamed = 6;

/** Some names, and how many more. */
export function listOf(names: readonly string[]): Saying {
  const shown = names.slice(0, mostNamed);
  const more = names.length - shown.length;
  return both(
    `${shown.join('、')}${more > 0 ? `等 ${names.length} 人` : ''}`,
    `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  );
}

const whoSaying = (who: Who, names: Names): Saying => {
  switch (who.by) {
    case 'people':
      return listOf(who.people.map(names.person));
    case 'post':
      return both(`职务含“${who.containing}”的人`, `people whose post contains “${who.containing}”`);
    case 'legacy':
      return both(`${names.legacy(who.code)}的人`, `people of ${names.legacy(who.code)}`);
    case 'unit':
      return both(`${names.unit(who.unitId)}的人`, `people of ${names.unit(who.unitId)}`);
  }
};

export function ruleSaying(rule: DrawRule, names: Names): Saying {
  switch (rule.kind) {
    case 'together': {
      const people = listOf(rule.people.map(names.person));
      return both(`${people.zh}在同一队`, `${people.en} in one team`);
    }
    case 'apart': {
      const people = listOf(rule.people.map(names.person));
      return both(`${people.zh}两两不同队`, `${people.en} all in different teams`);
    }
    case 'spread': {
      const who = whoSaying(rule.who, names);
      return both(`${who.zh}尽量平均分到各队`, `${who.en} spread evenly over the teams`);
    }
    case 'atLeast': {
      const who = whoSaying(rule.who, names);
      return both(`每队至少 ${rule.n} 名：${who.zh}`, `at least ${rule.n} in each team: ${who.en}`);
    }
    case 'atMost': {
      const who = whoSaying(rule.who, names);
      return both(`每队至多 ${rule.n} 名：${who.zh}`, `at most ${rule.n} in each team: ${who.en}`);
    }
    case 'noLone': {
      if (!rule.codes)
        return both('一队里不让任何原单位只有一个人', 'nobody the only one of a legacy agency in a team');
      const codes = rule.codes.map(names.legacy);
      return both(
        `一队里不让${codes.join('、')}只有一个人`,
        `nobody the only one of ${codes.join(', ')} in a team`,
      );
    }
  }
}

/** The engine's keys in words: people by place, teams, rounds, rules, values. */
export function keyNames(
  choice: DrawChoice,
  personIds: readonly string[],
  names: Names,
): (key: string, language: keyof Saying) => string {
  return (key, language) => {
    const [, kind, digits] = /^(p|t|r|rule)(\d+)$/.exec(key) ?? [];
    const at = Number(digits);
    if (kind === 'p') return names.person(personIds[at]!);
    if (kind === 't') return teamName(at)[language];
    if (kind === 'r') return names.session(choice.sessionIds[at] ?? '');
    if (kind === 'rule') return ruleSaying(choice.rules[at]!, names)[language];
    if (key === 'legacy') return language === 'zh' ? '原单位' : 'legacy agency';
    return names.legacy(key);
  };
}

export function clashView(
  clash: Clash,
  choice: DrawChoice,
  personIds: readonly string[],
  names: Names,
): ClashView {
  const nameOf = keyNames(choice, personIds, names);
  const demands = clash.demands.toSorted((one, other) => placeIn(one) - placeIn(other));
  const sentence = (language: keyof Saying): string =>
    say(clashWords[clash.code], brief(clash.facts), language, (key) => nameOf(key, language));
  return {
    sentence: both(sentence('zh'), sentence('en')),
    demands: demands.map((demand) => demandSaying(demand, choice, names)),
    rules: demands.flatMap((demand) => (demand.kind === 'rule' ? [ruleAt(demand.name)] : [])),
  };
}

/** In the order of the form: rules, pins, sizes. */
const placeIn = (demand: Demand): number =>
  demand.kind === 'rule' ? ruleAt(demand.name) : demand.kind === 'pin' ? 1000 + demand.at : 10_000;

const ruleAt = (name: string): number => Number(name.replace('rule', ''));

/** Lists of all teams say no more than "the teams": the first and the last stand for them. */
const brief = (facts: Clash['facts']): Clash['facts'] =>
  Object.fromEntries(
    Object.entries(facts).map(([key, fact]) => [
      key,
      Array.isArray(fact) && fact.length > 12 ? [...fact.slice(0, 6), '…', fact.at(-1) as string] : fact,
    ]),
  );

function demandSaying(demand: Demand, choice: DrawChoice, names: Names): Saying {
  if (demand.kind === 'sizes') return both('各队人数', 'the sizes of the teams');
  if (demand.kind === 'rule') return ruleSaying(choice.rules[ruleAt(demand.name)]!, names);
  const { personId, team } = choice.pins[demand.at]!;
  return both(
    `${names.person(personId)}定在第 ${team} 队`,
    `${names.person(personId)} fixed in team ${team}`,
  );
}

export function changeSaying(
  change: { personId: string; withPersonId: string | null; from: number | null; to: number },
  names: Names,
): Saying {
  const one = names.person(change.personId);
  const { from, to } = change;
  if (change.withPersonId !== null) {
    const other = names.person(change.withPersonId);
    return both(
      `${one}（第 ${from} 队）与${other}（第 ${to} 队）对调`,
      `${one} (team ${from}) and ${other} (team ${to}) changed places`,
    );
  }
  return from === null
    ? both(`${one}补入第 ${to} 队`, `${one} was placed in team ${to}`)
    : both(`${one}由第 ${from} 队调到第 ${to} 队`, `${one} was moved from team ${from} to team ${to}`);
}

/** What one person's place gives, without anybody's acquaintance: agencies, units, rules. */
export function placeSayings(given: {
  nOthers: number;
  nAgencies: number;
  nUnits: number;
  /** Colleagues of the team one was on a team with before. */
  nBefore: number;
  byHand: boolean;
  rules: readonly Saying[];
}): Saying[] {
  const { nOthers, nAgencies, nUnits, nBefore } = given;
  return [
    both(
      `同队另有 ${nOthers} 人，来自另外 ${nAgencies} 个原单位、${nUnits} 个别的科室`,
      `${nOthers} others in the team, from ${nAgencies} other legacy agencies and ${nUnits} other units`,
    ),
    nBefore === 0
      ? both('以往抽签没有和其中任何人同过队', 'no earlier draw put any of them on one team with you')
      : both(`其中 ${nBefore} 人以往同过队`, `${nBefore} of them were on one team before`),
    ...given.rules.map((rule) => both(`有关的规则：${rule.zh}`, `a rule that concerns this: ${rule.en}`)),
    ...(given.byHand ? [both('由组织者人工安排', 'placed by hand by the organisers')] : []),
  ];
}

/** Rules not kept in a team, with whom they concern. */
export function brokenSayings(
  report: PlanReport,
  team: string,
  round: string,
  choice: DrawChoice,
  personIds: readonly string[],
  names: Names,
): Saying[] {
  return report.rules.flatMap(({ name, breaches }) =>
    /^rule\d+$/.test(name)
      ? breaches
          .filter((breach) => breach.group === team && (breach.round ?? round) === round)
          .map(({ people }) => {
            const rule = ruleSaying(choice.rules[ruleAt(name)]!, names);
            const whom = listOf(people.map((key) => names.person(personIds[Number(key.slice(1))]!)));
            return people.length === 0 ? rule : both(`${rule.zh}（${whom.zh}）`, `${rule.en} (${whom.en})`);
          })
      : [],
  );
}
