import type { Tab } from '#web/ui/Tabs.vue';
import { t } from './result.words.ts';

export const resultTabs = (id: string): Tab[] => [
  { label: t('tab.result'), to: `/survey/results/${id}` },
  { label: t('tab.groups'), to: `/survey/results/${id}/groups` },
  { label: t('tab.change'), to: `/survey/results/${id}/change` },
  { label: t('tab.texts'), to: `/survey/results/${id}/texts` },
  { label: t('tab.summary'), to: `/survey/results/${id}/summary` },
];
