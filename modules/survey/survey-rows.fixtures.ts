import type { Receipt } from '#engines/ballots/index.ts';
import type { SurveyWorld } from './survey-life.fixtures.ts';

type Here = Pick<SurveyWorld, 'world' | 'bureauId'>;

/** With the database's own tools, past the program, within one bureau. */
export const rowsOf = ({ world, bureauId }: Here, sql: string) =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    return (await client.query(sql)).rows as Record<string, unknown>[];
  });

/** Everything of surveys that is stored, so that a refusal can be shown to change nothing. */
export const storedOf = async (here: Here): Promise<string> =>
  JSON.stringify([
    await rowsOf(here, 'select * from survey.survey order by survey_id'),
    await rowsOf(here, 'select kind, seq from platform.fact order by seq'),
    await rowsOf(here, 'select stage, poll_id from ballot.poll order by poll_id'),
    await rowsOf(here, 'select count(*) from ballot.keyring'),
  ]);

/** The published list loses a ballot that the box still holds. */
export const loseBallot = (here: Here, { pollId, tokenId }: Receipt) =>
  rowsOf(
    here,
    `update ballot.poll set bulletin = jsonb_set(bulletin, '{entries}', (select jsonb_agg(e) from
     jsonb_array_elements(bulletin->'entries') e where e->>'tokenId' <> '${tokenId}'))
     where poll_id = '${pollId}'`,
  );

/** What was taken off the published lists comes back from the box. */
export const restoreBulletins = (here: Here) =>
  rowsOf(
    here,
    'update ballot.poll p set bulletin = b.bulletin from ballot_box.poll b where b.poll_id = p.poll_id and b.bulletin is not null',
  );
