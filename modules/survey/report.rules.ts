/** 调查报告: the release told as an official document, ready to be issued with a 通知. */
import { issuingNotice, surveyReport, type Block, type OfficialDocument } from '#engines/gongwen/index.ts';
import { writeSpan, writeValue } from './figure.words.ts';
import type { Figure, Finding, Grouping, ShownRelease } from './result.contract.ts';
import { untoldWords } from './untold.words.ts';

export interface ReportInput {
  release: ShownRelease;
  findings: readonly Finding[];
  issuer: string;
  /** Tokens drawn and codes on paper; null where nobody counted them. */
  issued: number | null;
  on: string;
}

/** A draft without a number: numbering and sealing belong to the bureau's own office system. */
export function reportDocument({ issuer, on, ...input }: ReportInput): OfficialDocument {
  const name = `${input.release.survey.title}报告`;
  const head = { issuer, number: null, addressee: '各科室、各直属单位：', on, colophon: null };
  return issuingNotice(head, name, [{ title: name, blocks: reportBlocks(input) }], '请结合实际，研究改进');
}

const percentOf = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)}%`;

const say = (text: string): Block => ({ text });

function reportBlocks({ release, findings, issued }: Omit<ReportInput, 'issuer' | 'on'>): Block[] {
  const { response, survey, k } = release;
  return surveyReport({
    design: [
      `本次调查面向全局可参加的${response.eligible}名干部职工，${survey.castFrom.replace('-', '年').replace('-', '月')}日至${survey.castTo.replace('-', '年').replace('-', '月')}日匿名作答，使用问卷“${survey.questionnaire.title.zh}”第${survey.questionnaire.version}版。${issued === null ? '' : `发出票和纸质代码共${issued}张。`}${response.answered}人作答，占可参加人数的${percentOf(response.answered, response.eligible)}。答案与身份之间没有可以查到的联系。`,
    ],
    // 发放 is what was handed out; how many could have had it stands in the sentence above.
    issued: issued ?? response.eligible,
    returned: response.answered,
    valid: response.answered,
    protection: `少于${k}人的组以及能由其他数字推算出它们的组，一律不公布；全体职工与领导同日看到同样的结果。`,
    results: [...release.findings.slice(0, 9).map(({ sentence }) => say(sentence.zh)), scaleTable(release)],
    analysis: [
      ...release.groupings
        .filter(({ refused, code }) => !refused && !code.includes('×'))
        .map((one) => groupTable(release, one)),
      say(limits(release)),
    ],
    advice: adviceOf(findings),
  });
}

const span = (figure: Figure): string =>
  writeSpan(figure, '—') ?? untoldWords[figure.untold ?? '']?.zh ?? '不公布';

const scaleTable = ({ scales }: ShownRelease): Block => ({
  table: {
    title: '各量表平均分（1—5分）',
    columns: [
      { heading: '量表', share: 3 },
      { heading: '平均分', share: 2, centred: true },
      { heading: '区间', share: 3, centred: true },
      { heading: '比上次', share: 2, centred: true },
      { heading: '变化区间', share: 3, centred: true },
      { heading: 'ω', share: 2, centred: true },
    ],
    rows: scales.map(({ name, highIs, mean, change, omega, alpha }) => [
      `${name.zh}${highIs === 'bad' ? '（高为重）' : ''}`,
      writeValue(mean),
      span(mean),
      change ? writeValue(change) : '—',
      change ? span(change) : '—',
      writeValue(omega.value === null ? alpha : omega),
    ]),
  },
});

function groupTable({ scales }: ShownRelease, { title, groups, cells }: Grouping): Block {
  return {
    table: {
      title: `${title.zh}的平均分`,
      columns: [
        { heading: '组', share: 4 },
        ...scales.map(({ name }) => ({ heading: name.zh, share: 2, centred: true })),
      ],
      rows: groups.map(({ code, label }) => [
        label.zh,
        ...scales.map((scale) => {
          const cell = cells.find((one) => one.group === code && one.scale === scale.code);
          if (!cell || cell.kind === 'hidden') return '不显示';
          if (cell.kind === 'split') return '看法分散';
          return cell.kind === 'band' ? '≥90%一致' : cell.mean!.value!.toFixed(1);
        }),
      ]),
    },
  };
}

function limits({ response, scales }: ShownRelease): string {
  const silent = response.eligible - response.answered;
  const untold = scales.filter(({ change }) => change?.verdict === 'cannot-tell').map(({ name }) => name.zh);
  return `有${silent}人没有作答，他们怎么想不得而知；两次调查不能把同一个人的答案连起来，区间因此偏宽。${untold.length > 0 ? `${untold.join('、')}有没有变化，不能判断。` : ''}分组之间的差别不用于给单位或个人排名。相关不等于因果。`;
}

function adviceOf(findings: readonly Finding[]): Block[] {
  const asked = findings.filter(({ asksAnswer }) => asksAnswer);
  if (asked.length === 0) return [say('本次没有需要逐条答复的发现。')];
  return asked.map(({ sentence, answer }) =>
    say(
      answer === null
        ? `${sentence.zh}建议明确答复：列为任务，或说明不采纳的理由。`
        : answer.kind === 'measure'
          ? `${sentence.zh}已列为任务“${answer.words}”。`
          : `${sentence.zh}没有采纳，理由是：${answer.words}`,
    ),
  );
}
