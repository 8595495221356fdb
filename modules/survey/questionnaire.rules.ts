import type { Saying } from '#platform/contract/index.ts';
import type {
  Condition,
  Question,
  QuestionKind,
  Questionnaire,
  Section,
  Test,
} from './questionnaire.contract.ts';

/** All questions with the section they stand in, in the order of asking. */
export const questionsOf = (questionnaire: Questionnaire): { question: Question; section: Section }[] =>
  questionnaire.sections.flatMap((section) => section.questions.map((question) => ({ question, section })));

/** Choices that a condition may name, by question; empty for kinds that hold no single code. */
export function choicesOf(question: Question): readonly { code: string }[] {
  return question.kind === 'single' || question.kind === 'multiple' ? question.options : [];
}

const numeric: readonly QuestionKind[] = ['zero-ten', 'slider', 'number'];

export interface Fault {
  /** Path in the questionnaire: `sections.2.questions.0`. */
  path: string;
  sentence: Saying;
}

const fault = (path: string, zh: string, en: string): Fault => ({ path, sentence: { zh, en } });

/** Everything that keeps a well-formed questionnaire from being asked at all. */
export function faultsOf(questionnaire: Questionnaire): Fault[] {
  const earlier = new Map<string, Question>();
  const codes = new Set<string>();
  const faults: Fault[] = [];
  for (const [s, section] of questionnaire.sections.entries()) {
    const at = `sections.${s}`;
    if (codes.has(section.code)) faults.push(twice(at, section.code));
    codes.add(section.code);
    faults.push(...conditionFaults(section.showIf, at, earlier));
    for (const [q, question] of section.questions.entries()) {
      const path = `${at}.questions.${q}`;
      if (codes.has(question.code)) faults.push(twice(path, question.code));
      codes.add(question.code);
      faults.push(...conditionFaults(question.showIf, path, earlier), ...pipeFaults(question, path, earlier));
      faults.push(...shapeFaults(question, path));
      earlier.set(question.code, question);
    }
  }
  return faults;
}

const twice = (path: string, code: string): Fault =>
  fault(path, `代码“${code}”用了两次。`, `The code “${code}” is used twice.`);

function conditionFaults(
  condition: Condition | null,
  path: string,
  earlier: ReadonlyMap<string, Question>,
): Fault[] {
  return (condition?.tests ?? []).flatMap((test) => {
    const asked = earlier.get(test.code);
    if (!asked)
      return [
        fault(
          `${path}.showIf`,
          `显示条件里的“${test.code}”不是前面的题。`,
          `The condition names “${test.code}”, which is no earlier question.`,
        ),
      ];
    return testFits(test, asked)
      ? []
      : [
          fault(
            `${path}.showIf`,
            `显示条件与“${test.code}”的题型或选项不合。`,
            `The condition does not fit the kind or the options of “${test.code}”.`,
          ),
        ];
  });
}

function testFits(test: Test, asked: Question): boolean {
  if ('number' in test) return numeric.includes(asked.kind);
  const known = new Set(choicesOf(asked).map(({ code }) => code));
  return test.options.every((code) => known.has(code));
}

/** `{code}` in a text places an earlier answer; texts people wrote themselves are not shown back. */
export const pipesIn = (text: string): string[] =>
  [...text.matchAll(/\{([a-z][a-z0-9_]{0,23})\}/g)].map(([, code]) => code!);

const pipeable: readonly QuestionKind[] = ['single', 'multiple', 'zero-ten', 'slider', 'number', 'date'];

function pipeFaults(question: Question, path: string, earlier: ReadonlyMap<string, Question>): Fault[] {
  const texts = [question.text, question.help].flatMap((text) => (text ? [text.zh, text.en] : []));
  const missing = new Set(
    texts.flatMap(pipesIn).filter((code) => !pipeable.includes(earlier.get(code)?.kind ?? 'matrix')),
  );
  return [...missing].map((code) =>
    fault(
      `${path}.text`,
      `题中的“{${code}}”不是前面可以引用的题。`,
      `“{${code}}” is no earlier question whose answer can be placed here.`,
    ),
  );
}

function shapeFaults(question: Question, path: string): Fault[] {
  const faults: Fault[] = [];
  const no = (holds: boolean, field: string, zh: string, en: string) => {
    if (!holds) faults.push(fault(`${path}.${field}`, zh, en));
  };
  no(
    !question.required || question.decline,
    'decline',
    '必答题要给出“不愿回答”。',
    'A required question must offer “rather not say”.',
  );
  for (const [field, list] of Object.entries(listsOf(question))) {
    const codes = list.map(({ code }) => code);
    no(new Set(codes).size === codes.length, field, '选项代码有重复。', 'Two options share a code.');
  }
  no(
    rangeHolds(question),
    'min',
    '范围不成立：下限要小于上限。',
    'The range is empty: the low end must be below the high end.',
  );
  return faults;
}

/** Lists of coded things in a question. */
export function listsOf(question: Question): Record<string, readonly { code: string }[]> {
  switch (question.kind) {
    case 'single':
    case 'multiple':
    case 'ranking':
      return { options: question.options };
    case 'matrix':
      return { rows: question.rows, columns: question.columns };
    case 'sum':
    case 'ego':
      return { rows: question.rows };
    default:
      return {};
  }
}

function rangeHolds(question: Question): boolean {
  switch (question.kind) {
    case 'multiple':
      return question.least <= Math.min(question.most ?? question.options.length, question.options.length);
    case 'ranking':
      return (question.top ?? 1) <= question.options.length;
    case 'slider':
      return question.min < question.max && question.step <= question.max - question.min;
    case 'number':
      return question.min < question.max;
    case 'date':
      return question.from === null || question.until === null || question.from <= question.until;
    default:
      return true;
  }
}

/** Rough minutes to answer: 8 seconds a choice, 6 a row of a matrix, 40 a long text. */
export function minutesOf(questionnaire: Questionnaire): number {
  const seconds = questionsOf(questionnaire).reduce((sum, { question }) => sum + secondsOf(question), 0);
  return Math.max(1, Math.round(seconds / 60));
}

function secondsOf(question: Question): number {
  if (question.kind === 'matrix' || question.kind === 'ego') return 6 * question.rows.length;
  if (question.kind === 'long-text') return 40;
  return question.kind === 'ranking' || question.kind === 'sum' ? 25 : 8;
}
