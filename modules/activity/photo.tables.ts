import type { Generated } from 'kysely';

export interface PhotoTables {
  'activity.photo': {
    bureau_id: string;
    photo_id: string;
    activity_id: string;
    upload_id: string;
    sha256: string;
    thumb_sha256: string;
    width: number;
    height: number;
    caption: string;
    all_tagged: Generated<boolean>;
    asked_down: Generated<boolean>;
    added_at: string;
  };
  'activity.photo_person': { bureau_id: string; photo_id: string; person_id: string };
  'activity.photo_consent': { bureau_id: string; person_id: string; consent: 'yes' | 'no' };
}
