/** How a figure of a release stands in a workbook: numbers as numbers, words where there is none. */
import type { CellInput, SheetPlan } from '#platform/sheets/index.ts';
import type { Band, Figure } from './result.contract.ts';
import { untoldWords } from './untold.words.ts';

export type Bare = Pick<SheetPlan, 'name' | 'columns' | 'rows'>;

/** `组/列`: neighbours of one group share a merged cell above them. */
export const columns = (...heads: string[]) =>
  heads.map((name, at) => {
    const [group, head] = name.includes('/') ? (name.split('/') as [string, string]) : [undefined, name];
    return { head, ...(group && { group }), width: at === 0 ? 34 : 14 };
  });

export const spanned = (group: string): string[] =>
  ['数值', '区间下限', '区间上限'].map((head) => `${group}/${head}`);

export const why = (code: string | null): string => (code ? (untoldWords[code]?.zh ?? code) : '—');

/** Value and both ends; why there is no interval stands where it would begin. */
export const cellsOf = ({ value, low, high, untold }: Figure): CellInput[] =>
  low === null ? [value ?? why(untold), untold ? why(untold) : null, null] : [value, low, high];

export const bandWords = ({ option, atLeast }: Band): string =>
  `≥${Math.round(100 * atLeast)}% 选第 ${option} 档`;

export const notShown = '不显示';

export const whyNoChangeWords = {
  first: '第一次调查',
  'not-asked': '上次没有问',
  wording: '上次的问法不同',
  hidden: '有一次不显示',
  'few-moved': '两次之间进出的人太少',
  'no-figure': '只列分布',
} as const;

/** Of a change, or the reason why there is none. */
export const changeCells = (
  change: Figure | null | undefined,
  whyNot: keyof typeof whyNoChangeWords | null,
): CellInput[] => (change ? cellsOf(change) : [whyNot ? whyNoChangeWords[whyNot] : '—', null, null]);

/** A sheet's name holds 31 characters and none of these. */
export const sheetName = (title: string): string => title.slice(0, 24).replaceAll(/[\\/?*[\]:]/g, ' ');
