import { describe, expect, test } from 'vitest';
import { audit, crossTable } from '#engines/suppression/index.ts';
import { sampleBureau } from '#demo/sample.ts';
import { answersFrom, sampleOpinions } from './opinion.sample.ts';
import { partingsOf } from './parting.rules.ts';
import { shelfOf, shelve } from './shelf.rules.ts';
import { Questionnaire, type QuestionnaireInput } from './questionnaire.contract.ts';
import { sampleQuestionnaire } from './questionnaire.sample.ts';
import { splitTexts } from './answers.rules.ts';
import { bytesOf, measureSurvey, type Before, type Measured, type MeasureInput } from './result.rules.ts';

const made = sampleOpinions(sampleBureau());

/** Who left between the waves, of whom the lists tell; nobody else came or went. */
const left: Record<string, Record<string, number>> = { W2: { U4: 1 }, W3: { U1: 1 } };

function inputOf(at: number, before: Measured | null, earlier: Measured[]): MeasureInput {
  const { wave, opinions } = made[at]!;
  const since: Before | null = before && {
    survey: { id: before.release.survey.id, title: '', castTo: '' },
    memory: before.memory,
  };
  return {
    survey: {
      id: wave.code,
      title: wave.title,
      castFrom: wave.castFrom,
      castTo: wave.castTo,
      questionnaire: { title: sampleQuestionnaire.title, version: 1, hash: 'h' },
    },
    computedOn: wave.castTo,
    seed: 1,
    k: 5,
    kText: 10,
    questionnaire: sampleQuestionnaire,
    answers: opinions.map((opinion) => ({
      stratum: opinion.stratum,
      said: splitTexts(sampleQuestionnaire, answersFrom(opinion)).rated,
    })),
    strata: Object.entries(wave.strata).map(([id, { eligible }]) => ({
      id,
      label: id,
      eligible,
      moved: before && { joined: 0, left: left[wave.code]?.[id] ?? 0 },
    })),
    nTexts: wave.nTexts,
    before: since,
    registered: earlier.flatMap(({ memory }) => memory.tables),
  };
}

const measured: Measured[] = [];
for (const at of [0, 1, 2]) measured.push(measureSurvey(inputOf(at, measured.at(-1) ?? null, measured)));
const [first, second, third] = measured.map(({ release }) => release);

const scale = (release: typeof first, code: string) => release!.scales.find((one) => one.code === code)!;
const grouping = (release: typeof first, code: string) =>
  release!.groupings.find((one) => one.code === code)!;

describe('the whole bureau', () => {
  test('means are the scenario’s, with intervals about ± 0.1', () => {
    const means = (release: typeof first) => release!.scales.map(({ mean }) => mean.value);
    expect(means(first)).toEqual([3.42, 3.35, 3.21, 2.84, 3.88, 3.61, 3.1].map((x) => expect.closeTo(x, 2)));
    expect(means(third)).toEqual([3.92, 3.83, 3.8, 3.49, 4.05, 3.95, 3.18].map((x) => expect.closeTo(x, 2)));
    const { low, high } = scale(first, 'identity').mean;
    expect(high! - low!).toBeGreaterThan(0.15);
    expect(high! - low!).toBeLessThan(0.25);
  });
  test('scales hang together: ω with its interval above 0.7', () => {
    for (const { alpha, omega } of third!.scales) {
      expect(omega.low!).toBeGreaterThan(0.7);
      expect(Math.abs(omega.value! - alpha.value!)).toBeLessThan(0.03);
    }
  });
  test('the rise of cohesion and the burden of December are found, what did not move is not', () => {
    expect(scale(second, 'cohesion').change).toMatchObject({ verdict: 'up', before: 3.21 });
    expect(scale(second, 'burden').change).toMatchObject({ verdict: 'up' });
    expect(scale(third, 'burden').change).toMatchObject({ verdict: 'down' });
    expect(scale(third, 'integrity').change!.verdict).toBe('cannot-tell');
    expect(scale(third, 'integrity').change!.detectable).toBeGreaterThan(0.1);
  });
  test('a first wave says that there is nothing to compare with; another version is not compared', () => {
    expect(scale(first, 'identity')).toMatchObject({
      change: null,
      whyNoChange: { zh: '这是第一次调查，还没有可比的。' },
    });
    const before = {
      ...measured[0]!,
      memory: { ...measured[0]!.memory, scales: { 'identity@2': { n: 9, mean: 3, sd: 1 } } },
    };
    const other = measureSurvey(inputOf(1, before, [])).release;
    expect(scale(other, 'identity')).toMatchObject({
      change: null,
      whyNoChange: { zh: expect.stringContaining('同一版') },
    });
  });
  test('what the silent could have said is told: the change of cohesion does not stand against everything', () => {
    const { bounds } = scale(second, 'cohesion').change!;
    expect(bounds.low).toBeLessThan(0);
    expect(bounds.high).toBeGreaterThan(0.9);
  });
  test('sentences: the clearest change first, then what cannot be told, then who answered', () => {
    expect(second!.findings[0]).toMatchObject({
      tone: 'good',
      sentence: { zh: expect.stringMatching(/^(凝聚力|业务互知|认同感)由 \d\.\d\d 升到/) },
    });
    expect(second!.findings.find(({ code }) => code === 'change-burden')).toMatchObject({
      tone: 'bad',
      asksAnswer: true,
    });
    expect(third!.findings.some(({ tone }) => tone === 'cannot-tell')).toBe(true);
    expect(third!.findings.at(-1)!.sentence.zh).toContain('316 人可以参加，289 人作答（91.5%）');
  });
  test('straight-liners are counted, not dropped', () => {
    expect(first!.response.straightLined).toBeGreaterThan(0);
    expect(first!.response.answered).toBe(273);
  });
  test('drivers: shares add up to what is explained; the outcome was fixed beforehand', () => {
    const { outcome, explained, weights } = third!.drivers!;
    expect(outcome).toBe('cohesion');
    expect(weights.reduce((sum, { weight }) => sum + weight.value!, 0)).toBeCloseTo(explained.value!, 1);
    expect(weights.find((one) => one.scale === 'burden')!.together).toBe('fall');
  });
  test('the same answers give the same bytes', () => {
    expect(bytesOf(measureSurvey(inputOf(1, measured[0]!, [measured[0]!])).release)).toBe(bytesOf(second!));
  });
  test('no text of anybody is in a release', () => {
    const bytes = measured.map(({ release }) => bytesOf(release)).join('');
    const texts = made.flatMap(({ opinions }) => opinions.flatMap(({ text }) => text ?? []));
    expect(texts.filter((text) => bytes.includes(text))).toEqual([]);
  });
});

describe('groups', () => {
  test('all strata of fifteen and more are shown, means to one decimal', () => {
    const strata = grouping(third, 'stratum');
    expect(strata.groups.map(({ people }) => people)).toEqual([34, 32, 34, 26, 32, 41, 54, 17, 19]);
    for (const { mean } of strata.cells.filter(({ kind }) => kind === 'shown'))
      expect(Math.round(mean!.value! * 10) / 10).toBe(mean!.value);
  });
  test('the planted offsets are found: U1 above U6', () => {
    const at = (group: string, code: string) =>
      grouping(second, 'stratum').cells.find((cell) => cell.group === group && cell.scale === code)!.mean!
        .value!;
    const codes = ['identity', 'belonging', 'cohesion', 'service'];
    const sum = (group: string) => codes.reduce((all, code) => all + at(group, code), 0) / codes.length;
    expect(sum('U1')).toBeGreaterThan(sum('U6'));
  });
  test('one person left U4 before December and U1 before March: exactly their changes are withheld', () => {
    const withheld = (release: typeof first) => [
      ...new Set(
        grouping(release, 'stratum')
          .cells.filter((c) => c.whyNoChange === 'few-moved')
          .map((c) => c.group),
      ),
    ];
    expect([first, second, third].map(withheld)).toEqual([[], ['U4'], ['U1']]);
    expect(grouping(second, 'stratum').cells.find((c) => c.group === 'U7')!.change).not.toBeNull();
  });
  test('self-reported legacy agencies, those who would not say among them', () => {
    const legacy = grouping(third, 'legacy');
    expect(legacy.groups.map(({ code }) => code)).toEqual(['ico', 'qts', 'fda', 'prcipo', 'new', 'unsaid']);
    expect(legacy.groups.reduce((sum, { people }) => sum + people!, 0)).toBe(289);
  });
  test('all tables of the three waves together give nobody away', () => {
    expect(audit(measured.flatMap(({ memory }) => memory.tables))).toEqual([]);
  });
});

/** The same questionnaire with an age band, which the scenario crosses with U8. */
const withAge = (): Questionnaire => {
  const age: QuestionnaireInput['sections'][number]['questions'][number] = {
    kind: 'single',
    code: 'age',
    text: { zh: '您的年龄段？' },
    trait: 'age',
    options: ['30 岁以下', '31–45 岁', '46 岁以上'].map((zh, at) => ({ code: `a${at}`, text: { zh } })),
  };
  const sections = sampleQuestionnaire.sections.map((one) => ({ ...one, questions: [...one.questions] }));
  sections.at(-1)!.questions.unshift(age as never);
  return Questionnaire.parse({ ...sampleQuestionnaire, sections });
};

describe('U8 × age band', () => {
  const input = inputOf(2, null, []);
  const place = new Map<string, number>();
  /** In U8: 3 young, 9, 5; elsewhere a third each. */
  const answers = input.answers.map(({ stratum, said }) => {
    const at = place.get(stratum) ?? 0;
    place.set(stratum, at + 1);
    const band = stratum === 'U8' ? (at < 3 ? 'a0' : at < 12 ? 'a1' : 'a2') : `a${at % 3}`;
    return { stratum, said: { ...said, given: { ...said.given, age: band } } };
  });
  const { release, memory } = measureSurvey({ ...input, answers, questionnaire: withAge() });
  const crossing = release.groupings.find(({ code }) => code === 'stratum×age')!;

  test('the three young people of U8 are hidden, and others with them, so that no sum gives them back', () => {
    const people = Object.fromEntries(crossing.groups.map(({ code, people: n }) => [code, n]));
    expect(people['U8×a0']).toBeNull();
    expect([people['U8×a1'], people['U8×a2']]).toContain(null);
    expect(crossing.groups.filter(({ people: n }) => n === null).length).toBeGreaterThanOrEqual(4);
    expect(people['U7×a0']).toBe(18);
    expect(audit(memory.tables)).toEqual([]);
  });
  test('nothing of a hidden cell is in the release', () => {
    const hidden = crossing.groups.filter(({ people }) => people === null).map(({ code }) => code);
    for (const cell of crossing.cells.filter(({ group }) => hidden.includes(group)))
      expect(cell).toMatchObject({ kind: 'hidden', mean: null, change: null });
  });
  test('a table that would give them back beside what is out is refused', () => {
    const parting = partingsOf({ questionnaire: withAge(), strata: input.strata }).find(
      ({ code }) => code === 'stratum×age',
    )!;
    expect(parting.groups).toHaveLength(36);
    const shelf = shelfOf(memory.tables);
    const young = crossTable(
      'W3',
      [
        { name: 'age', levels: ['a0', 'a1', 'a2', 'unsaid'].map((key) => ({ key })) },
        { name: 'stratum', levels: input.strata.map(({ id }) => ({ key: id })) },
      ],
      ([band, stratum]) =>
        answers.filter((one) => one.stratum === stratum && one.said.given['age'] === band).length,
    );
    // A zealous clerk hides the one small cell alone.
    expect(shelve(shelf, { table: { ...young, name: 'again' }, hidden: ['W3|age=a0;stratum=U8'] }, 5)).toBe(
      false,
    );
    expect(shelf.own).toEqual([]);
  });
});

describe('a group that agrees', () => {
  test('gets a band, and its exact mean cannot be had from the others', () => {
    const input = inputOf(2, null, []);
    const all5 = Object.fromEntries(
      ['int1', 'int2', 'int3', 'int4'].map((row) => [row, row === 'int4' ? '1' : '5']),
    );
    const answers = input.answers.map(({ stratum, said }) =>
      stratum === 'U9'
        ? { stratum, said: { ...said, given: { ...said.given, integrity: all5 } } }
        : { stratum, said },
    );
    const { release, memory } = measureSurvey({ ...input, answers });
    const cells = grouping(release, 'stratum').cells.filter((cell) => cell.scale === 'integrity');
    expect(cells.find(({ group }) => group === 'U9')).toMatchObject({
      kind: 'band',
      band: { option: 5, atLeast: 0.9 },
      mean: null,
    });
    expect(cells.filter(({ kind }) => kind === 'hidden').length).toBeGreaterThanOrEqual(1);
    expect(audit(memory.tables)).toEqual([]);
  });
  test('a group split in two halves has no mean that speaks for it', () => {
    const input = inputOf(2, null, []);
    const rows = ['coh1', 'coh2', 'coh3', 'coh4'];
    let at = 0;
    const answers = input.answers.map(({ stratum, said }) => {
      if (stratum !== 'U9') return { stratum, said };
      const high = at++ % 2 === 0;
      const cohesion = Object.fromEntries(rows.map((row) => [row, (row === 'coh3') === high ? '1' : '5']));
      return { stratum, said: { ...said, given: { ...said.given, cohesion } } };
    });
    const cell = grouping(measureSurvey({ ...input, answers }).release, 'stratum').cells.find(
      (one) => one.group === 'U9' && one.scale === 'cohesion',
    );
    expect(cell).toMatchObject({ kind: 'split', mean: null });
  });
});
