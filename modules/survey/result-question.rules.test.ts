import { beforeAll, describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { audit } from '#engines/suppression/index.ts';
import {
  asked,
  inputOf,
  nextOf,
  options,
  peopleOf,
  questionnaireOf,
  whole,
  zh,
  type Asked,
} from './result-question.fixtures.ts';
import { measureSurvey, type Measured, type Opened } from './result.rules.ts';

let first: Measured;
let second: Measured;
beforeAll(() => {
  first = measureSurvey(inputOf(peopleOf(7)));
  second = nextOf(first, whole);
});

const rowsOf = ({ release }: Measured, code: string) =>
  release.questions.find((one) => one.code === code)!.rows;
const words = ({ release }: Measured, code: string) =>
  rowsOf({ release } as Measured, code)[0]!.shares.map(({ text }) => text.zh);

describe('distributions over the bureau', () => {
  test('numbers come in few bins, open at both ends, and with the mean', () => {
    const [row] = rowsOf(first, 'meetings');
    expect(row!.shares.length).toBeGreaterThanOrEqual(4);
    expect(row!.shares.length).toBeLessThanOrEqual(7);
    expect(words(first, 'meetings')[0]).toMatch(/^不到 \d+$/);
    expect(words(first, 'meetings').at(-1)).toMatch(/^\d+ 及以上$/);
    expect(row!.mean!.value!).toBeCloseTo(11, -1);
    for (const { percent } of row!.shares) expect(percent! * 80).toBeGreaterThanOrEqual(450);
  });
  test('a slider from 0 to 1 has a decimal more than a scale of five', () => {
    const [{ mean }, of] = [rowsOf(first, 'share')[0]!, rowsOf(second, 'share')[0]!.changes[0]!];
    for (const { value, low, high } of [mean!, of]) {
      expect([value, low, high].some((one) => one! * 10 !== Math.round(one! * 10))).toBe(true);
      for (const one of [value, low, high]) expect(one! * 100).toBeCloseTo(Math.round(one! * 100), 9);
    }
  });
  test('sliders and shares of a sum too', () => {
    expect(rowsOf(first, 'share')[0]!.shares.length).toBeGreaterThan(2);
    const sum = rowsOf(first, 'hours');
    expect(sum.map(({ shares }) => shares.length > 2)).toEqual([true, true, true]);
    expect(sum.reduce((total, { mean }) => total + mean!.value!, 0)).toBeCloseTo(100, 0);
  });
  test('days come by year, without a mean', () => {
    const [row] = rowsOf(first, 'since');
    expect(words(first, 'since')[0]).toMatch(/^20\d\d年及以前$/);
    expect(row!.shares.reduce((sum, { percent }) => sum + percent!, 0)).toBeCloseTo(100, -1);
    expect(row).toMatchObject({ mean: null, changes: [], whyNoChange: 'no-figure' });
  });
  test('a ranking: the mean place of each option with interval, and who put it first, second, third', () => {
    const rows = rowsOf(first, 'order');
    expect(rows[0]!.shares.map(({ text }) => text.zh)).toEqual([
      '第 1 位',
      '第 2 位',
      '第 3 位',
      '更后或没选',
    ]);
    const places = rows.map(({ mean }) => mean!);
    expect(places.reduce((sum, { value }) => sum + value!, 0)).toBeCloseTo(15, 0);
    for (const { value, low, high } of places) expect(low! < value! && value! < high!).toBe(true);
  });
  test('what was left out of a short ranking stands in the middle of the places left', () => {
    const short = questionnaireOf([{ ...asked['order']!, top: 1 } as Asked]);
    const people = peopleOf(7).map(({ stratum, said }, at) => ({
      stratum,
      said: { ...said, given: { order: [at % 2 ? 'o0' : 'o1'] } },
    }));
    const rows = rowsOf(measureSurvey(inputOf(people, { questionnaire: short })), 'order');
    // Half first, half among places 2 to 5.
    expect(rows.map(({ mean, band }) => mean?.value ?? band)).toEqual([
      2.3,
      2.3,
      ...Array.from({ length: 3 }, () => ({ option: 2, atLeast: 0.9 })),
    ]);
  });
  test('where nine in ten chose the same there is a band and no share of anything', () => {
    const [lunch] = rowsOf(first, 'lunch');
    expect(lunch!.band).toEqual({ option: 1, atLeast: 0.9 });
    expect(lunch!.shares.map(({ percent }) => percent)).toEqual([null, null, null]);
    const [, more] = rowsOf(first, 'names');
    expect(more).toMatchObject({ band: { option: 5 }, mean: null });
    expect(rowsOf(first, 'wishes')[0]!.shares[0]).toMatchObject({ percent: null, alike: true });
    expect(rowsOf(first, 'wishes')[0]!.shares[1]!.percent).toBeGreaterThan(20);
  });
  test('what three people hold is not told, and the register knows', () => {
    const [row] = rowsOf(first, 'licences');
    expect(row!.shares.map(({ percent }) => percent !== null)).toEqual([true, false, false]);
    const table = first.memory.tables.find(
      ({ table: { name } }) => name === 'S1|~said.licences.|~option.o2',
    )!;
    expect(table.table.cells.find(({ key }) => key.endsWith('yes'))!.people).toBe(3);
    expect(table.hidden).toContain('S1|~said.licences.|~option.o2=yes');
  });
});

describe('by stratum and by self-reported agency', () => {
  const parted = (of: Measured, question: string) =>
    of.release.parted.filter((row) => row.question === question);

  test('every question but days, texts and what people say of themselves', () => {
    const questions = new Set(first.release.parted.map(({ question }) => question));
    expect(questions.intersection(new Set(['since', 'licences', 'legacy']))).toEqual(new Set());
    expect(questions.size).toBe(10);
    for (const { partings } of first.release.parted)
      expect(partings.map(({ parting }) => parting)).toEqual(['stratum', 'legacy']);
  });
  test('means with interval to one decimal, shares in whole per cent with interval', () => {
    const [row] = parted(first, 'ten');
    const { figure, kind } = row!.partings[0]!.cells.find(({ group }) => group === 'A')!;
    expect(kind).toBe('shown');
    expect(figure!.value! * 10).toBeCloseTo(Math.round(figure!.value! * 10), 9);
    expect(figure!.low! < figure!.value!).toBe(true);
    const shares = parted(first, 'canteen')[0]!.partings[0]!.cells.filter(({ group }) => group === 'A');
    expect(shares.map(({ option }) => option)).toEqual(['o0', 'o1', 'o2']);
    expect(shares.reduce((sum, one) => sum + one.figure!.value!, 0)).toBeCloseTo(100, -1);
  });
  test('a group that agrees on one item of a sum hides all of them, and others so that none can be worked out', () => {
    const answers = peopleOf(7).map(({ stratum, said }): Opened => ({
      stratum,
      said: stratum === 'C' ? { ...said, given: { ...said.given, hours: { o0: 50, o1: 20, o2: 30 } } } : said,
    }));
    const made = measureSurvey(inputOf(answers));
    const hidden = parted(made, 'hours').map(({ partings }) =>
      partings[0]!.cells.flatMap(({ group, kind }) => (kind === 'hidden' ? [group] : [])),
    );
    expect(hidden[0]).toContain('C');
    expect(hidden[0]!.length).toBeGreaterThanOrEqual(2);
    expect(new Set(hidden.map((groups) => groups.join()))).toHaveLength(1);
    expect(audit(made.memory.tables)).toEqual([]);
  });
  test('change is told but of the stratum that one person left and one joined', () => {
    const cells = parted(second, 'ten')[0]!.partings[0]!.cells;
    expect(cells.map(({ group, change, whyNoChange }) => [group, change !== null, whyNoChange])).toEqual([
      ['A', true, null],
      ['B', true, null],
      ['C', false, 'few-moved'],
    ]);
  });
});

describe('change of a question', () => {
  test('a first wave has none', () => {
    expect(rowsOf(first, 'ten')[0]).toMatchObject({ changes: [], whyNoChange: 'first' });
  });
  test('of a mean with interval, what could have been found, and what the silent could have said', () => {
    const [change] = rowsOf(second, 'ten')[0]!.changes;
    expect(change).toMatchObject({ option: '', verdict: 'cannot-tell' });
    expect(change!.low! < 0 && change!.high! > 0 && change!.detectable! > 0).toBe(true);
    // Of 86 asked 80 answered in each: six of 86 at either end of 0 to 10, twice.
    const { low, high } = change!.bounds;
    expect(high - low).toBeCloseTo((2 * 10 * 6) / 86, 0);
  });
  test('of a choice in points, for each option that is shown in both', () => {
    const { changes } = rowsOf(second, 'canteen')[0]!;
    expect(changes.map(({ option }) => option)).toEqual(['o0', 'o1', 'o2']);
    expect(changes.every(({ low, high }) => Number.isInteger(low) && Number.isInteger(high))).toBe(true);
    expect(rowsOf(second, 'lunch')[0]).toMatchObject({ changes: [], whyNoChange: 'hidden' });
  });
  test('is found by the words, wherever they stand and whatever the code', () => {
    const moved = questionnaireOf([asked['views']!, { ...asked['ten']!, code: 'other' }, asked['legacy']!]);
    const answers = peopleOf(8).map(({ stratum, said }) => ({
      stratum,
      said: { ...said, given: { ...said.given, other: said.given['ten']! } },
    }));
    const found = nextOf(first, moved, answers);
    expect(rowsOf(found, 'other')[0]!.changes).toEqual(rowsOf(second, 'ten')[0]!.changes);
  });
  test('is not told where the words changed, or the options, or who was asked; the reason is', () => {
    const why = (question: Asked, code = question.code) =>
      rowsOf(nextOf(first, questionnaireOf([asked['lunch']!, question])), code)[0]!.whyNoChange;
    expect(why({ ...asked['ten']!, text: zh('愿意向朋友推荐本局吗？') })).toBe('wording');
    expect(why({ ...asked['canteen']!, options: options('好', '中', '差', '没去过') } as Asked)).toBe(
      'wording',
    );
    const showIf = { of: 'all' as const, tests: [{ code: 'lunch', is: 'any-of' as const, options: ['o0'] }] };
    expect(why({ ...asked['canteen']!, showIf })).toBe('wording');
    expect(why({ ...asked['ten']!, code: 'quite', text: zh('另一道题') })).toBe('not-asked');
  });
});

describe('whatever people answer', () => {
  test('two waves of random bureaus give nobody away, and no share of one to four people is told', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const random = stream(seed, 'sizes');
      const sizes = Object.fromEntries(['A', 'B', 'C', 'D'].map((id) => [id, 4 + random.below(22)]));
      const strataOf = Object.entries(sizes).map(([id, n]) => ({
        id,
        label: id,
        eligible: n + 3,
        moved: null,
      }));
      const answers = peopleOf(seed, sizes);
      const made = measureSurvey(inputOf(answers, { strata: strataOf }));
      const after = measureSurvey({
        ...inputOf(peopleOf(seed + 100, sizes), { strata: strataOf, registered: made.memory.tables }),
        survey: { ...inputOf([]).survey, id: 'S2' },
      });
      expect(audit([...made.memory.tables, ...after.memory.tables])).toEqual([]);
      expect(smallShares(made, answers)).toEqual([]);
    }
  });
});

/** Shares by stratum of choices that one to four people of the stratum made. */
const smallShares = ({ release }: Measured, answers: readonly Opened[]) =>
  release.parted
    .filter(({ question }) => question === 'canteen' || question === 'lunch')
    .flatMap(({ question, partings }) =>
      partings
        .find(({ parting }) => parting === 'stratum')!
        .cells.filter(({ kind }) => kind === 'shown')
        .filter(({ group, option }) => {
          const n = answers.filter(
            (one) => one.stratum === group && one.said.given[question] === option,
          ).length;
          return n > 0 && n < 5;
        }),
    );
