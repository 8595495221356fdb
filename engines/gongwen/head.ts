/** What stands above the body: urgency, issuer in red, number, red rule, title, addressee (GB/T 9704-2012, 7.2 and 7.3.1). */
import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TabStopType } from 'docx';
import { run } from './face.ts';
import { blockWidth, headTop, linePitch, red, rule, ruleGap, size } from './layout.ts';
import { blanks, centred, chars, line, offGrid } from './line.ts';
import type { OfficialDocument } from './model.ts';
import { dayInWords, documentNumber } from './numbering.ts';
import { titleLines } from './title.ts';

/** Half-points of the largest issuer's name that leaves one character of air at both sides; 初号 at most. */
function headSize(name: string): number {
  const widest = (blockWidth - chars(2)) / 20 / [...name].length;
  return Math.min(84, Math.max(44, Math.floor(widest) * 2));
}

/** The name begins 35 mm below the top of the block, whatever stands in the lines before it. */
function issuerLine(name: string, nLinesAbove: number): Paragraph {
  const half = headSize(name);
  const height = half * 10;
  // Within its exact line a character begins about one tenth of its size below the line's top.
  const before = Math.max(0, headTop - nLinesAbove * linePitch - Math.round(height * 0.05));
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: height, lineRule: LineRuleType.EXACT, before, after: 0 },
    style: offGrid,
    children: [run(name, 'title', { size: half, color: red })],
  });
}

const redRule = (): Paragraph =>
  new Paragraph({
    spacing: { line: ruleGap, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    style: offGrid,
    border: { bottom: { style: BorderStyle.SINGLE, size: rule.red, color: red, space: 0 } },
    children: [],
  });

/** The number in the middle; where somebody signs for it, number left and name right, one character in. */
function numberLine(number: string, signer: string | null): Paragraph {
  if (signer === null) return centred([run(number)], { style: offGrid });
  const stops = [{ type: TabStopType.RIGHT, position: blockWidth - chars(1) }];
  const children = [run(number), run('\t签发人：'), run(signer, 'kai')];
  return line(children, { style: offGrid, indent: { left: chars(1) }, tabStops: stops });
}

/** Minutes and bulletins count issues; date and office stand at the two ends below. */
function issueLines({ issue, signature, colophon }: OfficialDocument): Paragraph[] {
  const stops = [{ type: TabStopType.RIGHT, position: blockWidth - chars(1) }];
  const by = signature?.by ?? colophon?.printedBy ?? '';
  const on = signature?.on ?? colophon?.printedOn;
  const ends = [run(by), run(`\t${on ? dayInWords(on) : ''}`)];
  return [
    ...(issue === null ? [] : [centred([run(`第${issue}期`)], { style: offGrid })]),
    ...(by || on ? [line(ends, { style: offGrid, indent: { left: chars(1) }, tabStops: stops })] : []),
  ];
}

const masthead = ({ kind, issuer }: OfficialDocument): string =>
  kind === 'minutes' || kind === 'bulletin' ? issuer : `${issuer}文件`;

export function headOf(document: OfficialDocument): Paragraph[] {
  const { urgency, number, signer, kind } = document;
  const above = urgency ? [line([run(urgency, 'hei')])] : [];
  const counted = kind === 'minutes' || kind === 'bulletin';
  return [
    ...above,
    issuerLine(masthead(document), above.length),
    ...blanks(2),
    ...(counted ? issueLines(document) : []),
    ...(number && !counted ? [numberLine(documentNumber(number), signer)] : []),
    redRule(),
    ...titleOf(document),
    ...addresseeOf(document.addressee),
  ];
}

function titleOf({ title }: OfficialDocument): Paragraph[] {
  const lines = title.length === 1 ? titleLines(title[0]!) : title;
  const shown = lines.map((text) =>
    centred([run(text, 'title', { size: size.two })], { keepNext: true, style: offGrid }),
  );
  return lines.length === 0 ? blanks(1) : [...blanks(2), ...shown];
}

const addresseeOf = (addressee: string | null): Paragraph[] =>
  addressee === null ? blanks(1) : [...blanks(1), line([run(`${addressee.replace(/[：:]$/, '')}：`)])];
