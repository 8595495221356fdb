/** Days as sheet programs count them: a serial number of the 1900 or the 1904 system, its fraction the time. */

const msPerDay = 86_400_000;
const lastSerial = 2_958_465;

/**
 * The day of a serial as `YYYY-MM-DD`, or null outside 1900-01-01 … 9999-12-31.
 * The 1900 system counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1); serial 60 is given
 * as `1900-02-29`, so that whoever validates days meets it as an impossible one.
 */
export function dayOfSerial(serial: number, date1904: boolean): string | null {
  const whole = Math.floor(serial);
  if (!(whole >= (date1904 ? 0 : 1)) || whole > lastSerial) return null;
  if (!date1904 && whole === 60) return '1900-02-29';
  const origin = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  const day = new Date(origin + whole * msPerDay);
  return day.getUTCFullYear() > 9999 ? null : day.toISOString().slice(0, 10);
}

/** Time of day of a serial as `HH:MM:SS`, or null at midnight. */
export function timeOfSerial(serial: number): string | null {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  if (seconds === 0 || seconds === 86_400) return null;
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}

/** Serial (1900 system) of a day from 1900-03-01 on, or null where the text is no such day. */
export function serialOfDay(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) return null;
  const serial = Math.round((at - Date.UTC(1899, 11, 30)) / msPerDay);
  return serial > 60 ? serial : null;
}
