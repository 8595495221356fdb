import { describe, expect, test } from 'vitest';
import { findBreaches, findCircles, importsOf } from './boundaries.ts';
import { placeOf, whyNotImport, whyNotPackage } from './boundaries.rules.ts';

const order = ['people', 'fusion'];
const why = (from: string, to: string) => whyNotImport(placeOf(from), placeOf(to), order);

describe('the walls of the house', () => {
  test('stand everywhere', () => {
    expect(findBreaches()).toEqual([]);
  });

  test.each([
    ['engines/network/blocks.ts', 'platform/db/index.ts'],
    ['engines/network/blocks.ts', 'engines/random/stream.ts'],
    ['platform/http/index.ts', 'modules/people/index.ts'],
    ['modules/people/person.work.ts', 'modules/fusion/index.ts'],
    ['modules/fusion/wave.work.ts', 'modules/people/person.data.ts'],
    ['modules/fusion/wave.rules.ts', 'platform/db/index.ts'],
    ['modules/fusion/wave.routes.ts', 'modules/fusion/wave.data.ts'],
    ['modules/fusion/web/WavePage.vue', 'modules/fusion/wave.work.ts'],
    ['modules/fusion/web/WavePage.vue', 'modules/people/web/parts.ts'],
    ['modules/people/web/PersonPage.vue', 'modules/fusion/web/index.ts'],
    ['modules/fusion/helpers.ts', 'modules/fusion/wave.rules.ts'],
    ['web/main.ts', 'modules/people/index.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(why(from, to)).toEqual(expect.any(String));
  });

  test.each([
    ['modules/fusion/wave.work.ts', 'modules/people/index.ts'],
    ['modules/fusion/wave.work.ts', 'engines/network/index.ts'],
    ['modules/fusion/web/WavePage.vue', 'modules/fusion/wave.contract.ts'],
    ['modules/fusion/web/WavePage.vue', 'modules/people/web/index.ts'],
    ['modules/fusion/wave.data.ts', 'platform/db/index.ts'],
    ['engines/inference/bootstrap.ts', 'engines/network/index.ts'],
  ])('%s may import %s', (from, to) => {
    expect(why(from, to)).toBeNull();
  });

  test('rules and work use no packages, engines not even Node', () => {
    expect(whyNotPackage(placeOf('modules/fusion/wave.rules.ts'), 'zod')).not.toBeNull();
    expect(whyNotPackage(placeOf('engines/network/blocks.ts'), 'node:fs')).not.toBeNull();
    expect(whyNotPackage(placeOf('modules/fusion/wave.data.ts'), 'kysely')).toBeNull();
  });

  test('a circle is found once', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ]);
    expect(findCircles(circle)).toHaveLength(1);
  });

  test('imports in comments do not count, dynamic ones do', () => {
    const source =
      "/** import x from './no.ts' */\nimport type { A } from './a.ts';\nawait import('./b.ts');";
    expect(importsOf(source)).toEqual([
      { specifier: './a.ts', typeOnly: true },
      { specifier: './b.ts', typeOnly: false },
    ]);
  });
});
