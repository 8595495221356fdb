import type { Scale } from './scale.contract.ts';

/**
 * Our own short scales, written for this product and free to use. Wording of a version is for ever: waves compare by
 * it. Whoever improves an item adds a scale of the next version and leaves the old one here.
 */
const agreement: Scale['columns'] = [
  { code: '1', text: { zh: '很不同意', en: 'Strongly disagree' } },
  { code: '2', text: { zh: '不太同意', en: 'Disagree' } },
  { code: '3', text: { zh: '一般', en: 'Neither' } },
  { code: '4', text: { zh: '比较同意', en: 'Agree' } },
  { code: '5', text: { zh: '非常同意', en: 'Strongly agree' } },
];

const own = {
  source: {
    zh: '文融自编条目，首次使用前在本单位预试；不是任何已出版量表的译本或改编。',
    en: 'Own items of Wenrong, to be pre-tested before first use; no translation or adaptation of a published scale.',
  },
  licence: { zh: '可自由使用、修改和分发。', en: 'Free to use, change and pass on.' },
  scoring: {
    zh: '1–5 分；反向题按 6 减去原分；至少答了一半条目的人才计分，取所答条目的平均分。',
    en: '1–5; reversed items count 6 minus the answer; the mean of the items answered, if at least half were.',
  },
} as const;

type Item = readonly [zh: string, en: string, reversed?: 'reversed'];

const scale = (
  code: string,
  name: Scale['name'],
  about: Scale['about'],
  items: readonly Item[],
  highIs: Scale['highIs'] = 'good',
): Scale => ({
  code,
  version: 1,
  name,
  about,
  highIs,
  columns: agreement,
  items: items.map(([zh, en, reversed], at) => ({
    code: `${code.slice(0, 3)}${at + 1}`,
    text: { zh, en },
    reversed: reversed === 'reversed',
  })),
  ...own,
});

export const scaleBank: readonly Scale[] = [
  scale(
    'identity',
    { zh: '认同感', en: 'Identification' },
    { zh: '是否把自己看作这个局的人', en: 'Whether people see themselves as part of the bureau' },
    [
      [
        '别人问起单位，我会先说自己是市场监管局的。',
        'Asked where I work, I first say: the market-supervision bureau.',
      ],
      [
        '局里做成一件事，我觉得自己脸上也有光。',
        'When the bureau gets something done, I feel proud of it too.',
      ],
      [
        '说到“我们”，我想到的还是合并前的老单位。',
        'When I say “we”, I still mean my former agency.',
        'reversed',
      ],
      ['局里定的方向，我打心里赞成。', 'I agree at heart with the direction the bureau has set.'],
    ],
  ),
  scale(
    'belonging',
    { zh: '归属感', en: 'Belonging' },
    { zh: '是否被接纳、愿意留下', en: 'Whether people feel accepted and want to stay' },
    [
      ['在这里我觉得自己是被接纳的一员。', 'Here I feel accepted as one of us.'],
      ['遇到难处，局里有人可以找。', 'When I am in difficulty, there is somebody here to turn to.'],
      ['我常觉得自己在这里是个外人。', 'I often feel like an outsider here.', 'reversed'],
      ['如果重新选择，我还愿意在这里工作。', 'If I could choose again, I would still work here.'],
    ],
  ),
  scale(
    'cohesion',
    { zh: '凝聚力', en: 'Cohesion' },
    { zh: '是否抱成一团、互相补台', en: 'Whether people stand together and help each other out' },
    [
      [
        '科室之间遇到交叉的事，能坐下来商量着办。',
        'When work crosses sections, they sit down and settle it together.',
      ],
      ['同事有急事，大家愿意搭把手。', 'When a colleague is pressed, others lend a hand.'],
      [
        '不同原单位的人，还是各干各的。',
        'People of different former agencies still keep to themselves.',
        'reversed',
      ],
      ['碰到难题，我们会一起想办法。', 'When we meet a hard problem, we work it out together.'],
    ],
  ),
  scale(
    'knowing',
    { zh: '业务互知', en: 'Knowing each other’s work' },
    { zh: '对其他条线业务的了解', en: 'How far people know the work of the other lines' },
    [
      ['我说得清其他科室主要管什么。', 'I can say what the other sections mainly do.'],
      [
        '企业问到别的条线的事，我知道该找谁。',
        'When a firm asks about another line of work, I know whom to ask.',
      ],
      ['其他条线办案的基本要求，我大体了解。', 'I know in outline what other lines require of a case.'],
      [
        '别的条线在忙什么，我基本不知道。',
        'I have little idea what the other lines are busy with.',
        'reversed',
      ],
    ],
  ),
  scale(
    'integrity',
    { zh: '廉洁作风', en: 'Integrity' },
    { zh: '身边的廉洁氛围', en: 'The climate of integrity around people' },
    [
      ['身边的同事办事讲规矩、不讲人情。', 'Colleagues around me go by the rules, not by favours.'],
      [
        '遇到企业请吃送礼，我知道该怎么拒绝、向谁报告。',
        'If a firm offers a meal or a gift, I know how to decline and whom to tell.',
      ],
      ['发现不合规的事，提出来不会吃亏。', 'Whoever points out something irregular does not suffer for it.'],
      ['有些事，打个招呼就能通融。', 'Some matters can be eased with a word in the right ear.', 'reversed'],
    ],
  ),
  scale(
    'service',
    { zh: '服务意识', en: 'Service' },
    { zh: '对企业和群众的服务', en: 'Service to firms and the public' },
    [
      ['企业来办事，我们会尽量让人少跑一趟。', 'We try to spare firms a second trip.'],
      ['答复企业的问题，我们说得清依据。', 'When we answer a firm, we can name the legal basis.'],
      ['不归自己管的事，也会帮着指条路。', 'Even where a matter is not ours, we show people the way.'],
      [
        '只要不出错，企业急不急不是我们的事。',
        'As long as we make no mistake, a firm’s hurry is not our concern.',
        'reversed',
      ],
    ],
  ),
  scale(
    'burden',
    { zh: '工作负担', en: 'Workload' },
    { zh: '是否负担过重；分数高表示负担重', en: 'Whether the load is too heavy; a high value means heavy' },
    [
      ['手头的事常常做不完。', 'I often cannot finish what is on my desk.'],
      [
        '填表、报材料占去了我很多办正事的时间。',
        'Forms and reports take much of the time I need for real work.',
      ],
      ['近一个月，我常为工作牺牲休息。', 'In the past month I often gave up rest for work.'],
      ['目前的工作量，我应付得过来。', 'I can cope with my present workload.', 'reversed'],
    ],
    'bad',
  ),
];

export const findScale = (code: string, version: number): Scale | undefined =>
  scaleBank.find((one) => one.code === code && one.version === version);
