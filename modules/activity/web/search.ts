import { call } from '#web/client.ts';
import { day } from '#web/formats.ts';
import type { Found, Searcher } from '#web/search.ts';
import { mayI } from '#web/session.ts';
import { t } from './activity.words.ts';
import { askActivities, askProgrammes } from './planning.addresses.ts';
import { like } from './search.rules.ts';

/** Activities and programmes by name or its pinyin, coming ones first; and for whoever may, the first step of a new one. */
export const searcher: Searcher = {
  title: { zh: '活动', en: 'Activities' },
  permit: 'activity/read',
  async find(q, signal) {
    const [{ activities }, { programmes }] = await Promise.all([
      call(askActivities, {}, { signal }),
      call(askProgrammes, {}, { signal }),
    ]);
    const ended = ({ state }: { state: string }) => (state === 'held' || state === 'cancelled' ? 1 : 0);
    const known = activities
      .filter(({ name, programme, spelling }) => like(q, [name, programme ?? ''], [spelling]))
      .toSorted((a, b) => ended(a) - ended(b) || (a.firstOn < b.firstOn ? 1 : -1))
      .map(({ id, name, state, nextOn }): Found => ({
        title: name,
        detail: [day(nextOn), t(`state.${state}`)].join(' · '),
        to: `/activities/${id}`,
      }));
    const whole = programmes
      .filter(({ name, spelling }) => like(q, [name], [spelling]))
      .map(({ id, name }): Found => ({ title: name, to: `/activities/programmes/${id}` }));
    const begin: Found[] =
      mayI('activity/plan') && like(q, ['拟定活动', 'Plan an activity'], ['ni ding huo dong'])
        ? [{ title: t('list.plan'), to: '/activities/new' }]
        : [];
    return [...begin, ...known, ...whole];
  },
};
