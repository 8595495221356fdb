/** The door of Indicators: typed questions to the ledger, their one sentence, their answer and the records behind it. */
export {
  answerIndicator,
  answerKnown,
  askLedger,
  factsBehindIndicator,
  factsBehindQuestion,
  indicatorSentence,
  listIndicators,
  marksInUse,
  sentenceOf,
  type Asking,
  type Behind,
  type KnownIndicator,
  type Marks,
} from './door.work.ts';
export { defineIndicator, noteJudgment } from './indicator.work.ts';
export type { Answer, FactLine } from './indicator.contract.ts';
export type { Asker, IndicatorContent, Question } from './question.contract.ts';
