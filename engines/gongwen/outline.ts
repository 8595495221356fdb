/** A document as the lines that stand on paper, for a typesetter that is not Word. */
import { brokenLines, type BrokenLine } from './break.ts';
import type { Block, OfficialDocument, Piece, Rich } from './model.ts';
import { dayInWords, documentNumber, HeadingCounter, widthOf } from './numbering.ts';
import { signatureBlanks } from './tail.ts';
import { titleLines } from './title.ts';

type Face = 'fang' | 'kai' | 'hei';

/** A piece of text; `link` is empty where it leads nowhere. */
export interface OutlineRun {
  text: string;
  face: Face;
  link: string;
}

/** As it stands on the grid of 28 cells. */
export type OutlineLine = BrokenLine<OutlineRun>;

export type OutlineBlock =
  /** `heading`: has its text in the next lines, and must not stand alone at a page's foot. */
  | { kind: 'text'; runs: OutlineRun[]; heading: boolean; lines: OutlineLine[] }
  | {
      kind: 'table';
      title: string;
      shares: number[];
      heads: string[];
      centred: boolean[];
      rows: OutlineRun[][][];
    };

export interface Outline {
  name: string;
  urgency: string;
  number: string;
  signer: string;
  issue: string;
  /** The two ends of the line below the issue. */
  ends: [string, string];
  title: string[];
  addressee: string;
  body: OutlineBlock[];
  list: string[];
  /** `blanks`: lines before it. */
  signature: { by: string; on: string; sealed: boolean; blanks: number } | null;
  note: string;
  /** Lines of what is not body text, as they stand on the grid. */
  laid: { addressee: OutlineLine[]; list: OutlineLine[]; note: OutlineLine[] };
  attachments: { mark: string; title: string; across: boolean; body: OutlineBlock[] }[];
  colophon: { copies: string; by: string; on: string } | null;
}

const levelFace = { 1: 'hei', 2: 'kai', 3: 'fang', 4: 'fang' } as const;

const runsOf = (rich: Rich, face: Face = 'fang'): OutlineRun[] =>
  (typeof rich === 'string' ? [rich] : rich).map((piece: Piece) =>
    typeof piece === 'string'
      ? { text: piece, face, link: '' }
      : { text: piece.text, face, link: piece.link },
  );

const paragraph = (runs: OutlineRun[], heading = false): OutlineBlock => ({
  kind: 'text',
  runs,
  heading,
  lines: brokenLines(runs, { first: 2, rest: 0 }),
});

function blocksOf(blocks: readonly Block[]): OutlineBlock[] {
  const counter = new HeadingCounter();
  return blocks.map((block): OutlineBlock => {
    if ('level' in block) {
      const heading = runsOf(counter.next(block.level) + block.heading, levelFace[block.level]);
      return paragraph([...heading, ...runsOf(block.runOn ?? [])], !block.runOn);
    }
    if ('label' in block) return paragraph([...runsOf(block.label, 'hei'), ...runsOf(block.text)]);
    if ('text' in block) return paragraph(runsOf(block.text));
    const { title = '', columns, rows } = block.table;
    return {
      kind: 'table',
      title,
      shares: columns.map(({ share }) => share),
      heads: columns.map(({ heading }) => heading),
      centred: columns.map(({ centred = false }) => centred),
      rows: rows.map((cells) => columns.map((_, at) => runsOf(cells[at] ?? ''))),
    };
  });
}

/** What wraps aligns with the first character of the name. */
function listLines(name: string, at: number, one: boolean): OutlineLine[] {
  const mark = one ? '' : `${at + 1}.`;
  const [lead, first] = at === 0 ? ['附件：', 2] : ['', 5];
  return brokenLines(runsOf(lead + name), { first, rest: 5 + widthOf(mark) });
}

/** The lines of a document; the same numbers, dates and headings as in its DOCX. */
export function outlineOf(document: OfficialDocument): Outline {
  const { kind, issuer, number, issue, title, attachments, signature, colophon, note } = document;
  const counted = kind === 'minutes' || kind === 'bulletin';
  const on = signature?.on ?? colophon?.printedOn ?? null;
  const one = attachments.length === 1;
  const list = attachments.map((attachment, at) =>
    one ? attachment.title : `${at + 1}.${attachment.title}`,
  );
  const addressee = document.addressee === null ? '' : `${document.addressee.replace(/[：:]$/, '')}：`;
  const told = note === null ? '' : `（${note.replace(/^[（(]|[）)]$/g, '')}）`;
  return {
    name: counted ? issuer : `${issuer}文件`,
    urgency: document.urgency ?? '',
    number: number && !counted ? documentNumber(number) : '',
    signer: document.signer ?? '',
    issue: issue === null || !counted ? '' : `第${issue}期`,
    ends: counted ? [signature?.by ?? colophon?.printedBy ?? '', on ? dayInWords(on) : ''] : ['', ''],
    title: title.length === 1 ? titleLines(title[0]!) : [...title],
    addressee,
    body: blocksOf(document.body),
    list,
    signature:
      signature && !counted
        ? { ...signature, on: dayInWords(signature.on), blanks: signatureBlanks(document) }
        : null,
    note: told,
    laid: {
      addressee: brokenLines(runsOf(addressee), { first: 0, rest: 0 }),
      list: list.flatMap((name, at) => listLines(name, at, one)),
      note: brokenLines(runsOf(told), { first: 2, rest: 0 }),
    },
    attachments: attachments.map((attachment, at) => ({
      mark: one ? '附件' : `附件${at + 1}`,
      title: attachment.title,
      across: attachment.across ?? false,
      body: blocksOf(attachment.blocks),
    })),
    colophon: colophon && {
      copies: colophon.copiesTo === null ? '' : `抄送：${colophon.copiesTo.replace(/[。.]$/, '')}。`,
      by: colophon.printedBy,
      on: `${dayInWords(colophon.printedOn)}印发`,
    },
  };
}
