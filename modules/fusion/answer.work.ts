/** Answering: everybody reaches their own sheet, by their own alias, and no other. */
import type { Act } from '#platform/act/index.ts';
import { listLegacyAgencies, type PersonInPost } from '#modules/people/index.ts';
import { answerAliases, preferenceAliases } from './alias.work.ts';
import type { Card, Mine, MyWave, Preference, Saved, Sheet } from './answer.contract.ts';
import { cardOf, consentVersion, progressOf, whyNotAnswer } from './answer.rules.ts';
import { fusionRefusals, minutesPerPerson, type Said } from './fusion.contract.ts';
import {
  findMember,
  findPreference,
  listListedAliases,
  listMemberships,
  savePreference,
  type MemberRow,
} from './member.data.ts';
import { askingOrder } from './roster.rules.ts';
import {
  deleteSheet,
  findSheet,
  insertSheet,
  insertSheets,
  listOwnSheets,
  mergeAnswers,
  type SheetAnswers,
  type SheetRow,
} from './sheet.data.ts';
import { findWaveRow, listWaveRows, type WaveRow } from './wave.data.ts';
import { mayOf } from './wave.rules.ts';
import { populationOf, refuse, refuseIf } from './wave-load.work.ts';

function ownId(act: Act): string {
  if (!act.who.personId) throw refuse('fusion/no-person');
  return act.who.personId;
}

const ownAlias = async (act: Act): Promise<string> => (await answerAliases(act))(ownId(act));

interface Own {
  wave: WaveRow;
  member: MemberRow;
  alias: string;
  /** Aliases on this person's list, in asking order. */
  asks: string[];
}

const lifeFor = (
  act: Act,
  wave: WaveRow,
  member: MemberRow | null | undefined,
  asked = member?.asked ?? false,
) => ({
  state: wave.state,
  source: wave.source,
  opensOn: wave.opens_on,
  closesOn: wave.closes_on,
  today: act.today,
  member: member ? { asked } : null,
});

/** The wave as it asks this person; refuses where it does not, or not now. */
async function loadOwn(act: Act, waveId: string): Promise<Own> {
  const wave = await findWaveRow(act.db, waveId);
  if (!wave) throw refuse('fusion/no-wave');
  const alias = await ownAlias(act);
  const member = await findMember(act.db, waveId, alias);
  const { unasked } = await ownPreference(act);
  refuseIf(whyNotAnswer(lifeFor(act, wave, member, member?.asked && !unasked)));
  return { wave, member: member!, alias, asks: await asksOf(act, wave, member!) };
}

async function asksOf(act: Act, wave: WaveRow, member: MemberRow): Promise<string[]> {
  const asks = member.asks ?? (await listListedAliases(act.db, wave.wave_id));
  return askingOrder(
    asks.filter((alias) => alias !== member.alias),
    member.alias,
    wave.seed,
  );
}

async function ownPreference(act: Act): Promise<Preference> {
  const aliasOf = await preferenceAliases(act);
  return findPreference(act.db, aliasOf(ownId(act)));
}

const progress = (own: Own, sheet: SheetRow | undefined): Saved => ({
  ...progressOf(
    { people: own.asks, domains: own.wave.domains.map(({ code }) => code) },
    { reports: sheet?.reports ?? {}, knowledge: sheet?.knowledge ?? {} },
  ),
  finished: sheet?.finished ?? false,
});

const myWaveOf = (own: Own, sheet: SheetRow | undefined, may: MyWave['may']['answer']): MyWave => ({
  id: own.wave.wave_id,
  name: own.wave.name,
  purpose: own.wave.purpose,
  opensOn: own.wave.opens_on,
  closesOn: own.wave.closes_on,
  deleteOn: own.wave.delete_on,
  consented: sheet !== undefined,
  ...progress(own, sheet),
  may: { answer: may },
});

const noPerson = fusionRefusals['fusion/no-person'];

/** For accounts of the office that belong to nobody on the roster: no wave asks them, so there is nothing to switch. */
const mineOfNobody: Mine = {
  waves: [],
  preference: { unlisted: false, unasked: false },
  cards: [],
  minutes: minutesPerPerson,
  may: { prefer: { may: false, whyNot: { zh: noPerson.zh, en: noPerson.en } } },
};

/** Open waves that ask me, my switches, and the waves I can see my card of. */
export async function readMine(act: Act): Promise<Mine> {
  if (!act.who.personId) return mineOfNobody;
  const preference = await ownPreference(act);
  const alias = await ownAlias(act);
  const rows = (await listWaveRows(act.db)).filter((row) => row.state !== 'draft' && !row.raw_deleted_on);
  const members = await listMemberships(
    act.db,
    alias,
    rows.map((row) => row.wave_id),
  );
  const sheets = new Map(
    (await listOwnSheets(act.db, 'answer', alias)).map((sheet) => [sheet.wave_id, sheet]),
  );
  const waves: MyWave[] = [];
  for (const wave of rows) {
    const member = members.find((one) => one.wave_id === wave.wave_id);
    if (!member) continue;
    const no = whyNotAnswer(lifeFor(act, wave, member, member.asked && !preference.unasked));
    if (no && no.code !== 'fusion/not-yet') continue;
    const own = { wave, member, alias, asks: await asksOf(act, wave, member) };
    waves.push(myWaveOf(own, sheets.get(wave.wave_id), mayOf(no)));
  }
  waves.sort((a, b) => Number(b.may.answer.may) - Number(a.may.answer.may));
  const cards = rows.flatMap((row) =>
    sheets.has(row.wave_id) ? [{ waveId: row.wave_id, name: row.name }] : [],
  );
  return { waves, preference, cards, minutes: minutesPerPerson, may: { prefer: { may: true } } };
}

/** Leaves no record of its own: how many opted out is counted when a wave opens. */
export async function setPreference(act: Act, preference: Preference): Promise<Preference> {
  const aliasOf = await preferenceAliases(act);
  await savePreference(act.db, act.bureauId, aliasOf(ownId(act)), preference);
  return preference;
}

export async function giveConsent(act: Act, waveId: string): Promise<Sheet> {
  const own = await loadOwn(act, waveId);
  await insertSheet(act.db, { bureauId: act.bureauId, waveId }, own.alias, consentVersion);
  return sheetOf(act, own);
}

async function consented(act: Act, waveId: string): Promise<{ own: Own; sheet: SheetRow }> {
  const own = await loadOwn(act, waveId);
  const sheet = await findSheet(act.db, 'answer', waveId, own.alias);
  if (!sheet) throw refuse('fusion/consent-first');
  return { own, sheet };
}

export async function readSheet(act: Act, waveId: string): Promise<Sheet> {
  return sheetOf(act, (await consented(act, waveId)).own);
}

async function sheetOf(act: Act, own: Own): Promise<Sheet> {
  const sheet = await findSheet(act.db, 'answer', own.wave.wave_id, own.alias);
  const people = await peopleByAlias(act, own.wave);
  const agencies = new Map((await listLegacyAgencies(act)).map(({ code, shortName }) => [code, shortName]));
  return {
    wave: myWaveOf(own, sheet, { may: true }),
    people: own.asks.flatMap((alias) => {
      const person = people.get(alias);
      if (!person) return [];
      const { personId, name, unitName: unit, legacy } = person;
      return [
        { personId, name, unit, legacy: agencies.get(legacy) ?? legacy, said: sheet?.reports[alias] ?? null },
      ];
    }),
    domains: own.wave.domains.map(({ code, name }) => ({ code, name, said: sheet?.knowledge[code] ?? null })),
  };
}

async function peopleByAlias(act: Act, wave: WaveRow): Promise<Map<string, PersonInPost>> {
  const aliasOf = await answerAliases(act);
  return new Map((await populationOf(act, wave)).map((person) => [aliasOf(person.personId), person]));
}

export interface Batch {
  people: readonly { personId: string; said: Said }[];
  domains: readonly { code: string; said: Said }[];
}

/** Saves a few answers of the person who sends them; the same batch again changes nothing. */
export async function saveAnswers(act: Act, waveId: string, batch: Batch): Promise<Saved> {
  const { own } = await consented(act, waveId);
  const aliasOf = await answerAliases(act);
  const answers = answersOf(own.alias, batch, aliasOf);
  const asked = new Set(own.asks);
  const domains = new Set(own.wave.domains.map(({ code }) => code));
  const strange =
    Object.keys(answers.reports).filter((alias) => !asked.has(alias)).length +
    Object.keys(answers.knowledge).filter((code) => !domains.has(code)).length;
  if (strange > 0) throw refuse('fusion/not-on-my-list', { n: strange });
  return save(act, own, [answers]);
}

const answersOf = (alias: string, batch: Batch, aliasOf: (personId: string) => string): SheetAnswers => ({
  alias,
  reports: Object.fromEntries(batch.people.map(({ personId, said }) => [aliasOf(personId), said])),
  knowledge: Object.fromEntries(batch.domains.map(({ code, said }) => [code, said])),
});

async function save(
  act: Act,
  own: Own,
  answers: readonly SheetAnswers[],
  finished?: boolean,
): Promise<Saved> {
  const place = { bureauId: act.bureauId, waveId: own.wave.wave_id };
  await mergeAnswers(act.db, place, answers, finished);
  return progress(own, await findSheet(act.db, 'answer', place.waveId, own.alias));
}

export async function finishSheet(act: Act, waveId: string): Promise<Saved> {
  const { own } = await consented(act, waveId);
  return save(act, own, [{ alias: own.alias, reports: {}, knowledge: {} }], true);
}

/** Takes back consent while the wave is open: the person's answers are gone at once. */
export async function withdrawSheet(act: Act, waveId: string): Promise<void> {
  const wave = await findWaveRow(act.db, waveId);
  if (!wave) throw refuse('fusion/no-wave');
  const alias = await ownAlias(act);
  const member = await findMember(act.db, waveId, alias);
  refuseIf(whyNotAnswer(lifeFor(act, wave, member, true)));
  await deleteSheet(act.db, { bureauId: act.bureauId, waveId }, alias);
}

/** One's own figures, from one's own answers, while they exist. */
export async function readCard(act: Act, waveId: string): Promise<Card> {
  const wave = await findWaveRow(act.db, waveId);
  if (!wave) throw refuse('fusion/no-wave');
  const alias = await ownAlias(act);
  const sheets = await listOwnSheets(act.db, 'card', alias);
  const sheet = sheets.find((one) => one.wave_id === waveId);
  if (!sheet) throw refuse('fusion/no-card');
  const people = await peopleByAlias(act, wave);
  const before = await sheetBefore(act, wave, sheets);
  const agencies = await listLegacyAgencies(act);
  return {
    wave: { id: waveId, name: wave.name, deleteOn: wave.delete_on },
    ...cardOf({
      ownLegacy: people.get(alias)?.legacy ?? '',
      legacyOf: new Map([...people].map(([one, person]) => [one, person.legacy])),
      legacyNames: new Map(agencies.map(({ code, name }) => [code, name])),
      now: sheet,
      before,
      domains: wave.domains,
    }),
  };
}

async function sheetBefore(act: Act, wave: WaveRow, sheets: readonly SheetRow[]) {
  for (const row of await listWaveRows(act.db)) {
    const sheet = sheets.find((one) => one.wave_id === row.wave_id);
    if (sheet && row.as_of_on < wave.as_of_on) {
      return { name: row.name, reports: sheet.reports, knowledge: sheet.knowledge };
    }
  }
  return null;
}

/** Sheets of many people at once, for histories that are told (sample bureau): consent, answers, finished. */
export async function saveManySheets(
  act: Act,
  waveId: string,
  sheets: readonly (Batch & { personId: string })[],
): Promise<void> {
  const aliasOf = await answerAliases(act);
  const place = { bureauId: act.bureauId, waveId };
  await insertSheets(
    act.db,
    place,
    sheets.map((sheet) => answersOf(aliasOf(sheet.personId), sheet, aliasOf)),
    consentVersion,
  );
}
