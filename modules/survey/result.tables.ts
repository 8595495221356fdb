import type { FindingLine } from './result.contract.ts';
import type { Mark } from './text.contract.ts';

/** Rows of what is released. Days are `YYYY-MM-DD`. */
export interface ResultTables {
  'survey.result': {
    bureau_id: string;
    survey_id: string;
    release: string;
    digest: string;
    /** `Memory` of result-input.rules.ts. */
    memory: unknown;
    released_on: string;
    /** Place among the bureau's releases, from 1; null where it came before there were places. */
    release_no: number | null;
  };
  'survey.finding': {
    bureau_id: string;
    finding_id: string;
    survey_id: string;
    place: number;
    code: string;
    line: FindingLine;
    published_on: string;
    answer_kind: 'measure' | 'declined' | null;
    answer_words: string;
    /** Of the fact that answered: `measure/…` or `plan/…`. */
    answer_subject: string;
    answered_on: string | null;
  };
  'survey.redaction': {
    bureau_id: string;
    survey_id: string;
    text_id: string;
    redactor_id: string;
    marks: Mark[];
    withheld: boolean;
  };
  'survey.shown_text': {
    bureau_id: string;
    survey_id: string;
    place: number;
    question: string;
    body: string;
    released_on: string;
  };
}
