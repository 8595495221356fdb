import type { IndicatorContent } from './question.contract.ts';

/** Rows of the PostgreSQL schema `indicator`. */
export interface IndicatorTables {
  'indicator.indicator': {
    bureau_id: string;
    indicator_id: string;
    name: string;
    version: number;
    content: IndicatorContent;
    retired_on: string | null;
    created_at: string;
  };
  'indicator.version': {
    bureau_id: string;
    indicator_id: string;
    version: number;
    content: IndicatorContent;
    changed_on: string;
    changed_by: string | null;
    reason: string;
  };
}
