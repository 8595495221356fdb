/** Working days of mainland China: weekends, public holidays and made-up days as announced. */
export { isAnnounced, isWorkingDay, workingDaysAfter, type WorkingDay } from './workdays.ts';
