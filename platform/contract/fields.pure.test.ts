import { expect, test } from 'vitest';
import * as z from 'zod';
import { fieldsOf } from './fields.ts';
import { marks } from './marks.ts';

test('a field that may be missing or null is a field to ask about, under its own words', () => {
  const schema = z.object({
    on: z.string().nullable(),
    n: z.int().optional(),
    level: z.enum(['low', 'high']).nullable(),
    place: z.object({ x: z.number() }),
    ...marks,
  });
  expect(fieldsOf(schema).map(({ name, type, choices }) => [name, type, choices])).toEqual([
    ['on', 'text', []],
    ['n', 'number', []],
    ['level', 'choice', ['low', 'high']],
    ['campaign', 'text', []],
    ['tags', 'list', []],
  ]);
  expect(fieldsOf(schema).at(-1)!.label).toEqual({ zh: '标签', en: 'tags' });
});
