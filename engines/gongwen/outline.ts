/** A document as the lines that stand on paper, for a typesetter that is not Word. */
import type { Block, OfficialDocument, Piece, Rich } from './model.ts';
import { dayInWords, documentNumber, HeadingCounter } from './numbering.ts';
import { titleLines } from './title.ts';

type Face = 'fang' | 'kai' | 'hei';

/** A piece of text; `link` is empty where it leads nowhere. */
export interface OutlineRun {
  text: string;
  face: Face;
  link: string;
}

export type OutlineBlock =
  /** `heading`: has its text in the next lines, and must not stand alone at a page's foot. */
  | { kind: 'text'; runs: OutlineRun[]; heading: boolean }
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
  signature: { by: string; on: string; sealed: boolean } | null;
  note: string;
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

function blocksOf(blocks: readonly Block[]): OutlineBlock[] {
  const counter = new HeadingCounter();
  return blocks.map((block): OutlineBlock => {
    if ('level' in block) {
      const heading = runsOf(counter.next(block.level) + block.heading, levelFace[block.level]);
      return { kind: 'text', runs: [...heading, ...runsOf(block.runOn ?? [])], heading: !block.runOn };
    }
    if ('label' in block)
      return { kind: 'text', runs: [...runsOf(block.label, 'hei'), ...runsOf(block.text)], heading: false };
    if ('text' in block) return { kind: 'text', runs: runsOf(block.text), heading: false };
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

/** The lines of a document; the same numbers, dates and headings as in its DOCX. */
export function outlineOf(document: OfficialDocument): Outline {
  const { kind, issuer, number, issue, title, attachments, signature, colophon, note } = document;
  const counted = kind === 'minutes' || kind === 'bulletin';
  const on = signature?.on ?? colophon?.printedOn ?? null;
  const one = attachments.length === 1;
  return {
    name: counted ? issuer : `${issuer}文件`,
    urgency: document.urgency ?? '',
    number: number && !counted ? documentNumber(number) : '',
    signer: document.signer ?? '',
    issue: issue === null || !counted ? '' : `第${issue}期`,
    ends: counted ? [signature?.by ?? colophon?.printedBy ?? '', on ? dayInWords(on) : ''] : ['', ''],
    title: title.length === 1 ? titleLines(title[0]!) : [...title],
    addressee: document.addressee === null ? '' : `${document.addressee.replace(/[：:]$/, '')}：`,
    body: blocksOf(document.body),
    list: attachments.map((attachment, at) => (one ? attachment.title : `${at + 1}.${attachment.title}`)),
    signature: signature && !counted ? { ...signature, on: dayInWords(signature.on) } : null,
    note: note === null ? '' : `（${note.replace(/^[（(]|[）)]$/g, '')}）`,
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
