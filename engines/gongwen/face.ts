/** Runs in the faces the standard asks for, by name; the reader's machine has them, nothing is embedded. */
import { ExternalHyperlink, TextRun, type IRunOptions, type ParagraphChild } from 'docx';
import { size, widthPercent } from './layout.ts';
import type { Rich } from './model.ts';

export const faces = {
  fang: '仿宋_GB2312',
  kai: '楷体_GB2312',
  hei: '黑体',
  song: '宋体',
  title: '方正小标宋简体',
} as const;

export type Face = keyof typeof faces;

/** What Word takes where a face is missing (`w:altName`), the first of them by name. */
export const alternatives: Readonly<Record<Face, string>> = {
  fang: '仿宋,FangSong,FandolFang',
  kai: '楷体,KaiTi,FandolKai,AR PL KaitiM GB',
  hei: 'SimHei,FandolHei,Noto Sans CJK SC',
  song: 'SimSun,FandolSong,Noto Serif CJK SC',
  title: '小标宋体,FZXiaoBiaoSong-B05S,华文中宋,Noto Serif CJK SC',
};

const fontOf = (face: Face) => {
  const name = faces[face];
  // Latin letters and figures too: a second face would break the grid of 28 characters.
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' as const };
};

export const run = (text: string, face: Face = 'fang', more: IRunOptions = {}): TextRun =>
  new TextRun({ text, font: fontOf(face), size: size.three, scale: widthPercent, ...more });

/** Text with its links, in one face. A link looks like the text around it: the paper shows none. */
export const runs = (rich: Rich, face: Face = 'fang', more: IRunOptions = {}): ParagraphChild[] =>
  (typeof rich === 'string' ? [rich] : rich).map((piece) =>
    typeof piece === 'string'
      ? run(piece, face, more)
      : new ExternalHyperlink({ link: piece.link, children: [run(piece.text, face, more)] }),
  );

/** The bare words of a text. */
export const wordsOf = (rich: Rich): string =>
  typeof rich === 'string'
    ? rich
    : rich.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
