/**
 * What in a free text seems to name somebody, by its wording alone: no list of names may lie on the device of who
 * answers, and nothing is sent to find out. It may be wrong both ways; whoever writes decides.
 */
export type HintKind = 'person' | 'number' | 'self';

export interface Hint {
  kind: HintKind;
  words: string;
}

/** Common surnames without those that often end or begin another word (于 时 方 任 成 向 常 安 全 和 高 金 马 万 路 …). */
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱郭罗宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔邱秦侯邵孟雷尹黎武';
const compound = '欧阳|司马|上官|诸葛|慕容|令狐|皇甫';
const surname = `(?:[${surnames}]|${compound})`;
/** Surnames that are words besides, before a whole title only. */
const wide = `(?:[${surnames}何梁马高金方石白文江龙史毛万钱温康靳段柳苗申牛]|${compound})`;
const given = '[\\u4e00-\\u9fff]{0,2}?';
const titles =
  '副?(?:局长|处长|科长|股长|所长|队长|组长|主任|书记|部长|站长|院长|主席|老师|师傅|同志|大姐|大哥)';

const persons = [
  new RegExp(`${wide}${given}${titles}`, 'g'),
  // How colleagues call each other: 王局, 李科, 老张, 小李; not 科技, 局面.
  new RegExp(`${surname}(?:局(?![面部域限势里中])|科(?![技室学目普])|处(?![理罚分境室置处]))`, 'g'),
  new RegExp(`(?<![\\u4e00-\\u9fff])[老小]${surname}(?![\\u4e00-\\u9fff]{0,1}[时组])`, 'g'),
  /[我他她]叫[\u4e00-\u9fff]{2,4}/g,
  /\b(?:Mr|Mrs|Ms|Dr|Director|Chief|Secretary)\.? [A-Z][a-z]+/g,
];

/** Telephone and identity numbers, mail addresses; QQ and WeChat names after their word. */
export const numbers = [
  /1[3-9]\d{9}/g,
  /\d{17}[\dXx]/g,
  /0\d{2,3}-?\d{7,8}/g,
  /[\w.+-]+@[\w-]+\.[\w.]+/g,
  /(?:微信|QQ)号?[:： ]?[A-Za-z0-9_-]{5,}/g,
];
/** Numbers that staff go by. */
const badges = [/(?:工号|警号|执法证号?)[:： ]?[A-Za-z]{0,3}\d{3,}/g];

/** What only one person could say of himself: a hint to look, since no list can know. */
export const singular = /(?:唯一|只有我|就我一个|最早|第一个|上个月刚|我是全局)/g;

const patterns: readonly (readonly [HintKind, readonly RegExp[]])[] = [
  ['person', persons],
  ['number', [...numbers, ...badges]],
  ['self', [singular]],
];

/** In the order in which they stand, each wording once. */
export function hintsIn(body: string): Hint[] {
  const found = patterns.flatMap(([kind, list]) =>
    list.flatMap((pattern) =>
      [...body.matchAll(pattern)].map((match) => ({ kind, words: match[0], at: match.index })),
    ),
  );
  const ordered = found.toSorted((a, b) => a.at - b.at || b.words.length - a.words.length);
  const apart = ordered.filter(({ at, words }, i) =>
    ordered.slice(0, i).every((one) => one.words !== words && one.at + one.words.length <= at),
  );
  return apart.map(({ kind, words }) => ({ kind, words }));
}
