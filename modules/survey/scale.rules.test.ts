import * as fc from 'fast-check';
import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical.rules.ts';
import { itemScores, scaleBank, scalesIn, scaleScore, wordingFaults } from './scale.rules.ts';
import { aQuestionnaire } from './survey.fixtures.ts';

const [belonging] = scalesIn(aQuestionnaire());
const say = (belong: Record<string, string>) => ({ v: 1 as const, given: { belong }, declined: [] });

describe('a scale', () => {
  test('counts reversed items from the other end', () => {
    expect(itemScores(belonging!, say({ bel1: '5', bel2: '4', bel3: '1', bel4: '2' }))).toEqual([5, 4, 5, 2]);
    expect(scaleScore(belonging!, say({ bel1: '5', bel2: '4', bel3: '1', bel4: '2' }))).toBe(4);
  });

  test('needs at least half of its items answered', () => {
    expect(scaleScore(belonging!, say({ bel1: '5', bel3: '5' }))).toBe(3);
    expect(scaleScore(belonging!, say({ bel1: '5' }))).toBeNull();
    expect(scaleScore(belonging!, { v: 1, given: {}, declined: ['belong'] })).toBeNull();
  });

  test('keeps its wording: a changed item is refused while it claims to be the bank’s', () => {
    const changed = aQuestionnaire();
    const matrix = changed.sections[0]!.questions[2]!;
    if (matrix.kind !== 'matrix') throw new Error('the fixture has a matrix third');
    matrix.rows[1]!.text.zh = '遇到难处，局里总有人帮我。';
    expect(wordingFaults(changed)).toMatchObject([{ path: 'sections.0.questions.2.rows.1' }]);
    matrix.rows[1]!.item = null;
    expect(wordingFaults(changed)).toEqual([]);
    matrix.columns[0]!.text.zh = '完全不同意';
    expect(wordingFaults(changed)).toHaveLength(3);
  });
});

describe('the bank', () => {
  test('holds seven scales of two to four items, each with one that is reversed', () => {
    expect(scaleBank.map(({ name }) => name.zh)).toEqual([
      '认同感',
      '归属感',
      '凝聚力',
      '业务互知',
      '廉洁作风',
      '服务意识',
      '工作负担',
    ]);
    for (const { items } of scaleBank) {
      expect(items.length).toBeGreaterThanOrEqual(2);
      expect(items.length).toBeLessThanOrEqual(4);
      expect(items.filter(({ reversed }) => reversed)).toHaveLength(1);
    }
    const codes = scaleBank.flatMap(({ items }) => items.map(({ code }) => code));
    expect(new Set(codes).size).toBe(codes.length);
  });
});

test('canonical JSON is what RFC 8785 says, as an independent implementation has it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
  );
  expect(canonicalJson({ b: [1e21, 0.1, -0], a: '€\u001f' })).toBe('{"a":"€\\u001f","b":[1e+21,0.1,0]}');
});
