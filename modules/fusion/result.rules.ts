/** From numbers to plain sentences, in both languages, with "cannot tell" as one of the answers. */
import type { Saying } from '#platform/contract/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import type { Estimate } from './fusion.contract.ts';
import type { Finding, Release } from './result.contract.ts';

/** Words for every code of `cannotTell`, for pages, exports and sentences. */
export const cannotTellWords: Readonly<Record<string, Saying>> = {
  'inference/undefined': { zh: '没有可算的数据', en: 'nothing to compute it from' },
  'inference/at-the-edge': { zh: '已到头，估不出误差', en: 'at the end of its range, no error can be told' },
  'inference/too-few': { zh: '样本太少，估不出误差', en: 'too few to tell the error' },
  'fusion/too-few-people': { zh: '少于 5 人，不显示', en: 'fewer than five people: not shown' },
  'fusion/alike': { zh: '几乎人人一样，只说到九成', en: 'nearly all alike: told as a band' },
  'fusion/protects-others': {
    zh: '不显示，否则能推出旁边的格子',
    en: 'not shown, as it would give another cell away',
  },
  'fusion/too-few-pairs': { zh: '可比的对数太少', en: 'too few pairs to compare' },
  'fusion/response-too-low': { zh: '应答率太低，不能推断', en: 'response too low to tell' },
  'fusion/needs-census': {
    zh: '只问了部分名字，这个指标不能算',
    en: 'only some names were asked: this cannot be told',
  },
};

/** Fewest people of whom a bureau-wide sentence is said. */
const fewestForSentence = 20;

type Draft = Pick<Release, 'groups' | 'nets' | 'change' | 'knowledge' | 'response'> & { nListed: number };

/** The sentences a result page opens with, in order of weight. */
export function findingsOf(draft: Draft): Finding[] {
  return [across(draft), change(draft), line(draft), moves(draft), knowledge(draft), response(draft)].filter(
    (finding) => finding !== null,
  );
}

const said = (kind: Finding['kind'], sentence: Saying, facts: Record<string, unknown> = {}): Finding => ({
  kind,
  sentence: fillBoth(sentence, facts),
  cannotTell: false,
});

const untold = (kind: Finding['kind'], sentence: Saying, facts: Record<string, unknown> = {}): Finding => ({
  ...said(kind, sentence, facts),
  cannotTell: true,
});

/** Pairs in a hundred: whole above ten, one decimal below. */
export function perHundred(share: number): string {
  const pairs = 100 * share;
  const text = Math.abs(pairs) >= 10 ? pairs.toFixed(0) : pairs.toFixed(1).replace(/\.0$/, '');
  return text === '-0' ? '0' : text.replace('-', '−');
}

/** `区间 17–21`, in the same grain as values. */
function interval({ low, high }: Estimate, flip = 1): Saying {
  if (low === null || high === null) return { zh: '误差未知', en: 'error unknown' };
  const [a, b] = flip < 0 ? [-high, -low] : [low, high];
  const [from, to] = [perHundred(a), perHundred(b)];
  return from.startsWith('−') || to.startsWith('−')
    ? { zh: `区间 ${from} 到 ${to}`, en: `interval ${from} to ${to}` }
    : { zh: `区间 ${from}–${to}`, en: `interval ${from}–${to}` };
}

/** Fills `{n}` and its interval `{i}` in each language. */
const filled = (sentence: Saying, facts: Record<string, unknown>, span: Saying): Saying => ({
  zh: fillBoth(sentence, { ...facts, i: span.zh }).zh,
  en: fillBoth(sentence, { ...facts, i: span.en }).en,
});

function across({ nets, nListed, response }: Draft): Finding {
  const { across: share, chance } = nets.confirmed1;
  if (nListed < fewestForSentence) {
    return untold(
      'across',
      {
        zh: '只有 {n} 人在名单上，不到 {least} 人，说不准不同原单位的同事相识到什么程度。',
        en: 'Only {n} people are listed, fewer than {least}: how far the legacy agencies know each other cannot be told.',
      },
      { n: nListed, least: fewestForSentence },
    );
  }
  if (share.value === null || chance === null) return untold('across', whyUntold(share, response));
  const sentence = {
    zh: '不同原单位的同事，每 100 对里 {n} 对相识（{i}）；若相识与原单位无关，应为 {c} 对。',
    en: 'Of 100 pairs of colleagues from different legacy agencies, {n} know each other ({i}); if acquaintance had nothing to do with the legacy agency, {c} would.',
  };
  return said(
    'across',
    filled(sentence, { n: perHundred(share.value), c: perHundred(chance) }, interval(share)),
  );
}

function whyUntold(share: Estimate, { rate }: Draft['response']): Saying {
  if (share.cannotTell === 'fusion/response-too-low') {
    return fillBoth(
      {
        zh: '应答率只有 {r} %，不到 60 %，不能推断全局有多少同事相识。',
        en: 'Only {r} % answered, less than 60 %: how many colleagues know each other cannot be told.',
      },
      { r: Math.round(100 * rate) },
    );
  }
  const why = cannotTellWords[share.cannotTell ?? 'inference/undefined']!;
  return {
    zh: `不同原单位的同事相识到什么程度，这一轮说不准：${why.zh}。`,
    en: `How far the legacy agencies know each other cannot be told from this wave: ${why.en}.`,
  };
}

function change({ change: found, nets }: Draft): Finding {
  if (nets.confirmed1.across.value === null)
    return untold('change', {
      zh: '这一轮不能与上一轮比较。',
      en: 'This wave cannot be compared with the one before.',
    });
  if (found === null)
    return untold('change', {
      zh: '这是第一轮，还没有可比的。',
      en: 'This is the first wave: there is nothing to compare it with yet.',
    });
  const estimate = found.samePairs?.across ?? found.allPairs?.across ?? null;
  if (estimate === null || estimate.value === null) {
    return untold(
      'change',
      found.whyNot ?? { zh: '与上一轮相比说不准。', en: 'The change since the wave before cannot be told.' },
    );
  }
  const basis = found.samePairs
    ? { zh: '同一批同事对', en: 'the same pairs' }
    : found.stayed === null
      ? {
          zh: '两轮总体相比，因为上一轮的原始答案已删除',
          en: 'totals of both waves, as the earlier raw answers are deleted',
        }
      : { zh: '两轮总体相比，人员有来去', en: 'totals of both waves, whoever came or went' };
  return changeSentence(estimate, estimate.value, found.since.name, basis);
}

function changeSentence(estimate: Estimate, value: number, since: string, basis: Saying): Finding {
  const covers = estimate.low === null || estimate.high === null || (estimate.low <= 0 && estimate.high >= 0);
  const facts = { n: perHundred(Math.abs(value)), since, bz: basis.zh, be: basis.en };
  if (covers) {
    const sentence = {
      zh: '与“{since}”相比，看不出变化：每 100 对相差 {d} 对（{bz}，{i}），区间跨过 0。',
      en: 'No change can be told since “{since}”: {d} pairs in 100 ({be}, {i}), and the interval covers 0.',
    };
    return untold('change', filled(sentence, { ...facts, d: perHundred(value) }, interval(estimate)));
  }
  const sentence = {
    zh: `比“{since}”${value > 0 ? '多' : '少'} {n} 对（{bz}，{i}）。`,
    en: `That is {n} ${value > 0 ? 'more' : 'fewer'} than in “{since}” ({be}, {i}).`,
  };
  return said('change', filled(sentence, facts, interval(estimate, Math.sign(value))));
}

function line({ nets }: Draft): Finding | null {
  const { within, gap, eiDensity } = nets.confirmed1;
  if (within.value === null || gap.value === null || eiDensity.value === null) return null;
  const facts = {
    w: perHundred(within.value),
    g: perHundred(Math.abs(gap.value)),
    e: eiDensity.value.toFixed(2).replace('-', '−'),
  };
  if (gap.low === null || gap.high === null || (gap.low <= 0 && gap.high >= 0)) {
    const sentence = {
      zh: '同一原单位的同事每 100 对里 {w} 对相识，与跨单位的差别（{i}）在误差之内，看不出原单位的界线。',
      en: 'Of 100 pairs from one legacy agency {w} know each other; the difference ({i}) is within the error: no legacy line can be told.',
    };
    return untold('line', filled(sentence, facts, interval(gap)));
  }
  const sentence =
    gap.value > 0
      ? {
          zh: '同一原单位的同事每 100 对里 {w} 对相识，比跨单位多 {g} 对（{i}）：原单位的界线还在（密度归一 E-I 为 {e}，0 表示没有界线）。',
          en: 'Of 100 pairs from one legacy agency {w} know each other, {g} more than across ({i}): the legacy line is still there (density-normalised E-I {e}, 0 = no line).',
        }
      : {
          zh: '跨单位的同事反而比同一原单位的多 {g} 对相识（{i}）（密度归一 E-I 为 {e}，0 表示没有界线）。',
          en: 'Across legacy agencies {g} pairs more know each other than within ({i}) (density-normalised E-I {e}, 0 = no line).',
        };
  return said('line', filled(sentence, facts, interval(gap, Math.sign(gap.value))));
}

function moves({ change: found }: Draft): Finding | null {
  const seen = found?.moves;
  if (!seen) return null;
  const met = seen.across.strangersMet;
  if (met.value === null)
    return untold('moves', {
      zh: '两轮都问到的同事对太少，说不准陌生人变成熟人的有多少。',
      en: 'Too few pairs were asked about twice to tell how many strangers met.',
    });
  const sentence = {
    zh: '上一轮说不认识的、跨单位的 100 条回答里，这一轮有 {n} 条变成认识或熟悉（{i}）；同单位的是 {w} 条。反过来，原来认识、现在说不认识的占 {r} %，多半是记不准。',
    en: 'Of 100 answers “do not know” across agencies in the wave before, {n} are now “know” or “familiar” ({i}); within agencies {w}. The other way round {r} % of the known are now said to be strangers, mostly error of report.',
  };
  const facts = {
    n: perHundred(met.value),
    w: seen.within.strangersMet.value === null ? '—' : perHundred(seen.within.strangersMet.value),
    r: seen.reversal.value === null ? '—' : perHundred(seen.reversal.value),
  };
  return said('moves', filled(sentence, facts, interval(met)));
}

function knowledge({ knowledge: found }: Draft): Finding | null {
  if (!found) return null;
  const { own, foreign } = found;
  if (own.value === null || foreign.value === null) {
    return untold('knowledge', {
      zh: '对别家业务了解到什么程度，这一轮说不准。',
      en: 'How far people know the other agencies’ business cannot be told from this wave.',
    });
  }
  const sentence = {
    zh: '对自家业务的了解平均 {o} 分，对别家业务 {f} 分（{i}）（自评，100 分为熟知）。',
    en: 'People rate their own agency’s business {o} and the others’ {f} ({i}) (self-rated, 100 = know well).',
  };
  return said(
    'knowledge',
    filled(sentence, { o: perHundred(own.value), f: perHundred(foreign.value) }, interval(foreign)),
  );
}

function response({ response: found }: Draft): Finding {
  const facts = { n: found.nAnswered, of: found.nAsked, r: Math.round(100 * found.rate) };
  const what = {
    everything: { zh: '，各项指标都可以看。', en: ': every measure may be read.' },
    'with-bounds': {
      zh: '，不到 80 %：只看比例、E-I 和变化，并看上下界。',
      en: ', under 80 %: shares, E-I and change only, with their bounds.',
    },
    'respondents-only': {
      zh: '，不到 60 %：只说明作答的人，不能推断全局。',
      en: ', under 60 %: this is about those who answered, not the bureau.',
    },
  }[found.permits];
  return {
    ...said(
      'response',
      { zh: `{of} 人中 {n} 人作答（{r} %）${what.zh}`, en: `{n} of {of} answered ({r} %)${what.en}` },
      facts,
    ),
    cannotTell: found.permits === 'respondents-only',
  };
}
