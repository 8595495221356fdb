/** A question while it is being written: every choice keeps its entry, so that trying another one loses nothing. */
import type { IndicatorContent, Question, Source } from '../question.contract.ts';

type Aggregate = Question['aggregate'];
type PartAggregate = 'count' | 'sum' | 'distinct' | 'mean' | 'latest';

export interface PartDraft {
  aggregate: PartAggregate;
  kinds: string[];
  /** `quantity`, `subject`, `actor`, or the name of a field. */
  of: string;
  unit: string;
  unitIds: string[];
  tags: string[];
  campaign: string;
  about: Source['about']['kind'];
  /** Of `about`: `subject`; the form keeps one that is there and offers none. */
  subject: string;
  period: Source['period']['kind'];
  from: string;
  to: string;
  year: number;
  days: number;
  fields: { field: string; is: 'one-of' | 'at-least' | 'at-most'; value: string }[];
}

export interface Draft {
  name: string;
  aggregate: Aggregate;
  asks: string;
  parts: [PartDraft, PartDraft];
  direction: IndicatorContent['direction'];
  target: number | null;
  caveat: string;
}

const emptyPart = (today: string): PartDraft => ({
  aggregate: 'count',
  kinds: [],
  of: 'quantity',
  unit: 'time',
  unitIds: [],
  tags: [],
  campaign: '',
  about: 'any',
  subject: '',
  period: 'this-year',
  from: `${today.slice(0, 4)}-01-01`,
  to: today,
  year: Number(today.slice(0, 4)),
  days: 30,
  fields: [],
});

export const emptyDraft = (today: string): Draft => ({
  name: '',
  aggregate: 'count',
  asks: '',
  parts: [emptyPart(today), emptyPart(today)],
  direction: 'more',
  target: null,
  caveat: '',
});

const words = (text: string): string[] =>
  text
    .split(/[,，、]/)
    .map((word) => word.trim())
    .filter(Boolean);
const valueOf = (text: string): string | number | boolean =>
  text === 'true'
    ? true
    : text === 'false'
      ? false
      : text !== '' && Number.isFinite(Number(text))
        ? Number(text)
        : text;

function periodOf(part: PartDraft): Source['period'] {
  switch (part.period) {
    case 'between':
      return { kind: 'between', from: part.from, to: part.to };
    case 'year':
      return { kind: 'year', year: part.year };
    case 'last-days':
      return { kind: 'last-days', days: part.days };
    default:
      return { kind: part.period };
  }
}

const sourceOf = (part: PartDraft): Source => ({
  kinds: part.kinds,
  unitIds: part.unitIds,
  tags: part.tags,
  campaign: part.campaign.trim() || null,
  about: part.about === 'subject' ? { kind: part.about, subject: part.subject } : { kind: part.about },
  period: periodOf(part),
  fields: part.fields
    .filter(({ field, value }) => field !== '' && value.trim() !== '')
    .map(({ field, is, value }) =>
      is === 'one-of'
        ? { field, is, values: words(value).map(valueOf) }
        : { field, is, value: Number(value) },
    ),
});

const placeOf = (of: string) => (['quantity', 'subject', 'actor'].includes(of) ? of : { field: of });

function partOf(part: PartDraft, aggregate: PartAggregate): unknown {
  const base = { aggregate, source: sourceOf(part), unit: part.unit };
  if (aggregate === 'count') return base;
  const fallback = aggregate === 'distinct' ? 'subject' : 'quantity';
  const wrong = aggregate === 'distinct' ? part.of === 'quantity' : ['subject', 'actor'].includes(part.of);
  return { ...base, of: placeOf(wrong ? fallback : part.of) };
}

/** The question as it stands; null while nothing can be asked yet. The server checks it whole. */
export function questionOf(draft: Draft): Question | null {
  if (draft.aggregate === 'judged')
    return draft.asks.trim().length < 4 ? null : { aggregate: 'judged', asks: draft.asks.trim() };
  const [top, bottom] = draft.parts;
  const share = draft.aggregate === 'share';
  if (top.kinds.length === 0 || (share && bottom.kinds.length === 0)) return null;
  const question = share
    ? {
        aggregate: 'share',
        numerator: partOf(top, top.aggregate),
        denominator: partOf(bottom, bottom.aggregate),
      }
    : partOf(top, draft.aggregate as PartAggregate);
  return question as Question;
}

export function contentOf(draft: Draft): IndicatorContent | null {
  const question = questionOf(draft);
  const { name, direction, target, caveat } = draft;
  return (
    question && { name, question, direction, target: draft.aggregate === 'judged' ? null : target, caveat }
  );
}

function partDraft(part: Exclude<Question, { aggregate: 'share' | 'judged' }>, today: string): PartDraft {
  const { source } = part;
  const { period } = source;
  return {
    ...emptyPart(today),
    aggregate: part.aggregate,
    kinds: [...source.kinds],
    of: 'of' in part ? (typeof part.of === 'string' ? part.of : part.of.field) : 'quantity',
    unit: part.unit,
    unitIds: [...source.unitIds],
    tags: [...source.tags],
    campaign: source.campaign ?? '',
    about: source.about.kind,
    subject: source.about.kind === 'subject' ? source.about.subject : '',
    period: period.kind,
    ...(period.kind === 'between' ? { from: period.from, to: period.to } : {}),
    ...(period.kind === 'year' ? { year: period.year } : {}),
    ...(period.kind === 'last-days' ? { days: period.days } : {}),
    fields: source.fields.map((test) => ({
      field: test.field,
      is: test.is,
      value: test.is === 'one-of' ? test.values.join('，') : String(test.value),
    })),
  };
}

/** The draft that gives back just this content. */
export function draftOf(
  { name, question, direction, target, caveat }: IndicatorContent,
  today: string,
): Draft {
  const draft = { ...emptyDraft(today), name, direction, target, caveat, aggregate: question.aggregate };
  if (question.aggregate === 'judged') return { ...draft, asks: question.asks };
  if (question.aggregate === 'share')
    return {
      ...draft,
      parts: [partDraft(question.numerator, today), partDraft(question.denominator, today)],
    };
  return { ...draft, parts: [partDraft(question, today), emptyPart(today)] };
}
