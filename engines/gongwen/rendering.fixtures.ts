/** What LibreOffice makes of a DOCX file: pages measured, and the document as it understood it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { faces } from './face.ts';

const onPath = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

/** Names of the programs that are missing on this machine; empty where rendering can be looked at. */
export const missingPrograms: readonly string[] = ['soffice', 'pdftotext', 'pdftoppm'].filter(
  (name) => !onPath(name),
);

/** Figures of 仿宋_GB2312 and the others are half as wide as their characters; so are those of this free face. */
const halfWide = 'Noto Sans Mono CJK SC';

const facesHere = (): string =>
  onPath('fc-list') ? execFileSync('fc-list', [':', 'family'], { encoding: 'utf8' }) : '';

/** What is missing to compare lines with figures word by word. */
export const missingForLines: readonly string[] = [
  ...missingPrograms,
  ...(missingPrograms.length > 0 || facesHere().includes(halfWide) ? [] : [halfWide]),
];

export interface Word {
  text: string;
  /** Millimetres from the paper's left and upper edge. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Rendered {
  /** Words of each page, by their boxes. */
  pages: Word[][];
  /** The document as flat ODF, with the styles that LibreOffice resolved. */
  odf(): string;
  /** RGB pixels of a page at 4 per millimetre. */
  pixels(page: number): Picture;
}

export interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

const MM = 25.4 / 72;

/** All of them in one run of LibreOffice: starting it costs more than a document. */
export function render<Name extends string>(
  documents: Readonly<Record<Name, Uint8Array>>,
): {
  of: Record<Name, Rendered>;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'wenrong-gongwen-'));
  const names = Object.keys(documents) as Name[];
  for (const name of names) writeFileSync(join(folder, `${name}.docx`), documents[name]);
  convert(folder, names, 'pdf');
  const of = Object.fromEntries(names.map((name) => [name, renderedIn(folder, name)]));
  return {
    of: of as Record<Name, Rendered>,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const renderedIn = (folder: string, name: string): Rendered => ({
  pages: readPages(wordsIn(join(folder, `${name}.pdf`))),
  odf: () => {
    convert(folder, [name], 'fodt');
    return readFileSync(join(folder, `${name}.fodt`), 'utf8');
  },
  pixels: (page) => pixelsOf(folder, name, page),
});

/** It says on its way that a blank page has no words. */
const wordsIn = (path: string): string =>
  execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Words of each page of a PDF. */
export function pagesOf(pdf: Uint8Array): Word[][] {
  const folder = mkdtempSync(join(tmpdir(), 'wenrong-pdf-'));
  writeFileSync(join(folder, 'a.pdf'), pdf);
  const text = wordsIn(join(folder, 'a.pdf'));
  rmSync(folder, { recursive: true });
  return readPages(text);
}

/** Pages that stay blank before the colophon's are pages too. */
const formats = {
  pdf: 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}',
  fodt: 'fodt',
} as const;

/** With a profile of its own, so that two conversions do not wait for each other. */
function convert(folder: string, names: readonly string[], format: keyof typeof formats): void {
  const fonts = join(folder, 'fonts.conf');
  if (!existsSync(fonts)) writeFileSync(fonts, standIns);
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      formats[format],
      '--outdir',
      folder,
      ...names.map((name) => join(folder, `${name}.docx`)),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
      env: { ...process.env, FONTCONFIG_FILE: fonts },
    },
  );
}

const standIn = (face: string): string =>
  `<match target="pattern"><test name="family"><string>${face}</string></test>` +
  `<edit name="family" mode="assign" binding="strong"><string>${halfWide}</string></edit></match>`;

/** In place of the faces that no test machine has. */
const standIns =
  '<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>' +
  `${Object.values(faces).map(standIn).join('')}</fontconfig>`;

const readPages = (text: string): Word[][] =>
  text
    .split('<page ')
    .slice(1)
    .map((page) =>
      [
        ...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g),
      ].map(([, left, top, right, bottom, word]) => ({
        text: word!,
        left: Number(left) * MM,
        top: Number(top) * MM,
        right: Number(right) * MM,
        bottom: Number(bottom) * MM,
      })),
    );

function pixelsOf(folder: string, name: string, page: number): Picture {
  const out = join(folder, `${name}-${page}`);
  const at = String(page);
  execFileSync('pdftoppm', [
    '-r',
    '101.6',
    '-f',
    at,
    '-l',
    at,
    '-singlefile',
    join(folder, `${name}.pdf`),
    out,
  ]);
  const bytes = readFileSync(`${out}.ppm`);
  const [, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'))!;
  const size = Number(width) * Number(height) * 3;
  return { width: Number(width), height: Number(height), rgb: bytes.subarray(bytes.length - size) };
}

/** Words of a page gathered to lines, from above; of each: its characters without blanks, its left edge and top in mm. */
export function linesOf(
  words: readonly Word[],
): { text: string; left: number; right: number; top: number }[] {
  const lines: { text: string; left: number; right: number; top: number; words: Word[] }[] = [];
  for (const word of words.toSorted((a, b) => a.top - b.top)) {
    const line = lines.find(({ top }) => Math.abs(top - word.top) < 2);
    if (line) line.words.push(word);
    else lines.push({ text: '', left: 0, right: 0, top: word.top, words: [word] });
  }
  return lines.map(({ words: inLine, top }) => {
    const sorted = inLine.toSorted((a, b) => a.left - b.left);
    const text = sorted.map((word) => word.text).join('');
    return { text, left: sorted[0]!.left, right: sorted.at(-1)!.right, top };
  });
}
