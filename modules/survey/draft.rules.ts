import type { Remark } from './questionnaire.contract.ts';

interface MayOrNot {
  may: boolean;
  whyNot?: { zh: string; en: string };
}

const no = (zh: string, en: string): MayOrNot => ({ may: false, whyNot: { zh, en } });

/** Only the newest version is edited; a used one is edited too, and its next version begins on saving. */
export const whyNotChange = (version: number, newest: number): MayOrNot =>
  version === newest
    ? { may: true }
    : no(
        `这是旧版本，请打开第 ${newest} 版来改。`,
        `This is an old version; open version ${newest} to edit.`,
      );

export const whyNotRemove = (lockedOn: readonly (string | null)[]): MayOrNot =>
  lockedOn.every((day) => day === null)
    ? { may: true }
    : no('有版本已用于调查，要留作依据。', 'A version was used in a survey and is kept as evidence.');

export function whyNotUse(remarks: readonly Remark[]): MayOrNot {
  const n = remarks.filter(({ weight }) => weight === 'refuse').length;
  return n === 0
    ? { may: true }
    : no(
        `有 ${n} 处会认出个人，先改掉才能用于匿名调查。`,
        `${n} of its remarks would identify people; mend them before an anonymous survey uses it.`,
      );
}
