import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { StratumId } from '../ballot/ballot.contract.ts';
import { splitTexts } from './answers.rules.ts';
import { Questionnaire } from './questionnaire.contract.ts';
import { sampleQuestionnaire } from './questionnaire.sample.ts';
import { everyKind } from './survey.fixtures.ts';
import { nextStep, type Standing } from './survey-next.rules.ts';
import { surveyPhases, type SurveyDraft } from './survey-life.contract.ts';
import { faultsOfPlan, payloadBytesOf, phaseOf, proposeStrata } from './survey.rules.ts';
import { longestWait } from './web/casting.ts';
import { partAnswers } from './web/partAnswers.ts';
import { pinMark, pinnedIn } from './web/pin.ts';

const people = Array.from({ length: 20 }, (_, i) => ({ personId: `p${i}`, unitId: 'u' }));
const plan = {
  strata: [{ id: 'A', label: '甲', unitIds: ['u'] }],
  paperIds: ['p0', 'p1', 'p2', 'p3', 'p4', 'p10'],
  officeId: 'p5',
  witnessId: 'p6',
  trusteeIds: ['p7', 'p8', 'p9'],
  rosterOn: '2020-06-01',
  issueFrom: '2020-06-02',
  issueTo: '2020-06-03',
  castFrom: '2020-06-03',
  castTo: '2020-06-04',
} as unknown as SurveyDraft;
const ground = { people, units: [{ unitId: 'u', name: '科' }] };

describe('strata', () => {
  test('large parts stand alone, small ones are merged in their order, the rest joins the smallest', () => {
    const part = (name: string, n: number) => ({ name, n, unitIds: [name] });
    const proposed = proposeStrata([part('a', 20), part('b', 8), part('c', 40), part('d', 9), part('e', 3)]);
    expect(proposed.map(({ label, n }) => [label, n])).toEqual([
      ['a', 20],
      ['b、d、e', 20],
      ['c', 40],
    ]);
  });

  test('whatever the parts, everybody is in one stratum and each has fifteen, where the bureau has', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 30 }), (sizes) => {
        const proposed = proposeStrata(sizes.map((n, i) => ({ name: `科室${i}`, n, unitIds: [`u${i}`] })));
        const total = sizes.reduce((sum, n) => sum + n, 0);
        expect(proposed.reduce((sum, { n }) => sum + n, 0)).toBe(total);
        expect(proposed.flatMap(({ unitIds }) => unitIds)).toHaveLength(sizes.length);
        if (total >= 15) for (const { n } of proposed) expect(n).toBeGreaterThanOrEqual(15);
        for (const { label } of proposed) expect(label.length).toBeLessThanOrEqual(40);
      }),
    );
  });

  test('people on paper do not count towards the fifteen who draw', () => {
    expect(faultsOfPlan(plan, ground).map(({ path }) => path)).toEqual(['strata.0']);
    expect(faultsOfPlan({ ...plan, paperIds: plan.paperIds.slice(1) }, ground)).toEqual([]);
    // Four forms of a stratum could be known to be somebody's.
    const few = faultsOfPlan({ ...plan, paperIds: plan.paperIds.slice(2) }, ground);
    expect(few.map(({ path }) => path)).toEqual(['paperIds']);
  });
});

describe('who issues and who opens', () => {
  test('are different people: neither office nor witness is a trustee', () => {
    const paths = (trusteeIds: string[]) =>
      faultsOfPlan({ ...plan, paperIds: [], trusteeIds }, ground).map(({ path }) => path);
    expect(paths(['p7', 'p8', 'p9'])).toEqual([]);
    for (const keeper of ['p5', 'p6']) expect(paths(['p7', keeper, 'p9'])).toEqual(['trusteeIds']);
  });
});

describe('days and phases', () => {
  test('a survey whose end is in no near year is refused', () => {
    const faults = faultsOfPlan({ ...plan, paperIds: [], castTo: '9999-12-31' }, ground);
    expect(faults.map(({ path }) => path)).toEqual(['castTo']);
  });

  test('a stratum is called by no name that every object has', () => {
    for (const id of ['__proto__', 'constructor', '_A', ''])
      expect(StratumId.safeParse(id).success).toBe(false);
    for (const id of ['A', 'U1', 'a-b_c']) expect(StratumId.safeParse(id).success).toBe(true);
  });

  test('a survey is at its keys until both polls are signed, and follows the ratings then', () => {
    expect(phaseOf('draft', [])).toBe('draft');
    expect(phaseOf('checked', ['signed', 'draft'])).toBe('keys');
    expect(phaseOf('checked', ['cast', 'cast'])).toBe('cast');
    expect(phaseOf('checked', ['closed', 'closed'])).toBe('complaints');
    expect(phaseOf('withdrawn', ['draft'])).toBe('withdrawn');
  });

  test('every phase has a next step, but those after the tally', () => {
    const at: Omit<Standing, 'phase'> = {
      dates: { issueFrom: '2020-06-02', issueTo: '2020-06-03', castFrom: '2020-06-03', castTo: '2020-06-04' },
      keepers: [{ name: '甲', hasKeys: true, hasSigned: false, unlocked: false }],
      trustees: [{ name: '乙', confirmed: true, gaveShare: false }],
      hasTallyKey: true,
      complaintsUntil: '2020-06-09',
      nOpenComplaints: 0,
      witness: '丙',
    };
    const over = surveyPhases.filter((phase) => nextStep({ ...at, phase }) === null);
    expect(over).toEqual(['tallied', 'destroyed', 'withdrawn']);
    const [trustee] = at.trustees;
    const unconfirmed = { ...at, trustees: [{ ...trustee!, confirmed: false }] };
    expect(nextStep({ ...unconfirmed, phase: 'keys' })).toMatchObject({ who: 'trustees', names: ['乙'] });
    expect(nextStep({ ...at, phase: 'draw' })).toMatchObject({ who: 'keepers', names: ['甲'] });
    expect(nextStep({ ...at, phase: 'countable', nOpenComplaints: 1 })).toMatchObject({ names: ['丙'] });
  });
});

describe('one length for all ballots', () => {
  const filled = Questionnaire.parse(everyKind);

  test('the longest answers fit', () => {
    const longest = {
      v: 1 as const,
      given: {
        role: 'o3',
        topics: ['o1', 'o2', 'o3'],
        wishes: ['o1', 'o2', 'o3'],
        names: { o1: 'none', o2: 'more' },
        split: { o1: 1000, o2: 1000, o3: 1000 },
        word: '好'.repeat(100),
        open: '好'.repeat(500),
        hours: 60.1234567890123,
      },
      declined: ['belong', 'last', 'mood', 'share'],
    };
    const { rated, texts } = splitTexts(filled, longest);
    const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;
    expect(bytes(rated)).toBeLessThanOrEqual(payloadBytesOf(filled, 'ratings'));
    expect(bytes(texts)).toBeLessThanOrEqual(payloadBytesOf(filled, 'texts'));
  });

  test('the sample’s 33 questions make small ballots', () => {
    expect(payloadBytesOf(sampleQuestionnaire, 'ratings') % 256).toBe(0);
    expect(payloadBytesOf(sampleQuestionnaire, 'ratings')).toBeLessThan(4096);
  });

  test('the page parts answers as the tally does', () => {
    const said = { v: 1 as const, given: { role: 'o1', word: '齐', open: '无' }, declined: ['mood', 'word'] };
    expect(partAnswers(filled, said)).toEqual(splitTexts(filled, said));
  });
});

describe('the page', () => {
  test('a ballot never waits past the last day of casting', () => {
    const at = (text: string) => Date.parse(text);
    expect(longestWait('2020-06-12', at('2020-06-12T09:00:00+08:00'))).toBe(6 * 3_600_000);
    expect(longestWait('2020-06-12', at('2020-06-12T22:30:00+08:00'))).toBe(3_600_000);
    expect(longestWait('2020-06-12', at('2020-06-13T00:00:00+08:00'))).toBe(0);
  });

  test('the hash on the notice comes with its address, whole or not at all', () => {
    const hash = 'a'.repeat(43);
    expect(pinnedIn(`${pinMark}${hash}`)).toBe(hash);
    expect(pinnedIn(`${pinMark}${hash}x`)).toBeUndefined();
    expect(pinnedIn('#draft=x')).toBeUndefined();
  });
});
