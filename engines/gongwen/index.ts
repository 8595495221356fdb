/** Official documents of Chinese authorities: their layout by GB/T 9704-2012, as data in and bytes out. */
export { isClassified, saysClass } from './classified.ts';
export { writeDocx } from './docx.ts';
export { lint, type Finding, type FindingCode } from './lint.ts';
export { lintWords } from './lint.words.ts';
export { everyOf, type DocxParts, type XmlNode } from './parts.ts';
export type {
  Attachment,
  Block,
  Colophon,
  Column,
  DocumentKind,
  DocumentNumber,
  OfficialDocument,
  Piece,
  Rich,
  Table,
} from './model.ts';
export { chineseNumber, dayInWords, documentNumber, headingMark, readDocumentNumber } from './numbering.ts';
export { outlineOf, type Outline } from './outline.ts';
export { titleLines } from './title.ts';
export {
  bulletin,
  circular,
  issuingNotice,
  minutes,
  report,
  summary,
  surveyReport,
  tableAttachment,
  workPlan,
  type Circular,
  type Head,
  type Meeting,
  type Section,
  type Summary,
  type SurveyReport,
  type WorkPlan,
} from './skeletons.ts';
