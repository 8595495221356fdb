import type { Answers } from './answers.contract.ts';
import type { Questionnaire, QuestionOf } from './questionnaire.contract.ts';
import { questionsOf, type Fault } from './questionnaire.rules.ts';
import { findScale, scaleBank } from './scale-bank.rules.ts';
import type { Scale } from './scale.contract.ts';

export { scaleBank } from './scale-bank.rules.ts';

type Matrix = QuestionOf<'matrix'>;

const matricesOf = (questionnaire: Questionnaire): { matrix: Matrix; path: string }[] =>
  questionnaire.sections.flatMap(({ questions }, s) =>
    questions.flatMap((question, q) =>
      question.kind === 'matrix' ? [{ matrix: question, path: `sections.${s}.questions.${q}` }] : [],
    ),
  );

/** Rows that claim to be items of the bank but do not say what the bank says: waves would no longer compare. */
export function wordingFaults(questionnaire: Questionnaire): Fault[] {
  return matricesOf(questionnaire).flatMap(({ matrix, path }) =>
    matrix.rows.flatMap((row, at) => {
      if (!row.item) return [];
      const scale = findScale(row.item.scale, row.item.version);
      const item = scale?.items.find(({ code }) => code === row.item?.item);
      const same =
        item?.text.zh === row.text.zh && item.text.en === row.text.en && sameColumns(scale!, matrix);
      return same ? [] : [lockedWording(`${path}.rows.${at}`, row.text.zh)];
    }),
  );
}

const sameColumns = (scale: Scale, matrix: Matrix): boolean =>
  JSON.stringify(scale.columns.map(({ code, text }) => [code, text.zh, text.en])) ===
  JSON.stringify(matrix.columns.map(({ code, text }) => [code, text.zh, text.en]));

const lockedWording = (path: string, text: string): Fault => ({
  path,
  sentence: {
    zh: `“${text}”标明是量表库的条目，文字和选项须与量表库一致；要改就取消量表标记。`,
    en: `“${text}” is marked as an item of the bank, so wording and options must be the bank’s; to change it, drop the mark.`,
  },
});

/** One scale as a questionnaire asks it: which rows of which questions hold which of its items. */
export interface AskedScale {
  scale: Scale;
  items: { question: string; row: string; columns: readonly string[]; reversed: boolean }[];
}

/** The scales of the bank that a questionnaire asks, in the bank's order. */
export function scalesIn(questionnaire: Questionnaire): AskedScale[] {
  const items = questionsOf(questionnaire).flatMap(({ question }) =>
    question.kind === 'matrix' ? question.rows.map((row) => ({ row, question })) : [],
  );
  return scaleBank.flatMap((scale) => {
    const asked = items.flatMap(({ row, question }) => {
      const { item: ref } = row;
      const item = scale.items.find(({ code }) => code === ref?.item);
      return ref?.scale === scale.code && ref.version === scale.version && item
        ? [
            {
              question: question.code,
              row: row.code,
              columns: question.columns.map(({ code }) => code),
              reversed: item.reversed,
            },
          ]
        : [];
    });
    return asked.length > 0 ? [{ scale, items: asked }] : [];
  });
}

/** Scores of one person's items, 1 to the number of columns, reversed items turned; null where not answered. */
export const itemScores = (asked: AskedScale, answers: Answers): (number | null)[] =>
  asked.items.map(({ question, row, columns, reversed }) => {
    const given = answers.given[question];
    const picked = typeof given === 'object' && !Array.isArray(given) ? given[row] : undefined;
    const score = columns.indexOf(String(picked)) + 1;
    if (picked === undefined || score === 0) return null;
    return reversed ? columns.length + 1 - score : score;
  });

/** A person's value on a scale: the mean of the items answered, where at least half of them were; else null. */
export function scaleScore(asked: AskedScale, answers: Answers): number | null {
  const scores = itemScores(asked, answers).filter((score) => score !== null);
  if (scores.length === 0 || scores.length * 2 < asked.items.length) return null;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
