/** Answers to the open question, from templates. Four carry a name or a telephone number, three give their writer away. */
import type { Random } from '#engines/random/index.ts';
import type { OpinionWave } from '#demo/opinion-waves.ts';

const wishes = [
  '希望{时}办一次{与}业务培训',
  '把{表}合并一下，一件事只报一次',
  '{时}安排一次{与}交流',
  '办公楼里不认识的人还很多，希望{时}有交流活动',
  '文件流转再快一些，{表}能在系统里办',
  '年轻人想跟老同志学办案，希望{时}结对子',
  '检测和执法衔接再顺一点，{与}人一起开个会',
  '希望考核少一点，{表}少一点',
  '把{与}办事标准统一起来',
  '合并以后工资表、考勤、{表}都统一了，希望继续',
  '活动安排避开年底，{时}就好',
  '基层人手紧，希望机关{时}到一线帮忙',
];

const places: Readonly<Record<string, readonly string[]>> = {
  与: ['跨科室的', '执法和检测的', '机关和基层的', '几个条线的'],
  时: ['每季度', '每个月', '上半年', '工作日下午', '淡季'],
  表: ['各类报表', '检查表格', '月报季报', '台账'],
};

/** Invented names and numbers; 199 numbers are not given out with this prefix and length in the story. */
const telling: Readonly<Record<OpinionWave['code'], readonly string[]>> = {
  W1: [
    '建议向白晓苇学习写剧本，多排情景剧',
    '有事请打我电话13800001234，我愿意牵头',
    '我是检测中心唯一一个从外地调来做药品微生物的，希望有人带',
  ],
  W2: ['办公室的靳文澄主任很负责，希望多下来走走', '我上个月刚从知识产权科借到执法队，希望早点定岗'],
  W3: ['报名找段若汀，微信同号13900005678', '我是全局最早考下压力容器检验师证的女同志，希望证书有补贴'],
};

const filled = (template: string, random: Random): string =>
  template.replaceAll(/\{(.)\}/g, (_, place: string) => {
    const list = places[place]!;
    return list[random.below(list.length)]!;
  });

/** One text or nothing for each of `n` people, `nTexts` in all. */
export function textsOf({ code, nTexts }: OpinionWave, n: number, random: Random): (string | null)[] {
  const texts = Array.from({ length: nTexts }, (_, at) =>
    at < telling[code].length ? telling[code][at]! : filled(wishes[random.below(wishes.length)]!, random),
  );
  const all: (string | null)[] = [...texts, ...Array.from({ length: n - nTexts }, () => null)];
  return random.shuffle(all);
}
