import { describe, expect, test } from 'vitest';
import { inForce, snapshotOf, withoutCancelled } from './in-force.rules.ts';
import type { MeasureRow } from './measure.data.ts';
import { aMeasure, aPlanContent } from './plan.fixtures.ts';
import type { PlanRow, VersionRow } from './plan.data.ts';

const plan = { plan_id: 'p', content: aPlanContent({ name: '正在改的名称' }) } as PlanRow;
const aRow = (id: string, number: number, more: Partial<MeasureRow> = {}): MeasureRow =>
  ({
    measure_id: id,
    number,
    content: aMeasure({ number, title: `${id} 正在改` }),
    state: 'open',
    revision: 5,
    ...more,
  }) as MeasureRow;
const aVersion = (version: number, on: string | null, ids: readonly string[]): VersionRow =>
  ({
    version,
    state: on === null ? 'approved' : 'published',
    published_on: on,
    snapshot: {
      content: aPlanContent({ name: `第 ${version} 版` }),
      measures: ids.map((id, at) => ({
        id,
        content: aMeasure({ number: at + 1, title: `${id} 第 ${version} 版` }),
      })),
    },
  }) as VersionRow;
const rows = [aRow('a', 1), aRow('b', 2, { state: 'cancelled' }), aRow('c', 3)];
const versions = [
  aVersion(3, null, ['c', 'a']),
  aVersion(2, '2020-09-01', ['a']),
  aVersion(1, '2020-07-13', ['a', 'b']),
];
const titlesOn = (on: string, known = versions) =>
  inForce(plan, known, rows, on).rows.map(({ content }) => content.title);

describe('what counts', () => {
  test('is what was published last by the day, and of earlier days what was published then', () => {
    expect(titlesOn('2020-07-20')).toEqual(['a 第 1 版', 'b 第 1 版']);
    expect(inForce(plan, versions, rows, '2020-10-01').content.name).toBe('第 2 版');
  });

  test('keeps what was cancelled, in the wording it was promised in', () => {
    expect(titlesOn('2020-10-01')).toEqual(['a 第 2 版', 'b 第 1 版']);
  });

  test('is the first version on days before it, and the working copy where nothing was published', () => {
    expect(titlesOn('2020-01-01')).toEqual(['a 第 1 版', 'b 第 1 版']);
    expect(titlesOn('2020-10-01', versions.slice(0, 1))).toEqual(['a 正在改', 'b 正在改', 'c 正在改']);
  });

  test('grows newer with each publication, so that calendars take it', () => {
    const revisionOn = (on: string) => inForce(plan, versions, rows, on).rows[0]!.revision;
    expect(revisionOn('2020-10-01')).toBeGreaterThan(revisionOn('2020-07-20'));
  });
});

test('a version keeps the indicators of its measures, and without those given up since none of theirs', () => {
  const indicator = (name: string) => ({
    content: {
      name,
      question: { aggregate: 'judged' as const, asks: '' },
      direction: 'more' as const,
      target: 1,
      caveat: '',
    },
  });
  const known = new Map(['i', 'j', 'k'].map((id) => [id, indicator(id)]));
  const judged = [
    aRow('a', 1, { content: aMeasure({ evidence: [{ indicatorId: 'j', target: 3 }], watches: ['i'] }) }),
    aRow('b', 2, { content: aMeasure({ evidence: [{ indicatorId: 'i', target: null }] }) }),
  ];
  const snapshot = snapshotOf(plan, judged, known as never);
  expect(snapshot.indicators!.map(({ id }) => id)).toEqual(['i', 'j']);
  expect(withoutCancelled(snapshot, new Set(['a'])).indicators!.map(({ id }) => id)).toEqual(['i']);
});
