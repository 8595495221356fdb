import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  creditChanges,
  presentAmong,
  secondsLeft,
  stepOf,
  stepsTaken,
  tidyCode,
  trainingHours,
  trueInstant,
  whyNotSelf,
  windowOf,
  type KeptScan,
} from './attendance.rules.ts';

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 23, 1, n)).toISOString();
const aScan = (scanId: string, personId: string, at: number, more: Partial<KeptScan> = {}): KeptScan => ({
  scanId,
  personId,
  at: minute(at),
  kind: 'in',
  how: 'label',
  ...more,
});
const names = (scans: readonly KeptScan[]) => presentAmong(scans).map(({ personId }) => personId);

describe('who is signed in', () => {
  test('two organisers who scan the same person sign in one person, at the earlier time', () => {
    const scans = [aScan('b', '甲', 7), aScan('a', '甲', 5), aScan('c', '乙', 6)];
    expect(presentAmong(scans)).toMatchObject([
      { personId: '甲', at: minute(5) },
      { personId: '乙', at: minute(6) },
    ]);
  });

  test('a mistaken sign-in is taken back, and can be made again', () => {
    const [signed, taken, again] = [
      aScan('a', '甲', 1),
      aScan('b', '甲', 3, { kind: 'out' }),
      aScan('c', '甲', 4),
    ];
    expect(names([signed, taken])).toEqual([]);
    expect(presentAmong([signed, taken, again])).toMatchObject([{ at: minute(4) }]);
  });

  test('at one and the same instant, taking back wins', () => {
    expect(names([aScan('a', '甲', 1), aScan('b', '甲', 1, { kind: 'out' })])).toEqual([]);
  });
});

/** What arrives: batches of several devices, each sent once or more, in any order and cut anywhere. */
const scans = fc.uniqueArray(
  fc.record({
    scanId: fc.uuid(),
    personId: fc.constantFrom('甲', '乙', '丙', '丁'),
    kind: fc.constantFrom('in' as const, 'in' as const, 'out' as const),
    how: fc.constantFrom('self' as const, 'label' as const, 'list' as const, 'paper' as const),
    at: fc.integer({ min: 0, max: 12 }).map(minute),
  }),
  { selector: ({ scanId }) => scanId, maxLength: 24 },
);

/** As the table keeps them: a scan that is there already is not written again. */
function arriving(batches: readonly (readonly KeptScan[])[]): KeptScan[] {
  const kept = new Map<string, KeptScan>();
  for (const scan of batches.flat()) if (!kept.has(scan.scanId)) kept.set(scan.scanId, scan);
  return [...kept.values()];
}

describe('scans made without a line', () => {
  test('come to the same list in whatever order, however often and in whatever batches they arrive', () => {
    const journeys = scans.chain((made) =>
      fc.record({
        made: fc.constant(made),
        batches: fc.array(fc.shuffledSubarray(made), { maxLength: 6 }),
        rest: fc.shuffledSubarray(made, { minLength: made.length }),
        at: fc.nat(6),
      }),
    );
    fc.assert(
      fc.property(journeys, ({ made, batches, rest, at }) => {
        expect(presentAmong(arriving(batches.toSpliced(at, 0, rest)))).toEqual(presentAmong(made));
      }),
      { numRuns: 500 },
    );
  });

  test('never sign anybody in twice, and never somebody nobody signed in', () => {
    fc.assert(
      fc.property(scans, (made) => {
        const there = names(made);
        expect(new Set(there).size).toBe(there.length);
        for (const personId of there)
          expect(made.some((scan) => scan.personId === personId && scan.kind === 'in')).toBe(true);
      }),
    );
  });
});

describe('clocks', () => {
  test('a phone whose clock is ten minutes fast counts by the server’s', () => {
    expect(trueInstant(minute(25), minute(40), minute(30))).toBe(minute(15));
  });
  test('nothing is signed in later than now', () => {
    expect(trueInstant(minute(50), minute(40), minute(30))).toBe(minute(30));
  });
});

const session = { heldOn: '2026-11-23', startsAt: '09:30', endsAt: '11:10' };

describe('one’s own scan', () => {
  const window = windowOf(session);
  const why = (at: number, now = at) => whyNotSelf('seat', window, { at: minute(at), now: minute(now) });

  test('is taken from half an hour before the session until its end', () => {
    expect(window).toEqual({ opensAt: minute(60 - 60), closesAt: minute(130) });
    expect([why(-1), why(0), why(130), why(131)]).toEqual([
      'activity/sign-in-not-open',
      null,
      null,
      'activity/sign-in-over',
    ]);
  });

  test('is not asked for where nothing needs it', () => {
    expect(whyNotSelf('none', window, { at: minute(40), now: minute(40) })).toBe('activity/no-sign-in');
  });

  test('made without a line counts by when it was made, and may arrive until the next day', () => {
    expect(why(100, 600)).toBeNull();
    expect(why(200, 600)).toBe('activity/sign-in-over');
    expect(why(100, 130 + 25 * 60)).toBe('activity/sign-in-over');
  });

  test('with a line the server’s clock decides which code is good: this minute’s and the two before', () => {
    const now = stepOf(minute(50));
    expect(stepsTaken(minute(50), minute(50))).toEqual([now, now - 1, now - 2]);
    expect(stepsTaken(minute(20), minute(50))).toEqual([20, 19, 21].map((n) => stepOf(minute(n))));
    expect(secondsLeft(new Date(Date.parse(minute(50)) + 12_500).toISOString())).toBe(48);
  });

  test('its code may be typed as people type', () => {
    expect(tidyCode(' 7k3-q9o ')).toBe('7K3Q90');
    expect(tidyCode('iL0')).toBe('110');
  });
});

describe('training hours', () => {
  test('are the length of the session, to the half hour', () => {
    expect(trainingHours(session)).toBe(1.5);
    expect(trainingHours({ ...session, endsAt: '09:35' })).toBe(0.5);
  });

  test('are credited to those who were missing from the list and taken back from those who were on it by mistake', () => {
    const present = [{ personId: '乙', at: minute(1), how: 'paper' as const }];
    expect(creditChanges(new Set(['甲']), present)).toEqual({ gains: ['乙'], loses: ['甲'] });
    expect(creditChanges(new Set(['乙']), present)).toEqual({ gains: [], loses: [] });
  });
});
