import type { Saying } from '#platform/contract/index.ts';

/** What each measure of the expert panel is, in one line; by the code it has in docs/validation.md. */
export const measureMeanings: Readonly<Record<string, Saying>> = {
  ei_index: {
    zh: '（对外 − 对内）÷ 全部相识；−1 全在内部，+1 全在外部。',
    en: '(ties outward − inward) ÷ all ties; −1 all within, +1 all across.',
  },
  ei_perm_exact_z: {
    zh: '实际 E-I 比把原单位牌子打乱后的平均低几个标准差。',
    en: 'How many standard deviations E-I lies from its mean under shuffled labels.',
  },
  ei_rescaled_minus1_1: {
    zh: '在这么多相识能达到的范围里，E-I 排在 −1 到 +1 的哪里。',
    en: 'Where E-I stands between the least and the most that so many ties allow.',
  },
  odds_ratio_within_between: {
    zh: '同一原单位相识的机会比，是跨单位的几倍；1 就是一样。',
    en: 'Odds of knowing within over odds across; 1 means alike.',
  },
  yule_Q: {
    zh: '把比值比折到 −1 到 1；0 就是没有界线。',
    en: 'The odds ratio folded into −1…1; 0 means no line.',
  },
  assortativity_nominal: {
    zh: '扣除各家活跃程度后，相识偏向同一原单位的程度。',
    en: 'How far ties prefer the same agency, given how active each agency is.',
  },
  modularity_legacy_undirected: {
    zh: '落在原单位内部的相识，比随机连线多出的份额。',
    en: 'Share of ties inside agencies beyond what random wiring gives.',
  },
  freeman_segregation_undirected: {
    zh: '跨单位的相识比随机少了几成；0 没少，1 一条也没有。',
    en: 'How many cross-agency ties are missing against chance; 0 none, 1 all.',
  },
  ssi_network_mean: {
    zh: '连“熟人的熟人”也算上，一个人被本原单位围住的程度。',
    en: 'How far people are surrounded by their own agency, friends of friends included.',
  },
  leiden_vs_legacy_ari: {
    zh: '相识自然形成的圈子，与原单位的划分有多像；0 就是不像。',
    en: 'How much the circles people form look like the legacy agencies; 0 not at all.',
  },
  leiden_vs_legacy_nmi: {
    zh: '同上，用信息量衡量；1 完全一样。',
    en: 'The same by information shared; 1 identical.',
  },
  transitivity_undirected: {
    zh: '我的两个熟人彼此也认识的比例。',
    en: 'Share of pairs of my acquaintances who know each other.',
  },
  harmonic_closeness_mean: {
    zh: '到其他人要经过几步，取倒数平均；1 就是人人直接相识。',
    en: 'Mean inverse number of steps to others; 1 when all know all.',
  },
  cross_group_reach1_mean: {
    zh: '平均每人直接认识多少比例的其他原单位同事。',
    en: 'Mean share of colleagues of other agencies known directly.',
  },
  cross_group_reach2_mean: {
    zh: '经一位熟人能找到的也算上。',
    en: 'Those reached through one acquaintance included.',
  },
  reciprocity_arc: {
    zh: '说认识对方的回答里，对方也这么说的比例。',
    en: 'Of reports of knowing, the share returned.',
  },
  confirmation_dyad: {
    zh: '至少一方说认识的对子里，双方都说的比例。',
    en: 'Of pairs claimed by one at least, the share both claim.',
  },
  reciprocity_chance_corrected: {
    zh: '相互性里超过随机的部分；0 就是与随机一样。',
    en: 'Reciprocity beyond chance; 0 means chance.',
  },
  exact_agreement: {
    zh: '双方都答了的对子里，说的程度一模一样的比例。',
    en: 'Of pairs answered by both, the share saying exactly the same.',
  },
  quadratic_kappa_symmetrised: {
    zh: '双方说法的一致程度，扣除碰巧，差两级比差一级罚得重。',
    en: 'Agreement of both beyond chance; two steps apart weigh more than one.',
  },
  mean_strength_within: {
    zh: '不认识 0、认识 1、熟悉 2 的平均。',
    en: 'Mean of 0, 1 and 2 within the agency.',
  },
  mean_strength_between: {
    zh: '不认识 0、认识 1、熟悉 2 的平均。',
    en: 'Mean of 0, 1 and 2 across agencies.',
  },
  'gould_fernandez_z.wO': {
    zh: '外单位的人给同一家的两个人牵线，比随机多几个标准差。',
    en: 'Outsiders between two of one agency, in standard deviations from chance.',
  },
  'gould_fernandez_z.bIO': {
    zh: '本单位的人把自家同事介绍给外单位。',
    en: 'Members who lead from their agency to another.',
  },
  'gould_fernandez_z.bOI': {
    zh: '本单位的人把外单位引进自家。',
    en: 'Members who lead from another agency into theirs.',
  },
  'gould_fernandez_z.bO': {
    zh: '三个人分属三家，中间的人把两头连起来。',
    en: 'Between two others, all three of different agencies.',
  },
  block_likelihood_ratio_p: {
    zh: '假如与原单位无关，碰巧出现这样大差别的机会。',
    en: 'Chance of so large a difference if agency did not matter.',
  },
};
