/** Reading a 台账 as offices keep it: heads are recognised by their words, merged cells filled down, totals left out. */
import type { Sheet, Workbook } from '#platform/sheets/index.ts';

export const ledgerFields = {
  number: ['序号', '编号', '项次'],
  strand: ['类别', '板块', '线条', '领域', '方面', '项目类别'],
  title: ['重点任务', '任务名称', '工作任务', '任务', '工作事项', '事项', '工作内容', '具体任务', '主要任务'],
  text: ['具体内容', '内容', '工作要求', '具体措施', '措施', '工作措施', '任务内容'],
  lead: ['牵头科室', '牵头单位', '责任科室', '责任单位', '牵头部门', '牵头', '承办科室'],
  support: ['配合科室', '配合单位', '协办科室', '协助单位', '配合部门', '配合'],
  leader: ['责任领导', '分管领导', '牵头领导', '包联领导'],
  due: ['完成时限', '时限', '完成时间', '办结时限', '时间节点', '截止时间'],
  state: [
    '进展情况',
    '完成情况',
    '工作进展',
    '进展',
    '落实情况',
    '办理情况',
    '当前进度',
    '状态',
    '任务状态',
    '推进情况',
    '落实进展',
  ],
} as const;
/** `because`: why a state is what it is; only the printed task breakdown has it, below 进展（由记录算出）. */
export type LedgerField = keyof typeof ledgerFields | 'because';

/** What a column means, in one word. */
export const ledgerLabels = Object.fromEntries([
  ...Object.entries(ledgerFields).map(([field, [label]]) => [field, label]),
  ['because', '依据'],
]) as Readonly<Record<LedgerField, string>>;

const folded = (text: string): string => text.normalize('NFKC').replace(/[\s:：*（）()]/g, '');

const fieldOf = (text: string): LedgerField | null => {
  const label = folded(text);
  if (label === '') return null;
  const found = Object.entries(ledgerFields).find(([, names]) => names.some((name) => name === label));
  return (found?.[0] as keyof typeof ledgerFields | undefined) ?? null;
};

const COMPUTED = '进展由记录算出';

export interface LedgerHeader {
  sheet: Sheet;
  /** Index of the row below the head. */
  bodyRow: number;
  columns: ReadonlyMap<LedgerField, number>;
}

const searchedRows = 20;
const needed: readonly LedgerField[] = ['title', 'lead', 'due'];

interface Head {
  columns: Map<LedgerField, number>;
  found: string[];
}

/** The fields of one row, or of two levels of heads: what stands below says more exactly than its group. */
function headIn(row: Sheet['rows'][number], below: Sheet['rows'][number] = []): Head {
  const head: Head = { columns: new Map(), found: [] };
  let group = '';
  for (let column = 0; column < Math.max(row.length, below.length); column++) {
    group = row[column]?.text || group;
    const cell = [below[column], row[column]].find((one) => one && fieldOf(one.text));
    const field = (cell && fieldOf(cell.text)) ?? reasonIn(group, below[column]?.text);
    if (!field || head.columns.has(field)) continue;
    head.columns.set(field, column);
    head.found.push((cell ?? below[column])!.text.trim());
  }
  return head;
}

const reasonIn = (group: string, text = ''): 'because' | null =>
  folded(group) === COMPUTED && folded(text) === ledgerLabels.because ? 'because' : null;

/** The head of the ledger, in one row or else in two; else the labels that were recognised, for the sentence that says what is missing. */
export function findLedger(workbook: Workbook): LedgerHeader | { found: string[] } {
  let best: { found: string[] } = { found: [] };
  for (const sheet of workbook.sheets.filter(({ hidden }) => !hidden)) {
    for (const height of [1, 2]) {
      for (const [at, row] of sheet.rows.slice(0, searchedRows).entries()) {
        const { columns, found } = headIn(row, height === 2 ? sheet.rows[at + 1] : []);
        if (needed.every((field) => columns.has(field))) return { sheet, bodyRow: at + height, columns };
        if (found.length > best.found.length) best = { found };
      }
    }
  }
  return best;
}

export interface LedgerRow {
  /** Number of the row as Excel counts. */
  row: number;
  texts: Partial<Record<LedgerField, string>>;
}

/** Rows with a task; merged ranges are filled down, totals and notes left out. */
export function ledgerRows({ sheet, bodyRow, columns }: LedgerHeader): LedgerRow[] {
  const filled = new Map<string, string>();
  for (const { top, left, bottom } of sheet.merges)
    for (let row = top + 1; row <= bottom; row++)
      filled.set(`${row}:${left}`, sheet.rows[top]?.[left]?.text ?? '');
  return sheet.rows.slice(bodyRow).flatMap((cells, at): LedgerRow[] => {
    const row = bodyRow + at;
    const texts: LedgerRow['texts'] = {};
    for (const [field, column] of columns)
      texts[field] = (cells[column]?.text || filled.get(`${row}:${column}`) || '').trim();
    const first = folded(cells.find(({ text }) => text !== '')?.text ?? '');
    if (!texts.title || /^(合计|总计|小计|备注|注|填报人|审核人)/.test(first)) return [];
    return [{ row: row + 1, texts }];
  });
}

/** As long as titles of measures may be. */
const longestTitle = 80;
export const titleIn = ({ title }: LedgerRow['texts']): string => title!.slice(0, longestTitle);
/** Where a row has no text, the whole of a title that is too long to be one. */
export const textIn = ({ title, text }: LedgerRow['texts']): string =>
  (text || (title!.length > longestTitle ? title! : '')).trim();

/** Names in one cell: `法规科、人事科 办公室`. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[、，,;；\s/]+/)
    .map((name) => name.trim())
    .filter(Boolean);
