import type {
  AnsweredQuestion,
  AnsweredRow,
  Figure,
  PartedCell,
  RowChange,
  ScaleResult,
} from '../result.contract.ts';
import { writeSpan, writeValue } from '../figure.words.ts';
import { said } from '#web/words.ts';
import { t } from './result.words.ts';
import { span } from './resultFigures.ts';

/** Kinds that are told in per cent of people, without a mean. */
export const isChoice = ({ kind }: Pick<AnsweredQuestion, 'kind'>): boolean =>
  kind === 'single' || kind === 'multiple' || kind === 'ego';

/** The scale that a matrix asks, else the question's own words: many ask “how far do you agree”. */
export function nameOf({ rows, text }: AnsweredQuestion, scales: readonly ScaleResult[]): string {
  const scale = scales.find(({ code }) => code === rows[0]?.item?.scale);
  return said(scale?.name ?? text);
}

const whole = (value: number): string => String(value).replace('-', '−');

/** Whole per cent with its interval. */
export const writePercent = ({ value, low, high, untold }: Figure): string =>
  value === null
    ? '—'
    : low === null || high === null
      ? `${value}%${untold ? `（${span({ value, low, high, untold })}）` : ''}`
      : `${value}%（${low}–${high}）`;

const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text);

/** A change with its interval: in points where it is one of shares. */
export function writeChange(change: Figure, inPoints: boolean): string {
  const { value, low, high } = change;
  if (value === null) return '—';
  if (!inPoints) return `${signed(writeValue(change), value)}（${writeSpan(change) ?? '—'}）`;
  const ends = low === null || high === null ? '—' : `${whole(low)} – ${whole(high)}`;
  return t('change.points', { n: signed(whole(value), value), span: ends });
}

/** What can be told of a row's change; the reason where nothing can. */
export function changesOf(row: AnsweredRow): { label: string; change: RowChange }[] {
  return (row.changes ?? []).map((change) => {
    const option = row.shares.find(({ code }) => code === change.option);
    return { label: option ? said(option.text) : '', change };
  });
}

export const whyNoChange = (row: AnsweredRow): string =>
  row.whyNoChange && row.whyNoChange !== 'no-figure' ? t(`since.${row.whyNoChange}`) : '';

/** A group's figure, a band, or words in its place. */
export function cellWords(cell: PartedCell | undefined, inPercent: boolean): string {
  if (cell?.kind === 'band') return '≥90%';
  if (cell?.kind === 'split') return t('groups.split');
  if (!cell?.figure) return '—';
  return inPercent ? `${cell.figure.value}%` : `${writeValue(cell.figure)}（${span(cell.figure)}）`;
}

/** Of a share: its interval, and its change where that is told. */
export function cellSpan(cell: PartedCell | undefined): string {
  if (!cell?.figure) return cellWords(cell, true);
  const since = cell.change ? `${t('question.change')}${writeChange(cell.change, true)}` : '';
  return [writePercent(cell.figure), since].filter(Boolean).join(' · ');
}

export function cellChange(cell: PartedCell | undefined, inPoints: boolean): string {
  if (cell?.change) return writeChange(cell.change, inPoints);
  return cell?.whyNoChange ? t(`since.${cell.whyNoChange}`) : '—';
}
