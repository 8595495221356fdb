/** Requests as nobody sensible sends them, from a seed: the same seed makes the same requests. */
import * as z from 'zod';

export type Random = () => number;

/** mulberry32: small, and good enough to choose by. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

const strings: readonly string[] = [
  '',
  ' ',
  '\0',
  '王\0五',
  '\ud800',
  '\udc00 x',
  '王'.repeat(50_000),
  '𠮷'.repeat(199),
  '=HYPERLINK("http://x.example","y")',
  '@SUM(1+1)*cmd|x',
  '../../../etc/passwd',
  '..\\..\\secret',
  '%00%2e%2e',
  "'; drop table x; --",
  '{name}{constructor}',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '\r\nset-cookie: x=1',
  '\u202e反\u200b',
  'İSß',
  'ﷺ'.repeat(40),
  '\u00a8',
  'NaN',
  '1e309',
  '-0',
  '9'.repeat(400),
  '2020-02-30',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '99999-12-31',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF',
];

const numbers = [0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324];

const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** A value of any kind that no schema asks for. */
function hostileValue(random: Random): unknown {
  const kind = random();
  if (kind < 0.6) return pick(random, strings);
  if (kind < 0.8) return pick(random, numbers);
  const others: (() => unknown)[] = [
    () => null,
    () => true,
    () => [],
    () => ({}),
    () => deep(3000),
    () => Array.from({ length: 20_000 }, () => 1),
    () => JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{}}}') as unknown,
  ];
  return pick(random, others)();
}

type Schema = Record<string, any>;

export const schemaOf = (schema: z.ZodType | undefined): Schema | null =>
  schema ? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema) : null;

export interface Making {
  random: Random;
  /** How often a value is hostile, 0 to 1. */
  hostility: number;
  /** An id that may stand under this name. */
  idFor(key: string): string;
}

/** A value that a schema accepts, but for the hostile ones in it. */
export function valueFor(making: Making, schema: Schema, key = ''): unknown {
  const { random } = making;
  if (random() < making.hostility) return hostileValue(random);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(random, schema.enum as unknown[]);
  const choice = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choice) return valueFor(making, pick(random, choice), key);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectFor(making, schema);
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, Math.floor(random() * 4)) }, () =>
        valueFor(making, (schema.items ?? {}) as Schema, key),
      );
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? 100, Math.max(schema.minimum ?? 0, Math.floor(random() * 100)));
    case 'boolean':
      return random() < 0.5;
    case 'string':
      return stringFor(making, schema, key);
    default:
      return null;
  }
}

function objectFor(making: Making, schema: Schema): object {
  const required = new Set((schema.required ?? []) as string[]);
  const kept = Object.entries((schema.properties ?? {}) as Record<string, Schema>).filter(
    ([name]) => required.has(name) || making.random() < 0.6,
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, valueFor(making, inner, name)]));
}

function stringFor({ random, idFor }: Making, schema: Schema, key: string): string {
  if (schema.format === 'uuid') return idFor(key);
  if (schema.format === 'date') return pick(random, ['2020-06-10', '2024-02-29', '1900-01-01', '9999-12-31']);
  const least = Math.max(schema.minLength ?? 1, 1);
  const most = Math.min(schema.maxLength ?? 40, 5000);
  const length = pick(random, [least, Math.min(most, least + 7), most]);
  return pick(random, ['甲', 'a', '7', '𠮷']).repeat(length).slice(0, Math.max(length, least));
}

/** Whole bodies that are wrong before any field is looked at: content type and bytes. */
export const wrongBodies: readonly [string | undefined, string | Buffer][] = [
  ['application/json', '{'],
  ['application/json', ''],
  ['application/json', 'null'],
  ['application/json', '[]'],
  ['application/json', '"x"'],
  ['application/json', '1e999'],
  ['application/json', '{"__proto__":{"x":1}}'],
  ['application/json', '{"\\u005f_proto__":{"x":1}}'],
  ['application/json', '['.repeat(500_000)],
  ['application/json', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['application/json', JSON.stringify({ x: 'y'.repeat(3_000_000) })],
  ['application/json; charset=gb18030', '{}'],
  ['application/json', Buffer.from([0xff, 0xfe, 0x7b, 0x00])],
  ['text/plain', 'x'],
  ['application/x-www-form-urlencoded', 'a=1&__proto__=2'],
  ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['multipart/form-data', 'x'],
  ['multipart/form-data; boundary=b', ''],
  [
    'multipart/form-data; boundary=b',
    '--b\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\nabc',
  ],
  ['multipart/form-data; boundary=b', '--b--\r\n'],
  ['nonsense', 'x'],
  [undefined, 'x'],
];

const fileNames = [
  '../../../x.csv',
  '/etc/passwd',
  'C:\\x.xlsx',
  '',
  '.',
  '\0.csv',
  '王\ud800.csv',
  `${'𠮷'.repeat(150)}.csv`,
  'a"b\r\nc.csv',
];

const fileBytes = (random: Random): Buffer =>
  pick(random, [
    () => Buffer.alloc(0),
    () => Buffer.from('工号,姓名\n=cmd|x,甲\n1,\0\n'),
    () => Buffer.from(`${'工号,'.repeat(20_000)}\n${'1,'.repeat(20_000)}`),
    () => Buffer.from('"'.repeat(100_000)),
    () =>
      Buffer.from([0x50, 0x4b, 0x03, 0x04, ...Array.from({ length: 500 }, () => Math.floor(random() * 256))]),
    () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    () => Buffer.from(Array.from({ length: 2000 }, () => Math.floor(random() * 256))),
    () => Buffer.from('\ufeff姓名\t工号\n甲\t1\n', 'utf16le'),
  ])();

/** A form with one file or three, under a name that leads astray, whole or cut off. */
export function formOf(random: Random, fields: Readonly<Record<string, unknown>>): [string, Buffer] {
  const part = (head: string, bytes: Buffer | string): Buffer =>
    Buffer.concat([
      Buffer.from(`--b\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    ]);
  const parts = Object.entries(fields).map(([name, value]) =>
    part(`name="${name}"`, typeof value === 'string' ? value : JSON.stringify(value)),
  );
  const nFiles = random() < 0.3 ? 3 : 1;
  for (let i = 0; i < nFiles; i++)
    parts.push(part(`name="file"; filename="${pick(random, fileNames)}"`, fileBytes(random)));
  const whole = Buffer.concat([...parts, Buffer.from('--b--\r\n')]);
  const sent = random() < 0.2 ? whole.subarray(0, Math.floor(random() * whole.length)) : whole;
  return ['multipart/form-data; boundary=b', sent];
}
