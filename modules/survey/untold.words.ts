/** Words of what cannot be told; one for each code of `engines/reliability`. */
export const untoldWords: Readonly<Record<string, { zh: string; en: string }>> = {
  'reliability/too-few': { zh: '人数太少，不能判断', en: 'Cannot tell: too few people' },
  'reliability/no-variance': { zh: '大家答得一样，算不出区间', en: 'All said the same: no interval' },
  'reliability/few-items': { zh: '题目太少，算不出', en: 'Too few items' },
  'reliability/no-one-factor': { zh: '几道题不像在问同一件事', en: 'The items do not seem to ask one thing' },
};
