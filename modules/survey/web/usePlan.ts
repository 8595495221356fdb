import { addDays, dayOf } from '#platform/contract/index.ts';
import { reactive, ref } from 'vue';
import type { Got } from '#web/client.ts';
import type { QuestionnaireLine } from '../draft.contract.ts';
import type { SurveyDraft } from '../survey-life.contract.ts';
import type { askStrata } from './life.addresses.ts';

export type PlanGround = Got<typeof askStrata>;
/** As it is edited: people on paper by name, a line each. */
export type PlanEdit = Omit<SurveyDraft, 'paperIds' | 'strata' | 'trusteeIds'> & {
  strata: SurveyDraft['strata'];
  trusteeIds: string[];
  paper: string;
};

const dayAfter = (n: number): string => addDays(dayOf(new Date()), n);

/** The plan on the page, until it is saved. */
export function usePlan() {
  const plan = reactive<PlanEdit>({
    title: '',
    questionnaireId: '',
    version: 1,
    level: 'P2',
    rsaBits: 2048,
    rosterOn: dayAfter(0),
    strata: [],
    paper: '',
    issueFrom: dayAfter(7),
    issueTo: dayAfter(12),
    // Not on days of drawing: who drew last would be known to be among who casts next.
    castFrom: dayAfter(13),
    castTo: dayAfter(20),
    officeId: '',
    witnessId: '',
    trusteeIds: ['', '', ''],
    k: 5,
    kText: 10,
    batch: 10,
    previousId: null,
  });
  const unknown = ref<string[]>([]);
  let begun = false;

  const take = ({ strata }: PlanGround): void =>
    void (plan.strata = strata.map(({ id, label, unitIds }) => ({ id, label, unitIds: [...unitIds] })));

  function begin(ground: PlanGround, before: SurveyDraft | null): void {
    if (begun) return;
    begun = true;
    if (!before) return take(ground);
    const { paperIds, ...rest } = before;
    const names = new Map(ground.people.map(({ personId, name }) => [personId, name]));
    Object.assign(plan, rest, { paper: paperIds.map((id) => names.get(id) ?? '').join('\n') });
  }

  /** What is sent; null where a name on paper is nobody's. */
  function body(ground: PlanGround, questionnaires: readonly QuestionnaireLine[]): SurveyDraft | null {
    const { paper, ...rest } = plan;
    const names = paper
      .split(/\s*\n\s*/)
      .map((name) => name.trim())
      .filter(Boolean);
    const ids = names.map((name) => ground.people.find((one) => one.name === name)?.personId);
    unknown.value = names.filter((_, at) => ids[at] === undefined);
    if (unknown.value.length > 0) return null;
    const chosen = questionnaires.find(({ id }) => id === plan.questionnaireId);
    return { ...rest, version: chosen?.version ?? plan.version, paperIds: ids as string[] };
  }

  return { plan, unknown, begin, take, body };
}
