/** The rule that needs nothing but this module: what was noted of a measure, added up in one unit. */
import { unitsOfMeasure, type UnitOfMeasure } from '#platform/contract/measure.ts';
import type { IndicatorContent } from '#modules/indicator/question.contract.ts';

export const ownEvidenceName = (measure: UnitOfMeasure): string =>
  `本项任务的依据合计（${unitsOfMeasure[measure].zh}）`;

/** People, firms and teams are told apart elsewhere and never added up: of them the newest number stands. */
export function ownEvidence(measure: UnitOfMeasure): IndicatorContent {
  const source = {
    kinds: ['plan/evidence-noted'],
    unitIds: [],
    tags: [],
    campaign: null,
    fields: [],
    about: { kind: 'asker' as const },
    period: { kind: 'asker' as const },
  };
  const aggregate = unitsOfMeasure[measure].counts === 'things' ? ('latest' as const) : ('sum' as const);
  const question = { aggregate, source, of: 'quantity' as const, unit: measure };
  return { name: ownEvidenceName(measure), question, direction: 'more', target: 1, caveat: '' };
}
