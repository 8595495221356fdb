import { tooLarge } from './refusal.ts';
import type { XmlAttributes, XmlHandler } from './xml.ts';

/**
 * Collects the text of a string item (`si`, `is`): plain `t` or rich-text runs `r/t` joined; phonetic runs
 * (`rPh`, the reading above the characters) are not part of the text.
 */
export class TextCollector {
  private parts = '';
  private inText = false;
  private phonetic = 0;

  start(): void {
    this.parts = '';
    this.inText = false;
    this.phonetic = 0;
  }

  open(name: string): void {
    if (name === 'rPh') this.phonetic++;
    if (name === 't') this.inText = this.phonetic === 0;
  }

  close(name: string): void {
    if (name === 'rPh') this.phonetic--;
    if (name === 't') this.inText = false;
  }

  text(value: string): void {
    if (this.inText) this.parts += value;
  }

  finish(): string {
    return unescapeText(this.parts);
  }
}

/** The shared string table of a workbook, in order. */
export class StringTableReader implements XmlHandler {
  readonly strings: string[] = [];
  private readonly item = new TextCollector();
  private readonly cellChars: number;

  constructor(cellChars: number) {
    this.cellChars = cellChars;
  }

  open(name: string, _attributes: XmlAttributes): void {
    if (name === 'si') this.item.start();
    else this.item.open(name);
  }

  close(name: string): void {
    if (name !== 'si') return this.item.close(name);
    const text = this.item.finish();
    if (text.length > this.cellChars) throw tooLarge('cellChars', this.cellChars, text.length);
    this.strings.push(text);
  }

  text(value: string): void {
    this.item.text(value);
  }
}

/** `_x000D_` stands for a character XML cannot hold, `_x005F_` for the underscore that would begin one. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
