import type { Present, Scan } from './attendance.contract.ts';

export interface AttendanceTables {
  'activity.scan': {
    bureau_id: string;
    session_id: string;
    scan_id: string;
    person_id: string;
    kind: Scan['kind'];
    how: Present['how'];
    at: string;
  };
  'activity.roll': {
    bureau_id: string;
    session_id: string;
    closed_at: string;
    n: number;
    credited: string[];
    forgotten_at: string | null;
  };
}
