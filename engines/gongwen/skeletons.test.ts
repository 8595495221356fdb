import { describe, expect, test } from 'vitest';
import { minutes, surveyReport, workPlan, writeDocx, type Block } from './index.ts';

const headings = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => ('level' in block && block.level === 1 ? [block.heading] : []));

describe('a work plan', () => {
  test('is told in the usual order, and a part without text is left out', () => {
    const plan = { guidance: ['一'], goals: ['二'], organisation: [], tasks: [], steps: [], demands: ['三'] };
    expect(headings(workPlan(plan))).toEqual(['指导思想', '工作目标', '工作要求']);
  });
});

describe('a survey’s report', () => {
  const aReport = {
    design: [],
    returned: 0,
    valid: 0,
    protection: '少于5人不显示。',
    results: [],
    analysis: [],
    advice: [],
  };
  const words = (blocks: readonly Block[]): string => JSON.stringify(blocks);

  test('states valid ÷ issued and how small groups are protected', () => {
    const text = words(surveyReport({ ...aReport, issued: 291, returned: 280, valid: 273 }));
    expect(text).toContain('93.8%');
    expect(text).toContain('少于5人不显示。');
  });

  test('says that a rate cannot be reckoned where nothing was issued', () => {
    expect(words(surveyReport({ ...aReport, issued: 0 }))).toContain('无法计算');
  });
});

describe('minutes', () => {
  test('name for each decision who does it and until when; nobody excused, no line', async () => {
    const document = minutes(
      {
        name: '局长办公会议纪要',
        issue: 12,
        on: '2020-07-06',
        place: '三楼会议室',
        chair: '郭玉蘅',
        present: '靳文澄',
        excused: '',
        attending: '',
        minutesBy: '段若汀',
        matters: [],
        decisions: [{ text: '印发工作方案。', owner: '质量发展科', dueOn: '2020-07-13' }],
      },
      '办公室',
    );
    const text = JSON.stringify(document.body);
    expect(text).toContain('（质量发展科，2020年7月13日前完成）');
    expect(text).not.toContain('请假');
    expect((await writeDocx(document)).length).toBeGreaterThan(3000);
  });
});
