import { describe, expect, test } from 'vitest';
import type { QuestionnaireInput, Trait } from './questionnaire.contract.ts';
import { Questionnaire } from './questionnaire.contract.ts';
import { remarksOn, type RosterLine } from './lint.rules.ts';

type Asked = QuestionnaireInput['sections'][number]['questions'][number];
const asking = (...questions: Asked[]): Questionnaire =>
  Questionnaire.parse({ title: { zh: '试' }, sections: [{ code: 's', title: { zh: '节' }, questions }] });
const single = (code: string, zh: string, options: string[], trait: Trait | null = null): Asked => ({
  kind: 'single',
  code,
  text: { zh },
  trait,
  options: options.map((text, at) => ({ code: `o${at}`, text: { zh: text } })),
});
const legacy = single('from', '您的原单位是？', ['原工商', '原质监', '原物价、原知识产权']);
const post = single('post', '您的编制类型？', ['行政编制', '事业编制']);

/** So many people of an agency and a kind of post in a stratum. */
const people = (n: number, stratum: string, agency: string, type: string): RosterLine[] =>
  Array.from({ length: n }, () => ({ stratum, called: { legacy: [agency], postType: [type] } }));
const roster = [
  ...people(20, '甲', '原工商', '行政'),
  ...people(20, '乙', '原质监', '事业'),
  ...people(3, '甲', '原物价', '行政'),
  ...people(4, '乙', '原知识产权', '事业'),
];
const refused = (questionnaire: Questionnaire, lines = roster) =>
  remarksOn(questionnaire, lines).filter(({ weight }) => weight === 'refuse');
const fourTraits = ['unit', 'legacy', 'postType', 'post'] as const satisfies readonly Trait[];
/** Sixteen ways of answering, four people in each: any three questions leave eight alike. */
const lines: RosterLine[] = Array.from({ length: 64 }, (_, way) => ({
  stratum: '全局',
  called: Object.fromEntries(fourTraits.map((trait, i) => [trait, [(way >> i) & 1 ? '甲类' : '乙类']])),
}));
const rules = (questionnaire: Questionnaire) => remarksOn(questionnaire, roster).map(({ rule }) => rule);

describe('combinations that identify people', () => {
  test('one particular is allowed where its smallest group is five or more, merged options counting together', () => {
    expect(refused(asking(legacy))).toEqual([]);
    expect(refused(asking(post))).toEqual([]);
  });

  test('the same particular is refused once its options are so fine that a group is smaller', () => {
    const fine = single('from', '您的原单位是？', ['原工商', '原质监', '原物价', '原知识产权']);
    expect(refused(asking(fine))).toMatchObject([
      { rule: 'identifies', questions: ['from'], cell: { label: '原物价', n: 3, counted: true } },
    ]);
  });

  test('a second particular is counted crossed with the first and with the stratum, and both are named', () => {
    const [remark, ...more] = refused(asking(legacy, post));
    expect(more).toEqual([]);
    expect(remark).toMatchObject({
      rule: 'identifies',
      questions: ['from', 'post'],
      cell: { n: 3, counted: true },
    });
    expect(remark!.sentence.zh).toContain('from、post');
  });

  test('it is said beforehand that one particular will not be shown within strata', () => {
    expect(remarksOn(asking(legacy), roster)).toContainEqual(
      expect.objectContaining({
        weight: 'advise',
        rule: 'crosses-stratum',
        cell: { label: '甲 × 原物价、原知识产权', n: 3, counted: true },
      }),
    );
  });

  test('four particulars that only all together identify are found, and all four are named', () => {
    const four = fourTraits.map((trait) =>
      single(trait.toLowerCase(), `${trait}？`, ['甲类', '乙类'], trait),
    );
    for (const left of four)
      expect(refused(asking(...four.filter((one) => one !== left)), lines)).toEqual([]);
    const [remark, ...more] = refused(asking(...four), lines);
    expect(more).toEqual([]);
    expect(remark).toMatchObject({ questions: four.map(({ code }) => code), cell: { n: 4, counted: true } });
  });

  test('of thirty particulars, most of which tell nothing new, the four are still found: not all sets are tried', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      single(`q${i}`, `第${i}题？`, ['甲类', '乙类'], fourTraits[i < 27 ? i % 3 : 3]!),
    );
    const remarks = refused(asking(...many), lines);
    expect(remarks.length).toBeGreaterThan(0);
    for (const { questions } of remarks) {
      const asked = questions.map((code) => Number(code.slice(1)));
      expect(new Set(asked.map((i) => (i < 27 ? i % 3 : 3)))).toEqual(new Set([0, 1, 2, 3]));
      expect(asked).toHaveLength(4);
    }
  });

  test('what the roster does not know is shared evenly and said to be an estimate', () => {
    const age = single('age', '您的年龄段？', ['35以下', '36–50', '50以上']);
    expect(refused(asking(age))).toEqual([]);
    const [remark] = refused(asking(age, legacy));
    expect(remark).toMatchObject({ questions: ['age', 'from'], cell: { n: 1, counted: false } });
    const year: Asked = {
      kind: 'number',
      code: 'born',
      text: { zh: '您哪一年出生？' },
      min: 1955,
      max: 2000,
    };
    expect(refused(asking(year))).toMatchObject([{ questions: ['born'], cell: { n: 1, counted: false } }]);
  });

  test('an empty roster allows one particular and refuses two', () => {
    expect(refused(asking(legacy), [])).toEqual([]);
    expect(refused(asking(legacy, post), [])).toMatchObject([{ questions: ['from', 'post'], cell: null }]);
  });

  test('names are never asked, nor particulars in free text', () => {
    expect(rules(asking({ kind: 'short-text', code: 'n', text: { zh: '您的姓名' } }))).toContain(
      'names-person',
    );
    expect(rules(asking({ kind: 'short-text', code: 'n', text: { zh: '您所在的科室' } }))).toContain(
      'free-text-trait',
    );
    expect(
      refused(asking(single('know', '本科室以外，您能叫出名字的约有几人？', ['0', '1–5', '6–15']))),
    ).toEqual([]);
  });

  test('an author may say that a question is not about the person', () => {
    const guessed = single('edu', '您希望局里多办哪类学历教育？', ['专科', '本科']);
    expect(rules(asking(guessed))).toContain('trait-guessed');
    const denied = asking({ ...guessed, trait: 'nothing' } as Asked);
    expect([rules(denied), refused(denied)]).toEqual([['trait-denied'], []]);
  });

  test('years on a slider and particulars in a long answer are noticed; opinions are not', () => {
    const slider = (zh: string) =>
      asking({ kind: 'slider', code: 'q', text: { zh }, min: 18, max: 65, step: 1 } as Asked);
    expect(rules(slider('您的年龄'))).toContain('trait-guessed');
    expect(rules(slider('您对所在科室满意的程度'))).not.toContain('trait-guessed');
    const long = asking({ kind: 'long-text', code: 'q', text: { zh: '您所在的科室和职务' } });
    expect([rules(long), refused(long)]).toEqual([['trait-guessed'], []]);
  });
});

describe('advice on wording', () => {
  const advice = (zh: string) => rules(asking({ kind: 'long-text', code: 'q', text: { zh } }));
  test('is given and can be ignored', () => {
    expect(advice('难道您不觉得局里有很大变化？')).toContain('leading');
    expect(advice('您对办公环境满意和了解吗？')).toContain('double-barrelled');
    expect(advice('您对领导和同事的评价如何？')).toContain('double-barrelled');
    expect(advice('长'.repeat(61))).toContain('too-long');
    expect(advice('您从不加班吗？')).toContain('absolute');
    expect(advice('我不是没有想过调走。')).toContain('double-negative');
    expect(advice('您对食堂有什么建议？')).toEqual([]);
  });
});
