/** What a survey says, in sentences: with the interval, or that it cannot be told. No group is ranked or named worst. */
import type { Saying } from '#platform/contract/index.ts';
import { digitsIn, writeNumber, writeSpan, writeValue } from './figure.words.ts';
import type { Change, FindingLine, Release, ScaleResult } from './result.contract.ts';

type Told = Pick<Release, 'response' | 'scales' | 'since' | 'drivers' | 'groupings'>;

/** The clearest changes first, then levels, what cannot be told, who answered. The first is the headline. */
export function findingsOf(told: Told): FindingLine[] {
  const changes = told.scales
    .flatMap((scale) => (scale.change ? [changeFinding(scale, scale.change)] : []))
    .toSorted((a, b) => b.clear - a.clear)
    .map(({ finding }) => finding);
  const levels = changes.length === 0 ? told.scales.flatMap(levelFinding) : [];
  return [...changes, ...levels, ...spreadFindings(told), responseFinding(told)];
}

/** How far from nothing the change is, in half-widths of its interval; untold ones last. */
function clearness({ verdict, value, low, high }: Change): number {
  if (value === null || low === null || high === null || high === low) return 0;
  return verdict === 'cannot-tell' ? 0 : Math.abs(value) / ((high - low) / 2);
}

function changeFinding(scale: ScaleResult, change: Change): { finding: FindingLine; clear: number } {
  const better = (change.verdict === 'up') === (scale.highIs === 'good');
  const tone = change.verdict === 'cannot-tell' ? 'cannot-tell' : better ? 'good' : 'bad';
  return {
    clear: clearness(change),
    finding: {
      code: `change-${scale.code}`,
      tone,
      asksAnswer: tone === 'bad',
      sentence: change.verdict === 'cannot-tell' ? unclear(scale, change) : moved(scale, change),
    },
  };
}

function moved({ name, mean, highIs }: ScaleResult, change: Change): Saying {
  const digits = digitsIn(mean.value, change.before, change.value, change.low, change.high);
  const write = (value: number): string => writeNumber(Math.abs(value), digits);
  const [from, to, by] = [write(change.before), write(mean.value!), write(change.value!)];
  const [low, high] = [change.low!, change.high!].toSorted((a, b) => Math.abs(a) - Math.abs(b)).map(write);
  const up = change.verdict === 'up';
  const heavy = highIs === 'bad';
  return {
    zh: `${name.zh}由 ${from} ${up ? '升' : '降'}到 ${to}（${up ? '升' : '降'} ${by}，区间 ${low} 到 ${high}）${heavy ? (up ? '，是变重了' : '，是减轻了') : ''}。`,
    en: `${name.en} ${up ? 'rose' : 'fell'} from ${from} to ${to} (by ${by}, interval ${low} to ${high})${heavy ? (up ? ', which is heavier' : ', which is lighter') : ''}.`,
  };
}

function unclear({ name }: ScaleResult, change: Change): Saying {
  const [zh, en] = [writeSpan(change, ' 到 '), writeSpan(change, ' to ')];
  const by = writeValue({ ...change, value: change.value ?? 0 });
  const seen = change.detectable === null ? null : writeNumber(change.detectable);
  return {
    zh: `${name.zh}有没有变化，不能判断：相差 ${by}${zh === null ? '' : `，区间 ${zh}，0 在其中`}${seen === null ? '' : `；差到 ${seen} 左右才看得出`}。`,
    en: `Whether ${name.en.toLowerCase()} changed cannot be told: a difference of ${by}${en === null ? '' : `, interval ${en}, which holds 0`}${seen === null ? '' : `; about ${seen} could be seen`}.`,
  };
}

function levelFinding({ code, name, mean, highIs }: ScaleResult): FindingLine[] {
  if (mean.value === null) return [];
  const bad = highIs === 'bad' ? (mean.low ?? 0) > 3 : (mean.high ?? 5) < 3;
  return [
    {
      code: `level-${code}`,
      tone: bad ? 'bad' : 'plain',
      asksAnswer: bad,
      sentence: {
        zh: `${name.zh}平均 ${writeValue(mean)}（1–5 分，区间 ${writeSpan(mean, '–') ?? '—'}）${highIs === 'bad' ? '，分数高表示重' : ''}。`,
        en: `${name.en} averages ${writeValue(mean)} (of 1 to 5, interval ${writeSpan(mean, '–') ?? '—'})${highIs === 'bad' ? '; high means heavy' : ''}.`,
      },
    },
  ];
}

/** Scales on which groups differ at all: said once for each grouping, without naming a group. */
function spreadFindings({ groupings, scales }: Told): FindingLine[] {
  return groupings.flatMap(({ code, title, between, refused, groups }) => {
    if (refused || code.includes('×') || groups.length < 2) return [];
    const differ = between.filter(({ icc }) => icc.low !== null && icc.low > 0);
    const names = differ.flatMap(({ scale }) => scales.find((one) => one.code === scale)?.name ?? []);
    const sentence: Saying =
      names.length > 0
        ? {
            zh: `${title.zh}看，各组在${names.map(({ zh }) => zh).join('、')}上有差别；其余看不出。`,
            en: `${title.en}, groups differ in ${names.map(({ en }) => en.toLowerCase()).join(', ')}; otherwise no difference can be told.`,
          }
        : {
            zh: `${title.zh}看，各组之间有没有差别，不能判断。`,
            en: `${title.en}, whether groups differ cannot be told.`,
          };
    const tone = names.length > 0 ? ('plain' as const) : ('cannot-tell' as const);
    return [{ code: `groups-${code}`, tone, asksAnswer: false, sentence }];
  });
}

function responseFinding({ response }: Told): FindingLine {
  const { answered, eligible, differs } = response;
  const rate = eligible === 0 ? 0 : Math.round((1000 * answered) / eligible) / 10;
  return {
    code: 'response',
    tone: 'plain',
    asksAnswer: false,
    sentence: {
      zh: `${eligible} 人可以参加，${answered} 人作答（${rate}%）；没有作答的人怎么想，这里不知道。${differs ? '两次应答率相差超过 10 个百分点，比较时要小心。' : ''}`,
      en: `Of ${eligible} people ${answered} answered (${rate} %); what the others think is not known here.${differs ? ' Response differs by more than ten points between the waves: compare with care.' : ''}`,
    },
  };
}
