/** The feed as a strict reader of RFC 5545 takes it. */
import { describe, expect, test } from 'vitest';
import type { CalendarEntry } from './entry.ts';
import { calendarOf } from './ical.ts';

interface Part {
  name: string;
  lines: { name: string; parameters: string; value: string }[];
  parts: Part[];
}

/** Unfolds, splits and nests; throws at what the grammar (3.1, 3.6) does not allow. */
function readCalendar(text: string): Part {
  const open: Part[] = [{ name: '', lines: [], parts: [] }];
  if (!text.endsWith('\r\n') || /[^\r]\n|\r[^\n]/.test(text)) throw new Error('lines end in CR LF');
  for (const line of text
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .slice(0, -1)) {
    const found = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^;:",]*)*):(.*)$/.exec(line);
    if (!found) throw new Error(`no content line: ${line}`);
    const [, name, parameters, value] = found as unknown as [string, string, string, string];
    if (name === 'BEGIN') {
      const part: Part = { name: value, lines: [], parts: [] };
      open.at(-1)!.parts.push(part);
      open.push(part);
    } else if (name === 'END') {
      if (open.pop()!.name !== value) throw new Error(`${value} ends where it has not begun`);
    } else open.at(-1)!.lines.push({ name, parameters, value });
  }
  if (open.length !== 1 || open[0]!.parts.length !== 1) throw new Error('one calendar, and whole');
  return open[0]!.parts[0]!;
}

const only = ({ lines }: Part, name: string) => {
  const found = lines.filter((line) => line.name === name);
  expect(found, name).toHaveLength(1);
  return found[0]!;
};

const title = `节点“${'很长的名字'.repeat(9)}，带;和,\\及\n换行”：😀${'𠮷'.repeat(30)}`;
const common = { where: '大院', text: { zh: '', en: '' }, to: '/x' } as const;
const entries: CalendarEntry[] = [
  {
    ...common,
    id: 'm1-end',
    revision: 3,
    when: { on: '2020-12-31' },
    title: { zh: title, en: '' },
    status: 'confirmed',
  },
  {
    ...common,
    id: 's1',
    revision: 0,
    when: { startsAt: '2020-06-03T23:30:00.000Z', endsAt: '2020-06-04T01:00:00.000Z' },
    title: { zh: '早操', en: '' },
    status: 'cancelled',
  },
];
const text = calendarOf('文融 · 我的日程', entries, '2020-06-01T01:00:00.000Z');

describe('a feed', () => {
  const calendar = readCalendar(text);
  const [zone, day, session] = calendar.parts as [Part, Part, Part];

  test('is one calendar with what the standard asks of it, and nothing stands twice', () => {
    expect(only(calendar, 'VERSION').value).toBe('2.0');
    expect(only(calendar, 'PRODID').value).not.toBe('');
    expect(calendar.parts.map(({ name }) => name)).toEqual(['VTIMEZONE', 'VEVENT', 'VEVENT']);
    for (const event of [day, session]) expect(only(event, 'DTSTAMP').value).toBe('20200601T010000Z');
    expect([only(day, 'UID').value, only(session, 'UID').value]).toEqual(['m1-end@wenrong', 's1@wenrong']);
    expect([only(day, 'SEQUENCE').value, only(session, 'SEQUENCE').value]).toEqual(['3', '0']);
    expect([only(day, 'STATUS').value, only(session, 'STATUS').value]).toEqual(['CONFIRMED', 'CANCELLED']);
  });

  test('tells hours by Shanghai’s clock and says which clock that is, wherever the server stands', () => {
    expect(only(zone, 'TZID').value).toBe('Asia/Shanghai');
    expect(only(zone.parts[0]!, 'TZOFFSETTO').value).toBe('+0800');
    expect(only(session, 'DTSTART')).toMatchObject({
      parameters: ';TZID=Asia/Shanghai',
      value: '20200604T073000',
    });
    expect(only(session, 'DTEND')).toMatchObject({
      parameters: ';TZID=Asia/Shanghai',
      value: '20200604T090000',
    });
  });

  test('a whole day ends where the next begins', () => {
    expect(only(day, 'DTSTART')).toMatchObject({ parameters: ';VALUE=DATE', value: '20201231' });
    expect(only(day, 'DTEND')).toMatchObject({ parameters: ';VALUE=DATE', value: '20210101' });
  });

  test('folds at 75 octets, never within a character, and keeps every one of them', () => {
    const bytes = Buffer.from(text);
    for (let from = 0, to; (to = bytes.indexOf('\r\n', from)) >= 0; from = to + 2) {
      expect(to - from).toBeLessThanOrEqual(75);
      // Throws where a line begins or ends within a character.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to));
    }
    const told = only(day, 'SUMMARY').value.replaceAll(/\\([\\;,n])/g, (_, one) =>
      one === 'n' ? '\n' : one,
    );
    expect(told).toBe(title);
  });

  test('is the same text for the same entries', () => {
    expect(calendarOf('文融 · 我的日程', entries, '2020-06-01T01:00:00.000Z')).toBe(text);
  });
});
