/** What a question may be, and which facts it means on a day. */
import { addDays } from '#platform/contract/day.ts';
import { unitsOfMeasure, type UnitOfMeasure } from '#platform/contract/measure.ts';
import type { indicatorRefusals } from './indicator-sayings.contract.ts';
import type {
  Asker,
  Counting,
  FieldTest,
  NamePlace,
  NumberPlace,
  Question,
  Source,
} from './question.contract.ts';

/** What is known of a kind of fact: its fields by type, and what its quantity counts. */
export interface KnownKind {
  readonly unit: UnitOfMeasure | 'in-data' | null;
  readonly fields: ReadonlyMap<string, { readonly type: FieldType; readonly choices: readonly string[] }>;
}
export type FieldType = 'text' | 'number' | 'boolean' | 'choice' | 'list';

export interface Known {
  readonly kinds: ReadonlyMap<string, KnownKind>;
  readonly unitIds: ReadonlySet<string>;
}

export interface No {
  code: keyof typeof indicatorRefusals & string;
  facts: Record<string, unknown>;
}
const no = (code: No['code'], facts: Record<string, unknown> = {}): No => ({ code, facts });

/** The parts of a question that ask the ledger; none of a judged one. */
export const partsOf = (question: Question): Exclude<Question, { aggregate: 'share' | 'judged' }>[] => {
  if (question.aggregate === 'judged') return [];
  return question.aggregate === 'share' ? [question.numerator, question.denominator] : [question];
};

/** Why a question cannot be asked; null if it can. */
export function whyNotQuestion(question: Question, known: Known): No | null {
  for (const part of partsOf(question)) {
    const wrong = whyNotSource(part.source, known) ?? whyNotPlace(part, known) ?? whyNotUnit(part, known);
    if (wrong) return wrong;
  }
  return question.aggregate === 'share' ? whyNotShare(question) : null;
}

/** 户次 over 户 is no percentage, nor are hours over cases: both ends count alike. */
function whyNotShare({ numerator, denominator }: Extract<Question, { aggregate: 'share' }>): No | null {
  const [top, bottom] = [unitsOfMeasure[numerator.unit], unitsOfMeasure[denominator.unit]];
  const counts: readonly string[] = [top.counts, bottom.counts];
  const apart = counts.includes('amount') || (counts.includes('things') && counts.includes('events'));
  if (numerator.unit === denominator.unit || !apart) return null;
  return no('indicator/share-unlike', { top: top.zh, bottom: bottom.zh });
}

function whyNotSource(source: Source, known: Known): No | null {
  for (const kind of source.kinds) if (!known.kinds.has(kind)) return no('indicator/unknown-kind', { kind });
  if (source.unitIds.some((id) => !known.unitIds.has(id))) return no('indicator/unknown-unit');
  const { period } = source;
  if (period.kind === 'between' && period.to < period.from) return no('indicator/period-backwards');
  const wrong = source.fields.find(
    (test) => !source.kinds.every((kind) => fits(test, known.kinds.get(kind)!)),
  );
  return wrong ? no('indicator/unknown-field', { field: wrong.field }) : null;
}

const fits = (test: FieldTest, kind: KnownKind): boolean => {
  const field = kind.fields.get(test.field);
  if (!field || field.type === 'list') return false;
  return test.is === 'one-of' || field.type === 'number';
};

function whyNotPlace(part: ReturnType<typeof partsOf>[number], { kinds }: Known): No | null {
  if (!('of' in part) || typeof part.of === 'string') return null;
  const { field } = part.of;
  const wanted = part.aggregate === 'distinct' ? ['text', 'number', 'boolean', 'choice'] : ['number'];
  const good = part.source.kinds.every((kind) =>
    wanted.includes(kinds.get(kind)!.fields.get(field)?.type ?? ''),
  );
  return good ? null : no('indicator/unknown-field', { field });
}

/** 户次 and 户 are never summed; 人, 户, 台 are counted by telling them apart; scores are never added. */
function whyNotUnit(part: ReturnType<typeof partsOf>[number], { kinds }: Known): No | null {
  const { zh, counts } = unitsOfMeasure[part.unit];
  const unit = { unit: zh };
  if (part.aggregate === 'distinct')
    return counts === 'things' || counts === 'either' ? null : no('indicator/different-things', unit);
  if (part.aggregate === 'count' && counts === 'things') return no('indicator/events-not-things', unit);
  if (part.aggregate === 'sum' && counts === 'things') return no('indicator/things-not-summed', unit);
  if ((part.aggregate === 'count' || part.aggregate === 'sum') && counts === 'score')
    return no('indicator/score-not-summed', unit);
  if (part.aggregate === 'count' && counts === 'amount')
    return no('indicator/units-differ', { declared: '条', ...unit });
  if (part.aggregate === 'count' || part.of !== 'quantity') return null;
  const other = part.source.kinds
    .map((kind) => kinds.get(kind)!.unit)
    .find((one) => one !== part.unit && one !== 'in-data' && one !== null);
  return other
    ? no('indicator/units-differ', { declared: unitsOfMeasure[other as UnitOfMeasure].zh, ...unit })
    : null;
}

/** Which facts a source means: the ledger's filter. Structurally `FactFilter` of the ledger. */
export interface Filter {
  kinds: readonly string[];
  units: readonly string[] | null;
  subject: string | null;
  tags: readonly string[];
  campaign: string | null;
  from: string | null;
  to: string | null;
  /** `ofKinds`: asked of facts of these kinds alone. */
  fields: readonly (FieldTest & { ofKinds?: readonly string[] })[];
}

export interface Span {
  /** Null: since ever. */
  from: string | null;
  to: string;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The days a source asks about, never after the day of asking. */
export function spanOf({ period }: Source, on: string, asker: Asker): Span {
  switch (period.kind) {
    case 'ever':
      return { from: null, to: on };
    case 'between':
      return { from: period.from, to: earlier(period.to, on) };
    case 'year':
      return { from: `${period.year}-01-01`, to: earlier(`${period.year}-12-31`, on) };
    case 'this-year':
      return { from: `${on.slice(0, 4)}-01-01`, to: on };
    case 'last-days':
      return { from: addDays(on, 1 - period.days), to: on };
    case 'asker':
      return { from: asker.from ?? null, to: earlier(asker.to ?? on, on) };
  }
}

/** The last day that counts, as far as it is known; null where the span moves on with the day of asking, or never ends. */
export function lastDayOf({ period }: Source, on: string, asker: Asker): string | null {
  switch (period.kind) {
    case 'ever':
    case 'last-days':
      return null;
    case 'between':
      return period.to;
    case 'year':
      return `${period.year}-12-31`;
    case 'this-year':
      return `${on.slice(0, 4)}-12-31`;
    case 'asker':
      return asker.to ?? null;
  }
}

/** `below` gives a unit and all units under it. `unit`: added where a kind names its unit of measure in its data. */
export function filterOf(
  part: Counting | Extract<Question, { aggregate: 'mean' | 'latest' }>,
  {
    span,
    asker,
    below,
    known,
  }: { span: Span; asker: Asker; below: (unitIds: readonly string[]) => string[]; known: Known },
): Filter {
  const { source } = part;
  const inData = asksQuantity(part)
    ? source.kinds.filter((kind) => known.kinds.get(kind)?.unit === 'in-data')
    : [];
  return {
    kinds: source.kinds,
    units: source.unitIds.length === 0 ? null : below(source.unitIds),
    subject: subjectOf(source, asker),
    tags: source.tags,
    campaign: source.campaign,
    ...span,
    fields:
      inData.length > 0
        ? [...source.fields, { field: 'measure', is: 'one-of', values: [part.unit], ofKinds: inData }]
        : source.fields,
  };
}

/** Nobody asks about a subject where none is given: such a question matches nothing rather than everything. */
const subjectOf = ({ about }: Source, asker: Asker): string | null => {
  if (about.kind === 'any') return null;
  return about.kind === 'subject' ? about.subject : (asker.subject ?? '');
};

const asksQuantity = (part: { of?: NumberPlace | NamePlace } | { aggregate: 'count' }): boolean =>
  'of' in part && part.of === 'quantity';

/** One form of the same question: order and repetition in lists mean nothing. */
export function canonicalQuestion(question: Question): Question {
  if (question.aggregate === 'judged') return question;
  if (question.aggregate === 'share')
    return {
      ...question,
      numerator: canonicalPart(question.numerator),
      denominator: canonicalPart(question.denominator),
    };
  return canonicalPart(question);
}

const canonicalPart = <P extends { source: Source }>(part: P): P => ({
  ...part,
  source: {
    ...part.source,
    kinds: [...new Set(part.source.kinds)].toSorted(),
    unitIds: [...new Set(part.source.unitIds)].toSorted(),
    tags: [...new Set(part.source.tags)].toSorted(),
    fields: part.source.fields
      .map((test) =>
        test.is === 'one-of' ? { ...test, values: [...new Set(test.values)].toSorted(byText) } : test,
      )
      .toSorted((a, b) => byText(JSON.stringify(a), JSON.stringify(b))),
  },
});
const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : 1);

/** People stand behind the number: then fewer than five are never shown. */
export const isAboutPeople = (part: ReturnType<typeof partsOf>[number]): boolean =>
  part.unit === 'person' ||
  part.unit === 'person-time' ||
  (part.aggregate === 'distinct' && part.of === 'actor');
