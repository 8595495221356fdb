/** Text in GB18030 (GB 18030—2005), for which the platform has a decoder only: the tables are made by decoding every code once. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(ofTwo().get(char) ?? ofFour().get(char) ?? fourBytes(code - 0x10000, 0x90)));
  }
  return Uint8Array.from(bytes);
}

type Table = Map<string, readonly number[]>;
let [pairs, fours]: [Table | undefined, Table | undefined] = [undefined, undefined];

function ofTwo(): Table {
  const decoder = new TextDecoder('gb18030');
  if (pairs) return pairs;
  pairs = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) enter(pairs, decoder, [lead, trail]);
  return pairs;
}

/** Codes of four bytes below 84 31 A4 3A: the rest of the basic plane (5.2). */
const nFours = 39_420;

function ofFour(): Table {
  const decoder = new TextDecoder('gb18030');
  if (fours) return fours;
  fours = new Map();
  for (let index = 0; index < nFours; index++) enter(fours, decoder, fourBytes(index, 0x81));
  return fours;
}

function enter(table: Table, decoder: TextDecoder, bytes: readonly number[]): void {
  const char = decoder.decode(Uint8Array.from(bytes));
  if ([...char].length === 1 && char !== '\ufffd') table.set(char, bytes);
}

/** The `index`th code of four bytes from `lead` 30 81 30 on; beyond the basic plane they run from 90 30 81 30 (5.2). */
const fourBytes = (index: number, lead: number): number[] => [
  lead + Math.floor(index / 12_600),
  0x30 + (Math.floor(index / 1260) % 10),
  0x81 + (Math.floor(index / 10) % 126),
  0x30 + (index % 10),
];
