import { refuser } from '#platform/refuse/index.ts';
import { peopleRefusals } from './people.contract.ts';

export const refusePeople = refuser(peopleRefusals);
