/** A day as `YYYY-MM-DD`. */
export type Day = string;

/** Text, or a piece of text that leads to where its number comes from. */
export type Piece = string | { readonly text: string; readonly link: string };
export type Rich = string | readonly Piece[];

export type Block =
  /** Numbered by the writer: `一、` `（一）` `1.` `（1）`. `runOn` follows in the same paragraph. */
  | { readonly level: 1 | 2 | 3 | 4; readonly heading: string; readonly runOn?: Rich }
  | { readonly text: Rich }
  /** A line such as 出席：…; the label is set in 黑体. */
  | { readonly label: string; readonly text: Rich }
  | { readonly table: Table };

export interface Table {
  readonly title?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Rich[])[];
}

export interface Column {
  readonly heading: string;
  /** Share of the width; shares need not add up to anything. */
  readonly share: number;
  readonly centred?: boolean;
}

export interface DocumentNumber {
  /** Abbreviation of the issuing body, e.g. 岚市监发. */
  readonly body: string;
  readonly year: number;
  readonly serial: number;
}

export interface Attachment {
  readonly title: string;
  /** On A4 turned a quarter, for wide tables; its page numbers stay where they are on upright pages. */
  readonly across?: boolean;
  readonly blocks: readonly Block[];
}

export interface Colophon {
  readonly copiesTo: string | null;
  readonly printedBy: string;
  readonly printedOn: Day;
}

export type DocumentKind = 'notice' | 'report' | 'circular' | 'minutes' | 'bulletin';

/** An official document before it is laid out. It is always a draft: sealing and final printing belong to the bureau's OA. */
export interface OfficialDocument {
  readonly kind: DocumentKind;
  /** Short or full name of the issuer, without 文件; of minutes: the meeting's. */
  readonly issuer: string;
  readonly number: DocumentNumber | null;
  /** Of minutes and bulletins, in place of a document number: 第12期. */
  readonly issue: number | null;
  /** Upward documents name who signs for them. */
  readonly signer: string | null;
  readonly urgency: '特急' | '加急' | null;
  /** Lines as they are to break; one line is broken by `titleLines`. */
  readonly title: readonly string[];
  readonly addressee: string | null;
  readonly body: readonly Block[];
  readonly attachments: readonly Attachment[];
  readonly signature: { readonly by: string; readonly on: Day; readonly sealed: boolean } | null;
  /** In round brackets below the date, without them here: 此件公开发布. */
  readonly note: string | null;
  readonly colophon: Colophon | null;
}
