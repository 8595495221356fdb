/** What people are told of a wave, everybody alike: who chose not to be asked cannot be told from who was told. */
import type { Act } from '#platform/act/index.ts';
import { addDays, dayInWords, fill } from '#platform/contract/index.ts';
import type { Fact } from '#platform/ledger/index.ts';
import { notify } from '#platform/notices/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { tellWords } from './tell.rules.ts';
import { findWaveRow } from './wave.data.ts';

/** Days after which something is no news: the sample bureau tells of years ago. */
const daysNew = 7;

export async function tellOfWave(act: Act, fact: Fact): Promise<void> {
  const words = tellWords[fact.kind];
  const row = await findWaveRow(act.db, fact.subject.replace('wave/', ''));
  if (!words || !row || fact.on < addDays(act.today, -daysNew)) return;
  const people = (await listPeopleOn(act, act.today)).map(({ personId }) => personId);
  const [from, until] = [dayInWords(row.opens_on), dayInWords(row.closes_on)];
  const text = {
    zh: fill(words.text.zh, { name: row.name, from: from.zh, to: until.zh }),
    en: fill(words.text.en, { name: row.name, from: from.en, to: until.en }),
  };
  await notify(act, { people }, { topic: words.topic, key: fact.factId, text, to: words.to });
}
