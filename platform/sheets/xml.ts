import { damaged, SheetFault } from './refusal.ts';

/** Attribute values by local name (`r:id` is `id`). */
export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(value: string): void;
}

const maxDepth = 64;
const spaces = new Set([32, 9, 10, 13]);
const entities = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Walks one XML part once, in linear time, and tells the handler local names.
 * Strict on purpose: tags must nest, attributes be quoted; document type declarations are refused (no entity
 * can be declared, so none can multiply: ECMA-376 part 2 forbids them as well), as is any entity besides the
 * five of XML itself and character references.
 */
export function scanXml(xml: string, part: string, handler: XmlHandler): void {
  const stack: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    const textUntil = tag < 0 ? xml.length : tag;
    if (textUntil > at && stack.length > 0) handler.text(decodeEntities(xml.slice(at, textUntil), part));
    if (tag < 0) break;
    at = scanMarkup(xml, tag, part, stack, handler);
  }
  if (stack.length > 0) throw damaged(part, 'unclosed');
}

function scanMarkup(xml: string, tag: number, part: string, stack: string[], handler: XmlHandler): number {
  const next = xml.charCodeAt(tag + 1);
  if (next === 47 /* / */) return scanClose(xml, tag, part, stack, handler);
  if (next === 63 /* ? */) return after(xml, '?>', tag, part);
  if (next !== 33 /* ! */) return scanOpen(xml, tag, part, stack, handler);
  if (xml.startsWith('<!--', tag)) return after(xml, '-->', tag + 4, part);
  if (!xml.startsWith('<![CDATA[', tag)) throw new SheetFault('sheets/unsafe-xml', { part });
  const end = after(xml, ']]>', tag + 9, part);
  handler.text(xml.slice(tag + 9, end - 3));
  return end;
}

function after(xml: string, mark: string, from: number, part: string): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw damaged(part, 'unclosed');
  return at + mark.length;
}

function scanClose(xml: string, tag: number, part: string, stack: string[], handler: XmlHandler): number {
  const end = xml.indexOf('>', tag);
  const name = xml.slice(tag + 2, end).trimEnd();
  if (end < 0 || stack.pop() !== name) throw damaged(part, 'nesting');
  handler.close(localName(name));
  return end + 1;
}

function scanOpen(xml: string, tag: number, part: string, stack: string[], handler: XmlHandler): number {
  let at = endOfName(xml, tag + 1);
  const name = xml.slice(tag + 1, at);
  if (name === '' || stack.length >= maxDepth) throw damaged(part, 'nesting');
  const attributes: Record<string, string> = Object.create(null);
  for (;;) {
    at = skipSpaces(xml, at);
    const code = xml.charCodeAt(at);
    if (code === 62 /* > */ || code === 47 /* / */) break;
    at = scanAttribute(xml, at, part, attributes);
  }
  const selfClosing = xml.charCodeAt(at) === 47;
  if (selfClosing && xml.charCodeAt(at + 1) !== 62) throw damaged(part, 'tag');
  const local = localName(name);
  handler.open(local, attributes);
  if (selfClosing) handler.close(local);
  else stack.push(name);
  return at + (selfClosing ? 2 : 1);
}

function scanAttribute(xml: string, from: number, part: string, into: Record<string, string>): number {
  const nameEnd = endOfName(xml, from);
  const equals = skipSpaces(xml, nameEnd);
  const open = skipSpaces(xml, equals + 1);
  const quote = xml[open];
  if (nameEnd === from || xml[equals] !== '=' || (quote !== '"' && quote !== "'")) throw damaged(part, 'tag');
  const close = xml.indexOf(quote, open + 1);
  if (close < 0) throw damaged(part, 'tag');
  into[localName(xml.slice(from, nameEnd))] = decodeEntities(xml.slice(open + 1, close), part);
  return close + 1;
}

/** The end of a name: a blank, `=`, `/`, `>`, `<`, a quote or the end of the text. */
function endOfName(xml: string, from: number): number {
  let at = from;
  for (; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (code <= 32 || (code >= 60 && code <= 62) || code === 47 || code === 34 || code === 39) break;
  }
  return at;
}

function skipSpaces(xml: string, from: number): number {
  let at = from;
  while (spaces.has(xml.charCodeAt(at))) at++;
  return at;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function decodeEntities(text: string, part: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;&]{0,10})(;?)/g, (_, name: string, end: string) => {
    const plain = end ? (entities.get(name) ?? characterOf(name)) : undefined;
    if (plain === undefined) throw new SheetFault('sheets/unsafe-xml', { part });
    return plain;
  });
}

function characterOf(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
  if (!digits) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const real = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return real ? String.fromCodePoint(code) : undefined;
}
