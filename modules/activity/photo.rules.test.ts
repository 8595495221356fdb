import { describe, expect, test } from 'vitest';
import { audienceOf, maySee, type PhotoState } from './photo.rules.ts';

const who = (state: Partial<PhotoState>) =>
  audienceOf({ askedDown: false, allTagged: false, consents: [], ...state });

describe('who may see a photo', () => {
  test('those who took part, as long as nobody has said who is on it', () => {
    expect(who({})).toBe('taking-part');
    expect(who({ consents: ['yes', 'yes'] })).toBe('taking-part');
  });
  test('the whole bureau, once everybody on it is known and agrees, or nobody can be recognised', () => {
    expect(who({ allTagged: true, consents: ['yes', 'yes'] })).toBe('bureau');
    expect(who({ allTagged: true })).toBe('bureau');
  });
  test('those who took part, where one of those on it has not said', () => {
    expect(who({ allTagged: true, consents: ['yes', 'unknown'] })).toBe('taking-part');
  });
  test('nobody but organisers, where one of those on it does not want it or it was asked down', () => {
    expect(who({ allTagged: true, consents: ['yes', 'no'] })).toBe('organisers');
    expect(who({ allTagged: true, askedDown: true, consents: ['yes'] })).toBe('organisers');
  });
  test('one sees what one belongs to', () => {
    const [organiser, part, other] = [
      { organises: true, takesPart: false },
      { organises: false, takesPart: true },
      { organises: false, takesPart: false },
    ];
    const seen = (['organisers', 'taking-part', 'bureau'] as const).map((audience) =>
      [organiser, part, other].map((viewer) => maySee(audience, viewer)),
    );
    expect(seen).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });
});
