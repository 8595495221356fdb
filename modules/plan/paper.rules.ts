/** A plan as an official document: 通知 that issues it, 工作方案, 任务分解表. Every number leads to its records. */
import {
  dayInWords,
  issuingNotice,
  tableAttachment,
  workPlan,
  type Block,
  type Column,
  type OfficialDocument,
  type Piece,
  type Rich,
} from '#engines/gongwen/index.ts';
import type { Paper, PlanContent } from './plan.contract.ts';

/** One rule of a measure as paper shows it. */
export interface PaperRule {
  /** Of the unit, in Chinese; empty for shares and what is judged. */
  unit: string;
  target: number | null;
  /** What the ledger answers; null: it cannot be told. */
  value: number | null;
}

export interface PaperMeasure {
  id: string;
  number: number;
  title: string;
  text: string;
  /** Code of the strand it is told under. */
  strand: string;
  lead: string;
  support: readonly string[];
  leader: string;
  /** What it needs besides hours; empty: nothing. */
  means?: string;
  endsOn: string;
  rules: readonly PaperRule[];
}

export interface PlanPaper {
  content: PlanContent;
  paper: Paper;
  /** Name of the bureau, where the paper names no issuer. */
  bureau: string;
  /** Day of the paper. */
  on: string;
  measures: readonly PaperMeasure[];
  /** Address of the pages, with a closing slash; null: no links. */
  pages: string | null;
}

const numberInWords = (value: number): string => String(Math.round(value * 100) / 100);

/** A number, and the page on which its records stand. */
const traced = ({ id }: PaperMeasure, text: string, pages: string | null): Piece =>
  pages === null ? text : { text, link: `${pages}measures/${id}` };

/** `300户次` with its link; a target of nothing more than “met” is left out. */
function targetsOf(measure: PaperMeasure, pages: string | null): Piece[] {
  const set = measure.rules.filter(({ target }) => target !== null);
  return set.flatMap(({ target, unit }, at): Piece[] => [
    ...(at > 0 ? ['、'] : []),
    traced(measure, numberInWords(target!), pages),
    unit,
  ]);
}

/** `已有317户次`: what the ledger answers today. */
function standingOf(measure: PaperMeasure, pages: string | null): Rich {
  if (measure.rules.length === 0) return '没有依据规则';
  return measure.rules.flatMap(({ value, unit }, at): Piece[] => [
    ...(at > 0 ? ['、'] : []),
    ...(value === null ? ['说不准'] : [traced(measure, numberInWords(value), pages), unit]),
  ]);
}

const stopped = (text: string): string => (/[。！？；]$/.test(text) ? text : `${text}。`);

/** 任务。内容。牵头单位：…；配合单位：…；保障：…；时限；目标：… */
function sentenceOf(measure: PaperMeasure, pages: string | null): Rich {
  const { title, text, lead, support, means = '', endsOn } = measure;
  const helped = support.length > 0 ? `；配合单位：${support.join('、')}` : '';
  const who = `牵头单位：${lead}${helped}${means === '' ? '' : `；保障：${means.replaceAll('；', '，')}`}`;
  const targets = targetsOf(measure, pages);
  const words = `${stopped(title)}${text === '' ? '' : stopped(text)}${who}；${dayInWords(endsOn)}前完成`;
  return targets.length === 0 ? [`${words}。`] : [`${words}；目标：`, ...targets, '。'];
}

const paragraphs = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A step is written as `动员部署：…`; a line without a colon is a step by name alone. */
const stepOf = (line: string): { name: string; text: string } => {
  const [, name, text] = /^([^：:]{1,20})[：:](.+)$/.exec(line) ?? [];
  return name ? { name, text: text! } : { name: line.replace(/。$/, ''), text: '' };
};

function planBlocks({ content, measures, pages }: PlanPaper): Block[] {
  const { aims, goals, organisation, steps, demands } = content.chapters;
  const tasks = content.strands.map(({ code, name }) => ({
    strand: name,
    measures: measures.filter(({ strand }) => strand === code).map((measure) => sentenceOf(measure, pages)),
  }));
  return workPlan({
    guidance: paragraphs(aims),
    goals: paragraphs(goals),
    organisation: paragraphs(organisation),
    tasks: tasks.filter((one) => one.measures.length > 0),
    steps: paragraphs(steps).map(stepOf),
    demands: paragraphs(demands),
  });
}

/** 责任领导 stands only where somebody is named. */
const columnsOf = (led: boolean): Column[] => [
  { heading: '序号', share: 1.4, centred: true },
  { heading: '任务', share: 4 },
  { heading: '牵头单位', share: 3, centred: true },
  { heading: '配合单位', share: 3.4, centred: true },
  ...(led ? [{ heading: '责任领导', share: 2.2, centred: true }] : []),
  { heading: '时限', share: 3.6, centred: true },
  { heading: '目标', share: 2, centred: true },
  { heading: '现有记录', share: 2, centred: true },
];

const rowOf = (measure: PaperMeasure, led: boolean, pages: string | null): Rich[] => [
  String(measure.number),
  measure.title,
  measure.lead,
  measure.support.join('、'),
  ...(led ? [measure.leader] : []),
  dayInWords(measure.endsOn),
  targetsOf(measure, pages),
  standingOf(measure, pages),
];

/** The three papers in one document, 送审稿 on every page. Day and names are told; nothing else is asked. */
export function planNotice(plan: PlanPaper): OfficialDocument {
  const { content, paper, measures, on, pages } = plan;
  const issuer = paper.issuer || plan.bureau;
  const numbered = paper.abbreviation !== '' && paper.serial !== null;
  const head = {
    issuer,
    number: numbered
      ? { body: paper.abbreviation, year: Number(on.slice(0, 4)), serial: paper.serial! }
      : null,
    addressee: paper.addressee || '各科室、各直属单位',
    on,
    colophon: {
      copiesTo: paper.copiesTo || null,
      printedBy: paper.printedBy || `${issuer}办公室`,
      printedOn: on,
    },
  };
  const led = measures.some(({ leader }) => leader !== '');
  const rows = measures.map((measure) => rowOf(measure, led, pages));
  return issuingNotice(head, content.name, [
    { title: content.name, blocks: planBlocks(plan) },
    tableAttachment('任务分解表', columnsOf(led), rows),
  ]);
}
