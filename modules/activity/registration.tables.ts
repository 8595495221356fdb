import type { RegistrationState } from './registration.contract.ts';

export interface RegistrationTables {
  'activity.registration': {
    bureau_id: string;
    activity_id: string;
    person_id: string;
    state: RegistrationState;
    place: number;
  };
  'activity.registration_step': {
    bureau_id: string;
    activity_id: string;
    step: number;
    person_id: string;
    state: RegistrationState;
    how: 'self' | 'moved-up' | 'called';
    at: string;
  };
}
