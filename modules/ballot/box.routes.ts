import { bind, type BoundRoute, type Caller } from '#platform/module/index.ts';
import { boxRoutes } from './box.contract.ts';
import type { Box } from './box.work.ts';
import { refuse } from './slot.work.ts';

/** The box that this process holds, wherever it runs. */
const boxOf = ({ residents }: Caller): Box => (residents.get('ballot') as unknown as { here: Box }).here;

export const boxBoundRoutes: BoundRoute[] = bind(boxRoutes, {
  readManifest: { outside: ({ params }, caller) => boxOf(caller).manifest(params) },
  castBallot: { outside: ({ params, body }, caller) => boxOf(caller).cast(params, body) },
  readBoxBulletin: {
    async outside({ params }, caller) {
      return (await boxOf(caller).bulletin(params)) ?? refuse('ballot/not-counted');
    },
  },
});
