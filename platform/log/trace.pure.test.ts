import { expect, test } from 'vitest';
import { traceOf } from './trace.ts';

test('an error is logged without what people typed', () => {
  const error = Object.assign(new Error('invalid input syntax for type date: "段若汀 13900001234"'), {
    code: '22007',
  });
  const trace = traceOf(error);
  expect(trace).toContain('22007');
  expect(trace).toContain('trace.pure.test.ts');
  expect(trace).not.toMatch(/段若汀|1390000/);
});

test('nor with the text that a parser stumbled over', () => {
  const stumble = (): unknown => {
    try {
      return JSON.parse('段若汀');
    } catch (error) {
      return error;
    }
  };
  expect(traceOf(stumble())).not.toContain('段若汀');
});
