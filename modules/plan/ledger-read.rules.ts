/** A row of a ledger as a measure: what it says, what the plan keeps where it is silent, what cannot be read. */
import type { Saying } from '#platform/contract/index.ts';
import { dayIn } from './ledger-day.rules.ts';
import { namesIn, textIn, titleIn, type LedgerRow } from './ledger.rules.ts';
import { MeasureContent } from './measure.contract.ts';
import type { PlanContent } from './plan.contract.ts';

export interface KnownMeasure {
  id: string;
  content: MeasureContent;
}

export interface LedgerNames {
  unitOf(name: string): string | null;
  /** Of somebody on the roster. */
  personOf(name: string): string | null;
}

export interface LedgerAround {
  plan: PlanContent;
  names: LedgerNames;
  known: readonly KnownMeasure[];
  /** The row in which a measure stood when the ledger was read before. */
  rowOf(measureId: string): number | undefined;
}

export interface ReadRow {
  row: number;
  title: string;
  known: KnownMeasure | undefined;
  /** Null where something cannot be read. */
  content: MeasureContent | null;
  problems: Saying[];
}

/** Rows of one title are different tasks: each is the measure it was when it was read before, or the next of that name. */
export function readRows(
  lines: readonly LedgerRow[],
  { plan, names, known, rowOf }: LedgerAround,
): ReadRow[] {
  let number = Math.max(0, ...known.map(({ content }) => content.number));
  const free = new Map(known.map((one) => [one.id, one]));
  const before = new Map(known.map((one) => [rowOf(one.id), one.id]));
  return lines.map((line) => {
    const title = titleIn(line.texts);
    const own = free.get(before.get(line.row) ?? '');
    const same =
      own?.content.title === title ? own : [...free.values()].find(({ content }) => content.title === title);
    if (same) free.delete(same.id);
    else number++;
    return readRow(line, { plan, names, known: same, number });
  });
}

/** `number`: of a measure that is new. */
function readRow(
  line: LedgerRow,
  {
    plan,
    names,
    known,
    number,
  }: { plan: PlanContent; names: LedgerNames; known: KnownMeasure | undefined; number: number },
): ReadRow {
  const { row, texts } = line;
  const title = titleIn(line.texts);
  const problems: Saying[] = [];
  const fail = (zh: string, en: string): null => {
    problems.push({ zh: `第 ${row} 行：${zh}`, en: `Row ${row}: ${en}` });
    return null;
  };
  const units = unitsIn(texts, names, fail);
  const endsOn =
    dayIn(texts.due ?? '', Number(plan.toOn.slice(0, 4))) ??
    fail(`看不懂时限“${texts.due ?? ''}”`, `the time limit “${texts.due ?? ''}” cannot be read`);
  const leaderId = leaderIn(texts, names, fail);
  const strand = strandIn(texts.strand ?? '', plan, fail);
  if (problems.length > 0 || units === null || endsOn === null || strand === null)
    return { row, title, known, problems, content: null };
  const said = { title, text: textIn(texts), ...units, leaderId, endsOn };
  const content = known
    ? changed(known.content, said, texts.strand ? strand : null)
    : fresh(said, strand, { plan, number });
  for (const [zh, en] of faultsOf(content)) fail(zh, en);
  return { row, title, known, problems, content: problems.length > 0 ? null : content };
}

const faults: Partial<Record<keyof MeasureContent, [zh: string, en: string]>> = {
  number: ['任务超过 9999 项', 'more than 9,999 tasks'],
  title: ['任务名称要有 2 到 80 个字', 'the name of a task has 2 to 80 characters'],
  text: ['内容超过 2000 字', 'the text has more than 2,000 characters'],
  supportUnitIds: ['配合单位超过 40 个', 'more than 40 supporting units'],
};

/** What a measure may not be, by the fields that a ledger can fill. */
function faultsOf(content: MeasureContent): [zh: string, en: string][] {
  const { error } = MeasureContent.safeParse(content);
  const fields = new Set(error?.issues.map(({ path }) => path[0] as keyof MeasureContent));
  return [...fields].map(
    (field) => faults[field] ?? [`这一行不能写成任务（${field}）`, `${field} is not right`],
  );
}

type Fail = (zh: string, en: string) => null;
type Texts = LedgerRow['texts'];

interface SaidUnits {
  leadUnitId: string;
  supportUnitIds: string[];
}

/** The first of several leads; the others support. */
function unitsIn(texts: Texts, { unitOf }: LedgerNames, fail: Fail): SaidUnits | null {
  const known = (text = ''): string[] =>
    namesIn(text).flatMap(
      (name) => unitOf(name) ?? fail(`没有“${name}”这个单位`, `there is no unit “${name}”`) ?? [],
    );
  const [lead, ...alsoLead] = known(texts.lead);
  if (!texts.lead) fail('没有写牵头单位', 'no lead unit');
  const supportUnitIds = [...new Set([...known(texts.support), ...alsoLead])];
  return lead === undefined ? null : { leadUnitId: lead, supportUnitIds };
}

function leaderIn({ leader }: Texts, { personOf }: LedgerNames, fail: Fail): string | null {
  if (!leader) return null;
  return (
    personOf(leader.replace(/\s/g, '')) ?? fail(`花名册上没有“${leader}”`, `“${leader}” is not on the roster`)
  );
}

/** The first strand where the row names none, since a measure stands in one at least. */
function strandIn(text: string, { strands }: PlanContent, fail: Fail): string | null {
  const bare = (name: string): string => name.replace(/\s/g, '');
  if (bare(text) === '') return strands[0]!.code;
  const found = strands.find(({ name }) => bare(name) === bare(text));
  return found?.code ?? fail(`没有“${text}”这个线条`, `there is no strand “${text}”`);
}

type SaidRow = Pick<MeasureContent, 'title' | 'text' | 'leaderId' | 'endsOn'> & SaidUnits;

/** An empty cell, or a column that is not there, says nothing: what the plan knows stays. */
const changed = (known: MeasureContent, said: SaidRow, strand: string | null): MeasureContent => ({
  ...known,
  ...said,
  text: said.text || known.text,
  supportUnitIds: said.supportUnitIds.length > 0 ? said.supportUnitIds : known.supportUnitIds,
  leaderId: said.leaderId ?? known.leaderId,
  startsOn: known.startsOn < said.endsOn ? known.startsOn : said.endsOn,
  cells:
    strand === null || known.cells.some((cell) => cell.strand === strand)
      ? known.cells
      : [{ ...known.cells[0]!, strand }, ...known.cells.slice(1)],
});

const fresh = (
  said: SaidRow,
  strand: string,
  { plan, number }: { plan: PlanContent; number: number },
): MeasureContent => ({
  ...said,
  number,
  cells: [{ integration: 'politics', strand }],
  startsOn: plan.fromOn < said.endsOn ? plan.fromOn : said.endsOn,
  milestones: [],
  dependsOn: [],
  hours: [],
  risk: { level: 'low', text: '' },
  evidence: [],
  watches: [],
});
