/** Measures one wave: from answers under aliases to the protected release. Pure; runs in a worker thread. */
import { permittedBy } from '#engines/inference/index.ts';
import { lockedByUnit, symmetrised } from '#engines/network/index.ts';
import { expertLines } from './expert.rules.ts';
import { fewestForTurnout, fewestPeople } from './fusion.contract.ts';
import { changeOf } from './measure-change.rules.ts';
import {
  hasAnswered,
  ratersOf,
  reportedOf,
  type MeasureInput,
  type MemberAnswers,
  type Reported,
} from './measure-input.rules.ts';
import { knowledgeOf } from './measure-knowledge.rules.ts';
import { blockFiguresOf, netNames, netOf, rounded } from './measure-net.rules.ts';
import type { NetName, Release, ReleaseMemory } from './result.contract.ts';
import { caveatsOf, forbidsOf } from './caveat.rules.ts';
import { findingsOf } from './result.rules.ts';
import {
  hiddenGroups,
  openShelf,
  protectBlocks,
  protectCounts,
  scopes,
  type Shelf,
} from './protect.rules.ts';
import { wholePercent } from './turnout.rules.ts';

export interface Measured {
  release: Release;
  memory: ReleaseMemory;
}

/**
 * Everything that the design and the response of a wave permit. The same input gives the same release.
 * Cost: dominated by the measures of paths, O(people × ties) at worst (engines/network `measureAll`).
 */
export function measureWave(input: MeasureInput): Measured {
  const { answers, before, seed } = input;
  const groups = presentGroups(input);
  const levels = groups.map(({ code }) => code);
  const reported = reportedOf(answers, levels);
  const sizes = Array.from(reported.network.groupSizes);
  const shelf = openShelf(input.released);
  const protection = protectBlocks(shelf, {
    scope: scopes.pairs(input.wave.id),
    levels,
    sizes,
    raters: ratersOf(reported),
    sizesBefore: levels.map((level) => before?.sizes[level]),
  });
  const isPartial = answers.design === 'rings' || answers.design === 'listed';
  const response = responseOf(input, isPartial);
  const blocks = byNet((name) => blockFiguresOf(name, reported, isUneven(response)));
  const context = { reported, protection, permits: response.permits, blocks };
  const nets = byNet((name) => netOf(name, context));
  const totalsShown = protection.withinShown && protection.acrossShown;
  const change =
    before &&
    changeOf({
      reported,
      before,
      levels,
      net: nets.confirmed1,
      response,
      protection,
      shelf,
      waveId: input.wave.id,
    });
  const knowledge = knowledgeOf({
    levels,
    domains: input.domains,
    members: answers.members.filter(({ group }) => levels.includes(group)),
    before: before?.answers?.members ?? null,
    seed,
    shelf,
    waveId: input.wave.id,
    beforeId: before?.waveId ?? null,
  });
  const shown = groups.map(({ code, name }, at) => ({
    code,
    name,
    nPeople: sizes[at]! < fewestPeople ? null : sizes[at]!,
  }));
  const cells = Object.values(nets).flatMap(({ matrix }) => matrix);
  const anyHidden = cells.some(({ hidden }) => hidden);
  const anyBand = [...cells, ...(knowledge?.matrix ?? [])].some(({ band }) => band !== undefined);
  const draft = { groups: shown, nets, change, knowledge, response };
  const release: Release = {
    wave: input.wave,
    measuredOn: input.measuredOn,
    seed,
    findings: findingsOf({ ...draft, nListed: reported.network.size }),
    ...draft,
    positions:
      isPartial || response.permits !== 'everything' ? null : positionsOf(reported, shelf, input.wave.id),
    expert: expertLines({
      reported,
      permits: response.permits,
      totalsShown,
      blocks,
      seed,
    }),
    caveats: caveatsOf({
      isPartial,
      namesPerPerson: input.wave.namesPerPerson,
      anyHidden,
      anyBand,
      hasKnowledge: knowledge !== null,
      change,
      imported: input.wave.source === 'imported',
    }),
    fewest: fewestPeople,
  };
  const memory = {
    sizes: Object.fromEntries(levels.map((level, at) => [level, sizes[at]!])),
    tables: shelf.own,
  };
  return { release, memory };
}

/** Legacy agencies with anybody in this wave or the one before, in the bureau's order. */
function presentGroups({ groups, answers, before }: MeasureInput): MeasureInput['groups'] {
  const members = [...answers.members, ...(before?.answers?.members ?? [])];
  const present = new Set(members.map(({ group }) => group));
  return groups.filter(({ code }) => present.has(code));
}

const byNet = <T>(make: (name: NetName) => T): Record<NetName, T> =>
  Object.fromEntries(netNames.map((name) => [name, make(name)])) as Record<NetName, T>;

/** Response of the legacy agencies lies more than ten points apart. */
function isUneven({ byLegacy }: Release['response']): boolean {
  const rates = byLegacy.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  return rates.length > 1 && Math.max(...rates) - Math.min(...rates) > 0.1;
}

/** Who was asked and who answered, by legacy agency; small ones hidden as in turnout. */
function responseOf({ answers, groups }: MeasureInput, isPartial: boolean): Release['response'] {
  const asked = answers.members.filter((member) => member.asked);
  const nAnswered = asked.filter(hasAnswered).length;
  const rate = asked.length === 0 ? 0 : nAnswered / asked.length;
  const permits = (
    { all: 'everything', directional: 'with-bounds', respondents: 'respondents-only' } as const
  )[permittedBy(rate).permission];
  return {
    nAsked: asked.length,
    nAnswered,
    rate: rounded(rate)!,
    permits,
    byLegacy: ratesBy(groups, asked),
    forbids: forbidsOf(isPartial, permits),
  };
}

function ratesBy(
  groups: MeasureInput['groups'],
  asked: readonly MemberAnswers[],
): Release['response']['byLegacy'] {
  const present = groups
    .map(({ code, name }) => ({ code, name, members: asked.filter(({ group }) => group === code) }))
    .filter(({ members }) => members.length > 0);
  const hidden = hiddenGroups(
    present.map(({ members }) => members.length),
    fewestForTurnout,
  );
  return present.map(({ code, name, members }, at) => ({
    code,
    name,
    rate: hidden.has(at) ? null : wholePercent(members.filter(hasAnswered).length / members.length),
  }));
}

/** Isolated and legacy-locked people, counted by unit; a census with good response only. */
function positionsOf(reported: Reported, shelf: Shelf, waveId: string): Release['positions'] {
  const network = symmetrised(reported.network, 'claimed');
  const units = lockedByUnit(
    network,
    reported.members.map(({ unit }) => unit),
  );
  const [isolates, locked] = (['isolates', 'locked'] as const).map((what) =>
    protectCounts(
      shelf,
      `${waveId}|${what}`,
      units.map((unit) => ({ unit: unit.unit, people: unit.people, count: unit[what] })),
    ),
  ) as [ReturnType<typeof protectCounts>, ReturnType<typeof protectCounts>];
  return {
    isolates: isolates.total,
    locked: locked.total,
    byUnit: units
      .map((unit, at) => ({
        unit: unit.unit,
        nPeople: unit.people,
        isolates: isolates.shown[at]!,
        locked: locked.shown[at]!,
      }))
      .filter((unit) => unit.nPeople >= fewestPeople),
  };
}
