import { createBaseThemeStyle, Model, settings, SvgRegistry } from 'survey-core';
import 'survey-core/i18n/simplified-chinese';
import type { Questionnaire } from '../../questionnaire.contract.ts';
import type { Speech } from './speech.ts';
import { declinedValue, toForm, type Screen } from './toForm.ts';

settings.refuseItemValue = declinedValue;
// The library asks the device nothing and is told nothing of it.
settings.storeUtcDates = false;

/**
 * The library writes its theme as a <style> element and its icons with style attributes, which our content security
 * policy refuses. Rules put into a sheet of our own through the CSSOM are allowed, and icons do without.
 */
let themed = false;
function layTheme(): void {
  if (themed) return;
  themed = true;
  const sheet = [...document.styleSheets].find(({ href }) => href !== null);
  for (const rule of createBaseThemeStyle().split(/(?<=\})\s*\n/))
    if (rule.trim()) sheet?.insertRule(rule.trim(), 0);
  const icons = SvgRegistry.icons as Record<string, string>;
  for (const [name, icon] of Object.entries(icons)) icons[name] = icon.replace(/\sstyle="[^"]*"/g, '');
}

const sums = (questionnaire: Questionnaire): Map<string, number> =>
  new Map(
    questionnaire.sections.flatMap(({ questions }) =>
      questions.flatMap((one) => (one.kind === 'sum' ? [[one.code, one.total] as const] : [])),
    ),
  );

const totalOf = (value: unknown): number =>
  Object.values((value ?? {}) as Record<string, unknown>).reduce<number>(
    (sum, part) => sum + Number(part ?? 0),
    0,
  );

/** Below this width the library shows its narrow form; asked beforehand, or it would draw everything twice. */
const narrowPx = 600;

/** One screen ready to be shown: model and logic of the library over our own questionnaire. */
export function formModel(questionnaire: Questionnaire, screen: Screen, speech: Speech): Model {
  layTheme();
  const model = new Model(toForm(questionnaire, screen, speech));
  model.locale = speech === 'zh' ? 'zh-cn' : 'en';
  model.generateStylesheet = false;
  model.lazyRenderEnabled = true;
  if (globalThis.innerWidth < narrowPx) model.setIsMobile(true);
  model.onUpdateQuestionCssClasses.add((_, { question, cssClasses }) => {
    if (question.name.startsWith('D_')) cssClasses.root = `${cssClasses.root} decline-box`;
    if (question.name.startsWith('D_')) cssClasses.mainRoot = `${cssClasses.mainRoot} decline-box`;
  });
  const totals = sums(questionnaire);
  model.onValidateQuestion.add((_, options) => {
    const total = totals.get(options.name);
    if (total === undefined || options.value === undefined) return;
    const sum = totalOf(options.value);
    if (sum !== total)
      options.error =
        speech === 'zh'
          ? `现在合计 ${sum}，应为 ${total}。`
          : `They add up to ${sum}; it should be ${total}.`;
  });
  // Who declines takes back what was said before.
  model.onValueChanged.add((_, { name, value }) => {
    if (name.startsWith('D_') && Array.isArray(value) && value.length > 0) model.clearValue(name.slice(2));
  });
  return model;
}
