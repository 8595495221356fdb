import type { Saying } from '#platform/contract/index.ts';

/** Words of the trade that a newcomer may not know, shown under a dotted line (`<Term>`). */
export const glossary = {
  legacyAgency: {
    word: { zh: '原单位', en: 'legacy agency' },
    means: {
      zh: '机构改革前所在的单位，如原工商、原质监、原食药监。',
      en: 'The agency a person worked for before the merger, such as industry and commerce, or quality.',
    },
  },
  integration: {
    word: { zh: '队伍融合', en: 'integration' },
    means: {
      zh: '不同原单位的人彼此认识、了解业务、一起办事的程度。',
      en: 'How far people of different legacy agencies know each other, know the work, and do it together.',
    },
  },
  acquaintance: {
    word: { zh: '相识', en: 'acquaintance' },
    means: {
      zh: '三级：不认识（叫不出名字）、认识（打过交道）、熟悉（有事会直接去找）。',
      en: 'Three levels: stranger (no name), acquainted (have dealt with each other), familiar (would go and ask).',
    },
  },
  knowledge: {
    word: { zh: '业务互知', en: 'knowledge of the work' },
    means: {
      zh: '三级：不了解、了解、熟知；按业务领域分别问。',
      en: 'Three levels: unaware, aware, well-versed; asked for each field of the work.',
    },
  },
  chance: {
    word: { zh: '偶然值', en: 'value by chance' },
    means: {
      zh: '假如相识与原单位毫无关系，只看人数会得到的数。与它相比才看得出界线。',
      en: 'What head counts alone would give if acquaintance had nothing to do with the legacy agency.',
    },
  },
  interval: {
    word: { zh: '区间', en: 'interval' },
    means: {
      zh: '真实数值多半（95%）落在这两个数之间。区间越宽，越要少下结论。',
      en: 'The true value lies between these two numbers in 95% of such surveys. The wider, the less can be said.',
    },
  },
  eiIndex: {
    word: { zh: 'E-I 指数', en: 'E-I index' },
    means: {
      zh: '对外联系减对内联系，除以全部联系；−1 全在内部，+1 全在外部。',
      en: 'Ties outward minus ties inward over all ties; −1 all within, +1 all across.',
    },
  },
  wave: {
    word: { zh: '轮次', en: 'wave' },
    means: {
      zh: '同一调查的一次；两轮相比才看得出变化。',
      en: 'One round of the same survey; change shows only between two.',
    },
  },
  suppression: {
    word: { zh: '小组保护', en: 'small-group protection' },
    means: {
      zh: '少于 5 人的格子不显示，并连带隐去能反推出它的格子。',
      en: 'Cells of fewer than five people are hidden, with those from which they could be worked out.',
    },
  },
  ledger: {
    word: { zh: '证据台账', en: 'evidence ledger' },
    means: {
      zh: '只增不改的记录；进度、指标和报告都由它算出，没有人手填百分比。',
      en: 'Records that are only added to; progress, indicators and reports are computed from them.',
    },
  },
  caseReview: {
    word: { zh: '案卷评查', en: 'case-file review' },
    means: {
      zh: '按标准检查行政处罚案卷；在这里首先用来学习。',
      en: 'Checking penalty files against a standard; here first of all a way to learn.',
    },
  },
  meetingTraining: {
    word: { zh: '以会代培', en: 'meeting as training' },
    means: { zh: '借开会讲案例、讲条文、当场答疑。', en: 'Using a meeting to teach by cases and clauses.' },
  },
  contingent: {
    word: { zh: '方阵', en: 'contingent' },
    means: {
      zh: '艺术节上一起列队展示的队伍，由不同单位的人组成。',
      en: 'A group from several units that marches and performs together at the festival.',
    },
  },
  qualityMonth: {
    word: { zh: '质量月', en: 'Quality Month' },
    means: { zh: '每年九月的全国质量活动。', en: 'The national month of quality, each September.' },
  },
  chiefAdviser: {
    word: { zh: '首席顾问', en: 'chief adviser' },
    means: {
      zh: '局里派给企业或项目的联系人；与企业自己的首席质量官不是一回事。',
      en: 'The bureau’s contact for an enterprise or project; not the enterprise’s own chief quality officer.',
    },
  },
  threeAdministrators: {
    word: { zh: '三员', en: 'three administrators' },
    means: {
      zh: '系统、安全、审计管理员，三个人互相制约，没有超级用户。',
      en: 'System, security and audit administrators: three persons who check each other; no super-user.',
    },
  },
} as const satisfies Record<string, { word: Saying; means: Saying }>;

export type TermName = keyof typeof glossary;
