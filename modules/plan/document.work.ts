/** Papers drafted from the ledger: read as they will stand, exported as Word or PDF; each export is a fact. */
import { outlineOf, writeDocx, type Head, type OfficialDocument } from '#engines/gongwen/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { Download } from '#platform/contract/index.ts';
import { openTypesetter, type Typesetter } from '#platform/documents/pdf.ts';
import { listBureaus } from '#platform/identity/index.ts';
import { matchingFacts, type FactFilter } from '#platform/ledger/index.ts';
import { bulletinDocument, circularDocument } from './circular.rules.ts';
import type { DrawnKind, Meeting, Minutes, PaperSheet } from './document.contract.ts';
import { minutesDocument } from './minutes.rules.ts';
import { openPlan, type OpenPlan } from './in-force.work.ts';
import { dayAsked, planSubject, refuse } from './plan-load.work.ts';
import { Paper, type PlanContent } from './plan.contract.ts';
import { standingOf } from './standing.work.ts';
import { reportDocument, summaryDocument } from './summary.rules.ts';

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

// Opening it reads some 10 MB of faces: once a process, by the first PDF.
let typesetter: Typesetter | undefined;

/** Plans written before papers were have none. */
export const paperOf = (content: PlanContent): Paper =>
  Paper.parse((content as { paper?: unknown }).paper ?? {});

export const bureauName = async (act: Act): Promise<string> =>
  (await listBureaus(act.db)).find(({ bureau_id: id }) => id === act.bureauId)?.name ?? '';

/** The reader's own address with a closing slash. */
export const pagesOf = (pages: string | undefined): string | null =>
  pages === undefined ? null : pages.replace(/[?#].*$/, '').replace(/\/*$/, '/');

interface Leaving {
  document: OfficialDocument;
  as: 'docx' | 'pdf';
  kind: string;
  /** Of a bulletin: its number, and the day of its numbers. */
  issue?: number;
  toldOn?: string;
  /** Of the file; without it the title. */
  name?: string;
}

/** The draft as a file; that it left the house is a fact of the plan. */
export async function exported(
  act: Act,
  planId: string,
  { document, as, kind, issue, toldOn, name }: Leaving,
): Promise<Download> {
  const bytes =
    as === 'docx' ? await writeDocx(document) : (typesetter ??= openTypesetter()).writePdf(document);
  const title = document.title.join('') || document.issuer;
  act.record({
    kind: 'plan/document-exported',
    subject: planSubject(planId),
    data: { title, type: kind, as, issue: issue ?? null, toldOn: toldOn ?? null },
  });
  const type = as === 'docx' ? docxType : 'application/pdf';
  return { name: `${name ?? title}（送审稿）.${as}`, type, bytes };
}

export interface DocumentAsked {
  on?: string | undefined;
  from?: string | undefined;
  addressee: string;
  signer: string;
  issue?: number | undefined;
}

interface Drafted {
  document: OfficialDocument;
  from: string;
  on: string;
  issue: number;
}

/** A summary tells of the whole plan, a bulletin of the month, the others of the year. */
function usualFrom(kind: DrawnKind, { fromOn }: PlanContent, on: string): string {
  const usual =
    kind === 'summary' ? fromOn : kind === 'bulletin' ? `${on.slice(0, 7)}-01` : `${on.slice(0, 4)}-01-01`;
  return usual < fromOn && fromOn <= on ? fromOn : usual;
}

async function draft(
  act: Act,
  opened: OpenPlan,
  kind: DrawnKind,
  { asked, pages }: { asked: DocumentAsked; pages: string | null },
): Promise<Drafted> {
  const { planId, content } = opened.counted;
  const { on } = opened.ground;
  const usual = usualFrom(kind, content, on);
  const from = asked.from === undefined || asked.from > on ? usual : dayAsked(act, asked.from);
  const head = await headOf(act, content, on, kind === 'report' ? asked.addressee : asked.addressee || null);
  const standing = await standingOf(act, opened, { from, issuer: head.issuer, pages });
  const issue = asked.issue ?? (await nextIssue(act, planId, on));
  const documents: Record<DrawnKind, () => OfficialDocument> = {
    summary: () => summaryDocument(head, standing),
    report: () => reportDocument(head, standing, asked.signer),
    circular: () => circularDocument(head, standing),
    bulletin: () => bulletinDocument(head, standing, { issue, by: head.colophon!.printedBy }),
  };
  return { document: documents[kind](), from, on, issue };
}

/** Number and seal are given by the bureau's OA: a draft has none. Nobody but the office knows whom a report is for. */
async function headOf(act: Act, content: PlanContent, on: string, addressee: string | null): Promise<Head> {
  const paper = paperOf(content);
  const issuer = paper.issuer || (await bureauName(act));
  const printedBy = paper.printedBy || `${issuer}办公室`;
  return {
    issuer,
    number: null,
    addressee: addressee === null ? paper.addressee || '各科室、各直属单位' : addressee || null,
    on,
    colophon: { copiesTo: paper.copiesTo || null, printedBy, printedOn: on },
  };
}

/** The number after the highest that went out; the same for what went out already, telling of the same day. */
async function nextIssue(act: Act, planId: string, on: string): Promise<number> {
  const filter: FactFilter = {
    ...everything,
    kinds: ['plan/document-exported'],
    subject: planSubject(planId),
    fields: [{ field: 'type', is: 'one-of', values: ['bulletin'] }],
  };
  const facts = await matchingFacts(act.db, filter, { limit: 1000 });
  const same = facts.find(({ data }) => data['toldOn'] === on);
  if (same) return Number(same.data['issue']);
  return 1 + Math.max(0, ...facts.map(({ data }) => Number(data['issue'] ?? 0)));
}

const everything = { units: null, subject: null, tags: [], campaign: null, from: null, to: null, fields: [] };

/** The lines of the draft, its links leading to pages of the application. */
export async function readDocument(act: Act, planId: string, kind: DrawnKind, asked: DocumentAsked) {
  const opened = await openPlan(act, planId, { on: asked.on });
  const { document, from, on, issue } = await draft(act, opened, kind, { asked, pages: '/' });
  return { sheet: sheetOf(document), from, on, issue };
}

const sheetOf = (document: OfficialDocument): PaperSheet => outlineOf(document);

export async function writeDocument(
  act: Act,
  planId: string,
  kind: DrawnKind,
  { as, pages, ...asked }: DocumentAsked & { as: 'docx' | 'pdf'; pages?: string | undefined },
): Promise<Download> {
  const opened = await openPlan(act, planId, { on: asked.on });
  const { document, issue, on } = await draft(act, opened, kind, { asked, pages: pagesOf(pages) });
  return exported(act, planId, { document, as, kind, ...(kind === 'bulletin' && { issue, toldOn: on }) });
}

const meetingsAtOnce = 100;

/** Newest first. */
export async function listMeetings(act: Act, planId: string): Promise<{ meetings: Meeting[] }> {
  await openPlan(act, planId);
  const filter: FactFilter = { ...everything, kinds: ['activity/attended'] };
  const facts = await matchingFacts(act.db, filter, { limit: meetingsAtOnce });
  const meetings = facts.map(({ factId, on, data }) => ({
    factId,
    on,
    name: String(data['name']),
    n: Number(data['n']),
  }));
  return { meetings: meetings.toSorted((a, b) => (a.on < b.on ? 1 : -1)) };
}

async function minutesOf(act: Act, planId: string, said: Minutes, pages: string | null) {
  const opened = await openPlan(act, planId, { on: said.on });
  const { content } = opened.counted;
  const paper = paperOf(content);
  const issuer = paper.issuer || (await bureauName(act));
  const { meetings } = said.attendance === null ? { meetings: [] } : await listMeetings(act, planId);
  const meeting = meetings.find(({ factId }) => factId === said.attendance) ?? null;
  if (said.attendance !== null && meeting === null) throw refuse('plan/no-attendance');
  const standing = said.standing
    ? await standingOf(act, opened, { from: content.fromOn, issuer, pages })
    : null;
  const by = paper.printedBy || `${issuer}办公室`;
  return minutesDocument({ said, meeting, standing, by, pages });
}

export async function previewMinutes(
  act: Act,
  planId: string,
  said: Minutes,
): Promise<{ sheet: PaperSheet }> {
  return { sheet: sheetOf(await minutesOf(act, planId, said, '/')) };
}

/** The words of a meeting go out with the file; the ledger keeps its name alone. */
export async function writeMinutes(
  act: Act,
  planId: string,
  said: Minutes,
  { as, pages }: { as: 'docx' | 'pdf'; pages?: string | undefined },
): Promise<Download> {
  const document = await minutesOf(act, planId, said, pagesOf(pages));
  return exported(act, planId, { document, as, kind: 'minutes' });
}
