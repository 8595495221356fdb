/** What a wave cannot give and what must be said beside its figures. */
import type { Saying } from '#platform/contract/index.ts';
import type { Release } from './result.contract.ts';

const measureWords = {
  isolates: { zh: '孤立的人、只认识本单位的人', en: 'Isolated and legacy-locked people' },
  betweenness: { zh: '中介度', en: 'Betweenness' },
  communities: { zh: '自然圈子', en: 'Communities' },
  reach: { zh: '几步可及、接近度', en: 'Reach and closeness' },
  brokerage: { zh: '牵线角色', en: 'Brokerage' },
  segregation: { zh: '各种隔离指数', en: 'Segregation indices' },
  reciprocity: { zh: '相互性', en: 'Reciprocity' },
  shares: { zh: '相识比例、E-I、变化', en: 'Shares, E-I and change' },
} satisfies Record<string, Saying>;

/** What the design and the response forbid, each with its reason. */
export function forbidsOf(
  isPartial: boolean,
  permits: Release['response']['permits'],
): Release['response']['forbids'] {
  const design = {
    zh: '每人只问了部分同事，推不出全貌。',
    en: 'Each person was asked about some colleagues only.',
  };
  const low = {
    zh: '应答率不到 80 %，缺的人会使它失真。',
    en: 'Response is under 80 %: the missing distort it.',
  };
  const lowest = { zh: '应答率不到 60 %。', en: 'Response is under 60 %.' };
  const paths = ['isolates', 'betweenness', 'communities', 'reach', 'brokerage'] as const;
  const because = (names: readonly (keyof typeof measureWords)[], why: Saying) =>
    names.map((name) => ({ measure: measureWords[name], why }));
  if (permits === 'everything') return isPartial ? because(paths, design) : [];
  const forbidden = because([...paths, 'segregation', 'reciprocity'], low);
  return permits === 'with-bounds' ? forbidden : [...forbidden, ...because(['shares'], lowest)];
}

export interface CaveatContext {
  isPartial: boolean;
  namesPerPerson: number | null;
  anyHidden: boolean;
  anyBand: boolean;
  hasKnowledge: boolean;
  change: Release['change'];
  imported: boolean;
}

export function caveatsOf(context: CaveatContext): Saying[] {
  const { isPartial, namesPerPerson, anyHidden, anyBand, hasKnowledge, change: found, imported } = context;
  const caveats: (Saying | false)[] = [
    {
      zh: '“相识”以双方都说相识为准；只有一方说的不算，另有一栏。',
      en: '“Know each other” means that both say so; claims of one side are shown apart.',
    },
    isPartial && {
      zh: `每人只被问到 ${namesPerPerson ?? '部分'} 位同事，由随机环抽出；区间来自各环之间的差别。`,
      en: `Each person was asked about ${namesPerPerson ?? 'some'} colleagues, drawn by random rings; intervals come from the spread of the rings.`,
    },
    found !== null && {
      zh: '前后两轮的变化不能说明是哪项活动带来的（证据 D 级）。',
      en: 'A change between two waves does not show what caused it (evidence grade D).',
    },
    found?.responseDiffers === true && {
      zh: '两轮应答率相差超过 10 个百分点，总体比较不可靠。',
      en: 'Response differs by more than ten points: totals of the two waves are hardly comparable.',
    },
    hasKnowledge && {
      zh: '业务了解程度是自评（证据 D 级）。',
      en: 'Business knowledge is self-rated (evidence grade D).',
    },
    anyHidden && {
      zh: '少于 5 人的格子，以及能反推出它们的格子，都不显示。',
      en: 'Cells about fewer than five people, and those that would give them away, are hidden.',
    },
    anyBand && {
      zh: '九成以上的人一样的格子，只写“≥90”或“≤10”，不写确切数。',
      en: 'Where nine in ten or more are alike, only “≥90” or “≤10” is told.',
    },
    imported && { zh: '这一轮是在别处收集后导入的。', en: 'This wave was collected elsewhere and imported.' },
  ];
  return caveats.filter((caveat) => caveat !== false);
}
