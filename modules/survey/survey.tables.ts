import type { Generated } from 'kysely';
import type { Answers } from './answers.contract.ts';
import type { Questionnaire } from './questionnaire.contract.ts';

/** Rows of the PostgreSQL schema `survey`. Days are `YYYY-MM-DD`; nothing about answers is finer than a day. */
export interface SurveyTables {
  'survey.questionnaire': {
    bureau_id: string;
    questionnaire_id: string;
    title: string;
    created_by: string | null;
    created_on: string;
  };
  'survey.questionnaire_version': {
    bureau_id: string;
    questionnaire_id: string;
    version: number;
    revision: Generated<number>;
    body: Questionnaire;
    hash: string;
    changed_by: string | null;
    changed_on: string;
    locked_on: string | null;
  };
  'survey.paper_stack': {
    bureau_id: string;
    stack_id: string;
    questionnaire_id: string;
    version: number;
    label: string;
    opened_on: string;
    closed_on: string | null;
  };
  'survey.paper_form': {
    bureau_id: string;
    stack_id: string;
    form_no: number;
    settled: Answers | null;
    slip: Generated<string>;
    cast_on: string | null;
  };
  'survey.paper_keying': {
    bureau_id: string;
    stack_id: string;
    form_no: number;
    pass: number;
    keyed_by: string;
    answers: Answers;
    slip: Generated<string>;
  };
}
