import type { Module } from '#platform/module/index.ts';
import { peopleFacts, peopleRefusals } from './people.contract.ts';
import { peopleBoundRoutes } from './people.routes.ts';
import { fillSample } from './people.sample.ts';

export const people: Module = {
  name: 'people',
  routes: peopleBoundRoutes,
  refusals: peopleRefusals,
  facts: peopleFacts,
  sample: fillSample,
};
