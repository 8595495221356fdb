/** Every question has exactly one sentence in each language; two different questions never share one (tested). */
import type { Saying } from '#platform/contract/index.ts';
import { unitsOfMeasure } from '#platform/contract/measure.ts';
import type {
  Counting,
  FieldTest,
  IndicatorContent,
  NamePlace,
  NumberPlace,
  Period,
  Question,
  Source,
} from './question.contract.ts';

/** How kinds, fields and units are called. Different things must be called differently. */
export interface Namer {
  kind(kind: string): Saying;
  field(field: string): Saying;
  unit(unitId: string): string;
}

const quote = (text: string | number | boolean): string =>
  typeof text === 'string' ? `“${text.replaceAll('”', '””')}”` : String(text);
const both = (zh: string, en: string): Saying => ({ zh, en });
const join = (parts: readonly (Saying | null)[], zh: string, en: string): Saying => {
  const said = parts.filter((part): part is Saying => part !== null);
  return both(said.map((part) => part.zh).join(zh), said.map((part) => part.en).join(en));
};

function periodWords(period: Period): Saying {
  switch (period.kind) {
    case 'ever':
      return both('有记录以来', 'since records began');
    case 'between':
      return both(`${period.from} 至 ${period.to}`, `from ${period.from} to ${period.to}`);
    case 'year':
      return both(`${period.year} 年`, `in ${period.year}`);
    case 'this-year':
      return both('当年以来', 'since the beginning of the year');
    case 'last-days':
      return both(`最近 ${period.days} 天`, `in the last ${period.days} days`);
    case 'asker':
      return both('任务起止期内', 'within the span of the task');
  }
}

function aboutWords({ about }: Source): Saying | null {
  if (about.kind === 'any') return null;
  if (about.kind === 'asker') return both('关于本项任务', 'about this task');
  return both(`关于${quote(about.subject)}`, `about ${quote(about.subject)}`);
}

function fieldWords(test: FieldTest, name: Namer): Saying {
  const field = name.field(test.field);
  if (test.is === 'at-least')
    return both(`${field.zh}不小于 ${test.value}`, `${field.en} at least ${test.value}`);
  if (test.is === 'at-most')
    return both(`${field.zh}不大于 ${test.value}`, `${field.en} at most ${test.value}`);
  const values = test.values.map(quote);
  return both(`${field.zh}为${values.join('或')}`, `${field.en} ${values.join(' or ')}`);
}

function sourceWords(source: Source, name: Namer): Saying {
  const units = source.unitIds.map((id) => quote(name.unit(id)));
  const kinds = source.kinds.map((kind) => name.kind(kind));
  const conditions = [
    units.length === 0
      ? null
      : both(`在${units.join('、')}（含下属）`, `in ${units.join(', ')} and the units below`),
    aboutWords(source),
    source.campaign === null
      ? null
      : both(`专项为${quote(source.campaign)}`, `of the campaign ${quote(source.campaign)}`),
    ...source.tags.map((tag) => both(`带标签${quote(tag)}`, `tagged ${quote(tag)}`)),
    ...source.fields.map((test) => fieldWords(test, name)),
  ];
  const among = both(
    `${kinds.map(({ zh }) => `“${zh}”`).join('和')}的记录`,
    `records “${kinds.map(({ en }) => en).join('” and “')}”`,
  );
  const period = periodWords(source.period);
  const met = join(conditions, '、', ', ');
  return both(
    `${period.zh}，${met.zh === '' ? '' : `${met.zh}的`}${among.zh}`,
    `${among.en}${met.en === '' ? '' : `, ${met.en}`}, ${period.en}`,
  );
}

const placeWords = (place: NumberPlace | NamePlace, name: Namer): Saying => {
  if (place === 'quantity') return both('数量', 'quantity');
  if (place === 'subject') return both('对象', 'subject');
  if (place === 'actor') return both('经办人', 'actor');
  return name.field(place.field);
};

const unitWords = (question: Exclude<Question, { aggregate: 'share' | 'judged' }>): Saying =>
  both(`，以${unitsOfMeasure[question.unit].zh}计`, `, in ${unitsOfMeasure[question.unit].en}`);

function plainWords(question: Exclude<Question, { aggregate: 'share' | 'judged' }>, name: Namer): Saying {
  const source = sourceWords(question.source, name);
  const unit = unitWords(question);
  const of = 'of' in question ? placeWords(question.of, name) : null;
  const said = {
    count: () => both(`${source.zh}有多少条`, `how many ${source.en}`),
    sum: () => both(`${source.zh}中${of!.zh}的合计`, `the sum of ${of!.en} over ${source.en}`),
    distinct: () =>
      both(`${source.zh}中不同的${of!.zh}有几个`, `how many different ${of!.en} in ${source.en}`),
    mean: () => both(`${source.zh}中${of!.zh}的平均`, `the mean of ${of!.en} over ${source.en}`),
    latest: () => both(`${source.zh}中最新的${of!.zh}`, `the newest ${of!.en} in ${source.en}`),
  }[question.aggregate]();
  return join([said, unit], '', '');
}

function questionWords(question: Question, name: Namer): Saying {
  if (question.aggregate === 'judged')
    return both(`由人判断：${question.asks}`, `judged by a person: ${question.asks}`);
  if (question.aggregate !== 'share') return plainWords(question, name);
  const [top, bottom] = [question.numerator, question.denominator].map((part: Counting) =>
    plainWords(part, name),
  );
  return both(`〔${top!.zh}〕占〔${bottom!.zh}〕的百分比`, `[${top!.en}] as a percentage of [${bottom!.en}]`);
}

const unitOf = (question: Question): Saying => {
  if (question.aggregate === 'share') return unitsOfMeasure.share;
  return question.aggregate === 'judged' ? both('', '') : unitsOfMeasure[question.unit];
};

function targetWords({ question, target, direction }: Omit<IndicatorContent, 'name' | 'caveat'>): Saying {
  const unit = unitOf(question);
  const wish = {
    more: both('越多越好', 'more is better'),
    less: both('越少越好', 'less is better'),
    neither: both('不论多少', 'neither more nor less is better'),
  }[direction];
  if (target === null) return both(`；${wish.zh}，没有目标数`, `; ${wish.en}, no target`);
  const bound = {
    more: both('不少于', 'at least'),
    less: both('不超过', 'at most'),
    neither: both('参照', 'for comparison'),
  }[direction];
  return both(
    `；${wish.zh}，目标${bound.zh} ${target} ${unit.zh}`.trimEnd(),
    `; ${wish.en}, target ${bound.en} ${target} ${unit.en}`.trimEnd(),
  );
}

/** The one sentence of an indicator, in both languages. */
export const indicatorSentence = (
  content: Pick<IndicatorContent, 'question' | 'direction' | 'target'>,
  name: Namer,
): Saying => join([questionWords(content.question, name), targetWords(content), both('。', '.')], '', '');
