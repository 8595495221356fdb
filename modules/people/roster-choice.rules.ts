import type { LegacyAgency, PostType } from './roster-shape.rules.ts';
import { squeeze } from './roster-text.rules.ts';

/** The agencies that merged in most cities (2018–2019), with the names under which offices write them. */
export const defaultAgencies: readonly LegacyAgency[] = [
  { code: 'ICO', name: '原工商', synonyms: ['工商', '工商局', '工商行政管理局', '工商所', '工商分局'] },
  {
    code: 'QTS',
    name: '原质监',
    synonyms: [
      '质监',
      '质监局',
      '质量技术监督局',
      '质量技术监督',
      '质检局',
      '技术监督局',
      '特检所',
      '计量所',
    ],
  },
  {
    code: 'FDA',
    name: '原食药监',
    synonyms: [
      '食药监',
      '食药监局',
      '食药局',
      '食药',
      '食品药品监督管理局',
      '食品药品监督',
      '药监局',
      '药监',
      '药品监督管理局',
    ],
  },
  {
    code: 'PRC',
    name: '原物价检查',
    synonyms: [
      '物价',
      '物价局',
      '物价检查',
      '物价检查所',
      '物价监督检查局',
      '价格检查',
      '价格监督检查',
      '价监局',
      '发改委价格检查',
      '发改委价监局',
      '发改委',
    ],
  },
  { code: 'IPO', name: '原知识产权', synonyms: ['知识产权', '知识产权局', '科技局', '科学技术局'] },
  {
    code: 'NEW',
    name: '改革后新进',
    synonyms: [
      '新进',
      '新进人员',
      '新招',
      '新录用',
      '公招',
      '公开招聘',
      '招录',
      '选调',
      '选调生',
      '军转',
      '军转干部',
      '改革后调入',
    ],
  },
  { code: 'OTHER', name: '其他', synonyms: ['其它', '其他单位', '其它单位'] },
];

/**
 * The agency a cell means: equal to its code, name or a synonym, else the only one of which a synonym stands
 * within (原岚川市工商行政管理局). Null where none or several fit: two agencies in one cell are no answer.
 */
export function agencyFinder(agencies: readonly LegacyAgency[]): (text: string) => string | null {
  const exact = new Map<string, string>();
  const within: { readonly part: string; readonly code: string }[] = [];
  for (const { code, name, synonyms } of agencies) {
    for (const word of [code, name, ...synonyms]) {
      const key = keyOf(word);
      if (!exact.has(key)) exact.set(key, code);
      if (/\p{Script=Han}{2}/u.test(key) && !/^其[他它]/.test(key)) within.push({ part: key, code });
    }
  }
  return (text) => {
    const key = keyOf(text);
    const known = exact.get(key);
    if (known !== undefined) return known;
    const codes = new Set(within.filter(({ part }) => key.includes(part)).map(({ code }) => code));
    return codes.size === 1 ? [...codes][0]! : null;
  };
}

function keyOf(text: string): string {
  return squeeze(text)
    .replace(/^原/, '')
    .replaceAll(/\([^)]*\)/g, '')
    .toUpperCase();
}

export const postTypeNames: Readonly<Record<PostType, string>> = {
  CIVIL_SERVICE: '行政编制',
  CIVIL_SERVICE_MANAGED: '参公',
  INSTITUTION: '事业编制',
  CONTRACT: '聘用',
};

const postTypeWords: readonly (readonly [PostType, RegExp])[] = [
  ['CIVIL_SERVICE', /行政|公务员|政法专项/],
  ['INSTITUTION', /事业|全额|差额|自收自支/],
  ['CONTRACT', /聘用|合同|编外|派遣|临聘|外聘|临时工|公益性岗位|协管|辅助/],
];

/** The post type a cell means; null where none fits, or two do (事业编制聘用). */
export function readPostType(text: string): PostType | null {
  const key = squeeze(text).toUpperCase();
  if (Object.hasOwn(postTypeNames, key)) return key as PostType;
  // 参公 staff are described by words of the other kinds (参照公务员法管理的事业单位).
  if (/参公|参照/.test(key)) return 'CIVIL_SERVICE_MANAGED';
  const fitting = postTypeWords.filter(([, words]) => words.test(key));
  return fitting.length === 1 ? fitting[0]![0] : null;
}

const present = new Set([
  '是',
  '√',
  '✓',
  '✔',
  '☑',
  'Y',
  'YES',
  '1',
  'TRUE',
  '在岗',
  '在职',
  '在编在岗',
  '在职在岗',
  '正常',
  '借调',
  '挂职',
]);
const gone = new Set([
  '否',
  '×',
  'X',
  '✗',
  '✘',
  '☒',
  'N',
  'NO',
  '0',
  'FALSE',
  '离岗',
  '离职',
  '不在岗',
  '退休',
  '已退休',
  '调出',
  '调离',
  '辞职',
  '去世',
  '辞退',
]);

/** Whether a person is in post: 是/否, √/×, 在岗/离岗 and the like; null where the cell says neither. */
export function readActive(text: string): boolean | null {
  const key = squeeze(text).toUpperCase();
  if (present.has(key)) return true;
  return gone.has(key) ? false : null;
}
