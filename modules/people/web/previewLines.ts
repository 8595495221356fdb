import { said } from '#web/words.ts';
import type { ImportDifference, ImportProblem } from '../import.contract.ts';
import { t } from './words.ts';

export const previewTabs = ['problems', 'changed', 'added', 'left', 'conflicting'] as const;
export type PreviewTab = (typeof previewTabs)[number];

/** One line of any preview table; what a column shows depends on the tab. */
export interface PreviewLine {
  key: string;
  first: string;
  second: string;
  third: string;
  more: string;
}

type Preview = { problems: readonly ImportProblem[]; difference: ImportDifference };
type Change = ImportDifference['changed'][number]['fields'][number];

const shown = (value: Change['from'], agencyName: (code: string) => string, field: string): string => {
  if (value === null || value === '') return t('nothing');
  return field === 'legacy' ? agencyName(String(value)) : String(value);
};

/** A history is too long for a line of changes where unit and post already tell it. */
const told = (fields: readonly Change[]): readonly Change[] =>
  fields.length > 1 ? fields.filter(({ field }) => field !== 'history') : fields;

export function previewLines({ problems, difference }: Preview, agencyName: (code: string) => string) {
  const change = ({ field, words, from, to }: Change): string =>
    t('changed.from-to', {
      field: said(words),
      from: shown(from, agencyName, field),
      to: shown(to, agencyName, field),
    });
  return {
    problems: problems.map(({ level, sheet, cell, code, words }) => ({
      key: `${sheet}!${cell} ${code}`,
      first: cell,
      second: t(`problem.${level}`),
      third: sheet,
      more: said(words),
    })),
    added: difference.added.map(({ staffNo, name, unit, legacy, post }) => ({
      key: staffNo,
      first: name,
      second: staffNo,
      third: agencyName(legacy),
      more: [unit, post].filter(Boolean).join(' · '),
    })),
    changed: difference.changed.map(({ staffNo, name, fields }) => ({
      key: staffNo,
      first: name,
      second: staffNo,
      third: '',
      more: told(fields).map(change).join('；'),
    })),
    left: difference.left.map(({ staffNo, name, unit }) => ({
      key: staffNo,
      first: name,
      second: staffNo,
      third: '',
      more: unit,
    })),
    conflicting: difference.conflicting.map(({ staffNo, name, history }) => ({
      key: staffNo,
      first: name,
      second: staffNo,
      third: '',
      more: history,
    })),
  } satisfies Record<PreviewTab, PreviewLine[]>;
}
