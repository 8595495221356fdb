/** 纪要 of a meeting: what was talked about, what was decided, by whom until when; who was there. */
import { dayInWords, minutes, type OfficialDocument, type Rich } from '#engines/gongwen/index.ts';
import type { Meeting, Minutes } from './document.contract.ts';
import { countsOf, joined, linked, type Standing } from './standing.rules.ts';

export interface MinutesGround {
  said: Minutes;
  /** The sign-in list that tells how many came. */
  meeting: Meeting | null;
  /** Where the plan stood on the day of the meeting; null where it was not talked about. */
  standing: Standing | null;
  /** Who writes it down: the office. */
  by: string;
  pages: string | null;
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function minutesDocument({ said, meeting, standing, by, pages }: MinutesGround): OfficialDocument {
  const matters = [
    ...(meeting === null ? [] : [attendedOf(meeting, pages)]),
    ...(standing === null ? [] : [heardOf(standing)]),
    ...lines(said.matters).map((line) => (/[。！？；]$/.test(line) ? line : `${line}。`)),
  ];
  return minutes({ ...said, name: titleOf(said.meeting), matters }, by);
}

/** 局长办公会 → 局长办公会议纪要. */
function titleOf(meeting: string): string {
  const name = meeting.replace(/(?:会议)?纪要$/, '');
  return `${name}${name.endsWith('会议') ? '' : name.endsWith('会') ? '议' : '会议'}纪要`;
}

/** How many signed in is a fact and leads to its record. */
function attendedOf({ name, on, n }: Meeting, pages: string | null): Rich {
  const to = `records?${new URLSearchParams({ kind: 'activity/attended', from: on, to: on })}`;
  return joined([`据“${name}”签到名单，到会`, linked({ pages }, to, n), '人。']);
}

const heardOf = (standing: Standing): Rich =>
  joined([
    `会议听取了《${standing.name}》进展情况：截至${dayInWords(standing.on)}，${standing.tasks.length}项任务中，`,
    ...countsOf(standing, standing.tasks),
    '。',
  ]);
