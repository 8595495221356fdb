import { day } from '#web/formats.ts';

/** Day and name of a session; nothing where a round is for the whole activity. */
export const sessionName = ({ heldOn, name }: { heldOn: string | null; name: string }): string =>
  [heldOn && day(heldOn), name].filter(Boolean).join(' ');
