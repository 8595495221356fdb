import { day } from '#web/formats.ts';
import { language } from '#web/language.ts';

/** The day of the week, `周五` / `Fri`. */
export const weekday = (on: string): string =>
  new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${on}T00:00:00Z`));

/** `2020年6月12日 周五` / `12 Jun 2020, Fri`. */
export const dayWithWeekday = (on: string): string =>
  language.value === 'zh' ? `${day(on)} ${weekday(on)}` : `${day(on)}, ${weekday(on)}`;

/** A session's day and times in one line. */
export const when = ({
  heldOn,
  startsAt,
  endsAt,
}: {
  heldOn: string;
  startsAt: string;
  endsAt: string;
}): string => `${dayWithWeekday(heldOn)} ${startsAt}–${endsAt}`;
