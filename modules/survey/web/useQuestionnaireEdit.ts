import { computed, reactive, ref, watch, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import type { VersionView } from '../draft.contract.ts';
import type { Question, QuestionKind, Questionnaire, Section, Wording } from '../questionnaire.contract.ts';
import type { Scale } from '../scale.contract.ts';

export interface QuestionnaireEdit {
  body: Ref<Questionnaire>;
  changed: ComputedRef<boolean>;
  addSection: (title: string) => void;
  addQuestion: (section: Section, text: string) => Question;
  addScale: (section: Section, scale: Scale) => void;
  moveUp: <T>(list: T[], at: number) => void;
}

/** Whether fields for English are shown beside the Chinese ones. */
export const inEnglishToo: InjectionKey<Ref<boolean>> = Symbol('in English too');

/** Statements of the bank come in both languages, so they do not tell. */
export const isBilingual = ({ title, sections }: Questionnaire): boolean =>
  [
    title,
    ...sections.flatMap((section) => [
      section.title,
      ...section.questions.flatMap(({ kind, text }) => (kind === 'matrix' ? [] : [text])),
    ]),
  ].some(({ en }) => en !== '');

const words = (zh: string): Wording => ({ zh, en: '' });

/** Working copy of the newest version: changed here, saved as a whole. */
export function useQuestionnaireEdit(view: () => VersionView): QuestionnaireEdit {
  const copy = (): Questionnaire => structuredClone(view().body);
  const body = ref<Questionnaire>(copy());
  const saved = ref(JSON.stringify(view().body));
  watch(view, () => {
    body.value = copy();
    saved.value = JSON.stringify(view().body);
  });
  const codes = () =>
    new Set(
      body.value.sections.flatMap(({ code, questions }) => [code, ...questions.map((one) => one.code)]),
    );
  const free = (stem: string): string => {
    const taken = codes();
    if (!taken.has(stem)) return stem;
    for (let n = 2; ; n++) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`;
  };
  return {
    body,
    changed: computed(() => JSON.stringify(body.value) !== saved.value),
    addSection: (title) =>
      body.value.sections.push({
        code: free('s'),
        title: words(title),
        intro: null,
        showIf: null,
        questions: [questionOf('single', free('q'), title)],
      }),
    addQuestion: (section, text) => {
      section.questions.push(questionOf('single', free('q'), text));
      return section.questions.at(-1)!;
    },
    addScale: (section, scale) => void section.questions.push(matrixOf(scale, free(scale.code))),
    moveUp: (list, at) => void (at > 0 && list.splice(at - 1, 0, ...list.splice(at, 1))),
  };
}

function matrixOf(scale: Scale, code: string): Question {
  const base = questionOf('matrix', code, '下面的话，您同意到什么程度？');
  return {
    ...(base as Extract<Question, { kind: 'matrix' }>),
    text: { zh: '下面的话，您同意到什么程度？', en: 'How far do you agree?' },
    required: true,
    rows: scale.items.map((item) => ({
      code: item.code,
      text: item.text,
      item: { scale: scale.code, version: scale.version, item: item.code },
    })),
    columns: scale.columns,
  };
}

const two = () => [
  { code: 'o1', text: words('甲') },
  { code: 'o2', text: words('乙') },
];

/** A new question of a kind, or one turned into another kind: what both have stays. */
export function questionOf(kind: QuestionKind, code: string, text: string, from?: Question): Question {
  const common = {
    code,
    text: from?.text ?? words(text),
    help: from?.help ?? null,
    required: from?.required ?? false,
    decline: from?.decline ?? true,
    trait: from?.trait ?? null,
    showIf: from?.showIf ?? null,
  };
  const had = (from ?? {}) as {
    options?: Question extends never ? never : ReturnType<typeof two>;
    rows?: ReturnType<typeof two>;
  };
  const list = had.options ?? had.rows ?? two();
  const rows = list.map((row) => ({ ...row, item: null }));
  const byKind = {
    single: { options: list },
    multiple: { options: list, least: 0, most: null },
    matrix: { rows, columns: two() },
    ranking: { options: list, top: null },
    'zero-ten': { low: null, high: null },
    slider: { low: null, high: null, min: 0, max: 100, step: 10 },
    number: { min: 0, max: 100, whole: true, unit: null },
    date: { from: null, until: null },
    'short-text': { longest: 100 },
    'long-text': { longest: 500 },
    sum: { rows: list, total: 100 },
    ego: { rows: list },
  } satisfies Record<QuestionKind, object>;
  return reactive({ kind, ...common, ...byKind[kind] }) as Question;
}
