import { ConditionRunner } from 'survey-core';
import type { Condition } from '../../questionnaire.contract.ts';
import type { FormData } from './fromForm.ts';
import { declineBox, expressionOf, type Screen } from './toForm.ts';

/** Where somebody stands: the screens with something on them, and what was said, without what is hidden by now. */
export interface Standing {
  shown: Screen[];
  data: FormData;
}

/** The library's own reading of all conditions, in the order of asking; they refer to earlier questions only. */
export function standingOf(screens: readonly Screen[], said: FormData): Standing {
  const data: FormData = {};
  const holds = (condition: Condition | null): boolean =>
    condition === null || new ConditionRunner(expressionOf(condition)).runValues(data);
  const shown = screens.filter(({ section, questions }) => {
    if (!holds(section.showIf)) return false;
    const asked = questions.filter(({ showIf, code }) => {
      const seen = holds(showIf);
      for (const name of seen ? [code, declineBox(code)] : [])
        if (said[name] !== undefined) data[name] = said[name];
      return seen;
    });
    return asked.length > 0;
  });
  return { shown, data };
}

/** What was written in words on one screen. */
export const textsOn = (screen: Screen | undefined, data: FormData): string[] =>
  (screen?.questions ?? []).flatMap(({ kind, code }) =>
    (kind === 'long-text' || kind === 'short-text') && typeof data[code] === 'string' ? [data[code]] : [],
  );
