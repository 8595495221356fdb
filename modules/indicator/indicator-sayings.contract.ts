/** What indicators refuse, and what they tell the ledger. */
import * as z from 'zod';
import { facts, refusals } from '#platform/contract/index.ts';
import { Verdict } from './indicator.contract.ts';

export const indicatorRefusals = refusals({
  'indicator/not-found': { status: 404, zh: '没有找到这个指标。', en: 'This indicator was not found.' },
  'indicator/name-taken': {
    status: 409,
    zh: '已经有叫“{name}”的指标了。',
    en: 'There is already an indicator called “{name}”.',
  },
  'indicator/unknown-kind': {
    status: 422,
    zh: '台账里没有“{kind}”这种记录，或者它不许用来统计。',
    en: 'The ledger knows no records “{kind}”, or they may not be asked about.',
  },
  'indicator/unknown-field': {
    status: 422,
    zh: '这种记录没有“{field}”这一项，或者它不是所要的类型。',
    en: 'These records have no field “{field}”, or it is of another type.',
  },
  'indicator/unknown-unit': {
    status: 422,
    zh: '所选单位里有机构里没有的。',
    en: 'One of the chosen units does not exist.',
  },
  'indicator/period-backwards': {
    status: 422,
    zh: '结束日要在开始日当天或之后。',
    en: 'The period must not end before it begins.',
  },
  'indicator/events-not-things': {
    status: 422,
    zh: '数记录得到的是次数，不能叫“{unit}”：同一个对象会数多次。请改用“不同的有几个”，或改成人次、户次、台次。',
    en: 'Counting records gives occasions, not “{unit}”: the same one would count many times. Ask how many different ones, or use a unit of occasions.',
  },
  'indicator/things-not-summed': {
    status: 422,
    zh: '“{unit}”不能逐条相加：同一个对象会加多次。请用最新值，或改成人次、户次、台次。',
    en: '“{unit}” cannot be added up over records: the same one would be added many times. Take the newest value, or a unit of occasions.',
  },
  'indicator/score-not-summed': {
    status: 422,
    zh: '“{unit}”只能取平均或最新值，不能相加，也不能计数。',
    en: '“{unit}” can be averaged or taken as it last was, not added up or counted.',
  },
  'indicator/units-differ': {
    status: 422,
    zh: '记录以“{declared}”计，不能当作“{unit}”相加。',
    en: 'These records count “{declared}”, which cannot be taken as “{unit}”.',
  },
  'indicator/share-unlike': {
    status: 422,
    zh: '分子以“{top}”计，分母以“{bottom}”计，相除不是百分比。',
    en: '“{top}” over “{bottom}” is no percentage: both ends must count alike.',
  },
  'indicator/different-things': {
    status: 422,
    zh: '不同的对象要用户、人、台或个、件这类单位，不能用“{unit}”。',
    en: 'Different ones are counted in units of things, not in “{unit}”.',
  },
  'indicator/retired': {
    status: 409,
    zh: '这个指标已经停用，请先恢复。',
    en: 'This indicator is retired; take that back first.',
  },
  'indicator/not-judged': {
    status: 409,
    zh: '这个指标由台账算出，不由人判断。',
    en: 'This indicator is computed from the ledger; nobody judges it.',
  },
  'indicator/unchanged': {
    status: 409,
    zh: '与现在的写法一样，没有什么要改。',
    en: 'It is written like this already.',
  },
});

const Named = z.object({ name: z.string() });
export const indicatorFacts = facts({
  'indicator/added': { zh: '登记了指标“{name}”', en: 'The indicator “{name}” was registered', data: Named },
  'indicator/changed': {
    zh: '修改了指标“{name}”（第 {version} 版）：{reason}',
    en: 'The indicator “{name}” was changed (version {version}): {reason}',
    data: Named.extend({ version: z.int(), reason: z.string() }),
  },
  'indicator/retired': { zh: '停用了指标“{name}”', en: 'The indicator “{name}” was retired', data: Named },
  'indicator/restored': {
    zh: '恢复了指标“{name}”',
    en: 'The indicator “{name}” was taken up again',
    data: Named,
  },
  'indicator/judged': {
    zh: '判断指标“{name}”：{said}',
    en: 'The indicator “{name}” was judged: {saidEn}',
    data: Named.extend({ verdict: Verdict, said: z.string(), saidEn: z.string(), evidence: z.string() }),
    askable: false,
  },
});
