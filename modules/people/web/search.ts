import { call } from '#web/client.ts';
import type { Searcher } from '#web/search.ts';
import { personRoutes } from '../person.contract.ts';

export const searcher: Searcher = {
  title: { zh: '人员', en: 'People' },
  permit: 'people/read',
  async find(q, signal) {
    const { people } = await call(personRoutes.listPeople, { query: { q, limit: 8 } }, { signal });
    return people.map(({ id, name, post, staffNo }) => ({
      title: name,
      detail: [post, staffNo].filter(Boolean).join(' · '),
      to: `/people/${id}`,
    }));
  },
};
