/** Asking the ledger: one `Asking` serves many questions of one act, so that units and kinds are read once. */
import type { Act } from '#platform/act/index.ts';
import { fill, type Saying } from '#platform/contract/index.ts';
import { fieldsOf, type DataField } from '#platform/contract/fields.ts';
import { listAccounts } from '#platform/identity/index.ts';
import {
  countDifferent,
  countKinds,
  isAskable,
  latestValue,
  listFacts,
  matchingFacts,
  tallyFacts,
  wordsAt,
  type Fact,
} from '#platform/ledger/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { listUnits, withDescendants, type UnitInBureau } from '#modules/people/index.ts';
import { answerWords, composeAnswer, isProtected, type Counted } from './answer.rules.ts';
import { verdicts, type Answer, type FactLine, type Judgment, type KindView } from './indicator.contract.ts';
import type { Asker, IndicatorContent, Question } from './question.contract.ts';
import {
  filterOf,
  isAboutPeople,
  lastDayOf,
  partsOf,
  spanOf,
  type Filter,
  type Known,
} from './question.rules.ts';
import { indicatorSentence, type Namer } from './sentence.rules.ts';

type Part = ReturnType<typeof partsOf>[number];
type Asked = Pick<IndicatorContent, 'question' | 'direction' | 'target'>;

export interface Asking {
  readonly act: Act;
  readonly known: Known;
  readonly kinds: readonly KindView[];
  readonly units: readonly UnitInBureau[];
  readonly namer: Namer;
  /** What was counted for this act already: many ask the same of the same days. */
  readonly counted: Map<string, Promise<Omit<Counted, 'nPeopleOfAll'>>>;
}

interface Declared {
  words: Saying;
  unit: KindView['unit'];
  fields: DataField[];
}

/** Schemas stand as long as the program: what they declare is read once. */
const declaredOf = new WeakMap<Act['factKinds'], Map<string, Declared>>();

function readDeclared(factKinds: Act['factKinds']): Map<string, Declared> {
  const known = declaredOf.get(factKinds);
  if (known) return known;
  const declared = new Map<string, Declared>();
  const taken = new Set<string>();
  for (const [kind, one] of factKinds) {
    if (!isAskable(kind, one)) continue;
    const words = { zh: generalised(one.zh), en: generalised(one.en) };
    // Two kinds may be worded alike; then each says its code as well.
    const alike = taken.has(words.zh) || taken.has(words.en);
    taken.add(words.zh).add(words.en);
    declared.set(kind, {
      words: alike ? { zh: `${words.zh}（${kind}）`, en: `${words.en} (${kind})` } : words,
      unit: one.unit ?? null,
      fields: fieldsOf(one.data),
    });
  }
  declaredOf.set(factKinds, declared);
  return declared;
}

const generalised = (sentence: string): string => sentence.replace(/\{\w+\}/g, '…');

export async function openAsking(act: Act): Promise<Asking> {
  const [declared, counts, units] = [
    readDeclared(act.factKinds),
    await countKinds(act.db),
    await listUnits(act, act.today),
  ];
  const kinds = [...declared].map(([kind, { words, unit, fields }]) => ({
    kind,
    words,
    unit,
    fields,
    n: counts.get(kind) ?? 0,
  }));
  const known: Known = {
    kinds: new Map(
      [...declared].map(([kind, { unit, fields }]) => [
        kind,
        { unit, fields: new Map(fields.map((field) => [field.name, field])) },
      ]),
    ),
    unitIds: new Set(units.map(({ unitId }) => unitId)),
  };
  return { act, known, kinds, units, namer: namerOf(declared, units), counted: new Map() };
}

function namerOf(declared: ReadonlyMap<string, Declared>, units: readonly UnitInBureau[]): Namer {
  const labels = new Map(
    [...declared.values()].flatMap(({ fields }) => fields).map((f) => [f.name, f.label]),
  );
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const named = new Map<string, number>();
  for (const { name } of units) named.set(name, (named.get(name) ?? 0) + 1);
  return {
    kind: (kind) => declared.get(kind)?.words ?? { zh: kind, en: kind },
    field: (field) => labels.get(field) ?? { zh: `“${field}”`, en: `“${field}”` },
    unit(unitId) {
      const unit = byId.get(unitId);
      if (!unit) return unitId;
      const above = unit.parentId === null ? undefined : byId.get(unit.parentId);
      return named.get(unit.name)! > 1 && above ? `${above.name}·${unit.name}` : unit.name;
    },
  };
}

/** Words by which facts can be found together; those in use most come first. */
export interface Marks {
  campaigns: string[];
  tags: string[];
}

const mostMarks = 100;

/** Campaigns and tags that facts of these kinds carry, or of all kinds. */
export async function listMarks({ act, kinds }: Asking, of?: readonly string[]): Promise<Marks> {
  const wordsOf = async (name: string): Promise<string[]> => {
    const carrying = kinds.filter(
      ({ kind, n, fields }) =>
        n > 0 && (!of || of.includes(kind)) && fields.some((field) => field.name === name),
    );
    return (
      await wordsAt(
        act.db,
        carrying.map(({ kind }) => kind),
        name,
      )
    ).slice(0, mostMarks);
  };
  return { campaigns: await wordsOf('campaign'), tags: await wordsOf('tags') };
}

export const sentenceIn = (asking: Asking, content: Asked): Saying =>
  indicatorSentence(content, asking.namer);

/** What the ledger says to a question. `subject`: of the indicator, where judgments are noted. */
export async function answerIn(
  asking: Asking,
  content: Asked,
  asker: Asker = {},
  subject: string | null = null,
): Promise<Answer> {
  const { act } = asking;
  const on = asker.on ?? act.today;
  const parts = partsOf(content.question);
  const counted: Counted[] = [];
  for (const part of parts) counted.push(await countPart(asking, part, on, asker));
  const judged =
    content.question.aggregate === 'judged' && subject
      ? await newestJudgment(act, subject, { on, from: asker.from ?? null })
      : null;
  const span = parts[0] ? spanOf(parts[0].source, on, asker) : { from: null, to: on };
  const held = new Map(asking.kinds.map(({ kind, n }) => [kind, n]));
  const neverRecorded = parts.some(({ source }) => source.kinds.every((kind) => !held.get(kind)));
  const openEnded = parts.some(
    ({ source }) =>
      (source.about.kind === 'asker' && asker.subject == null) ||
      (source.period.kind === 'asker' && asker.from === undefined),
  );
  const lastDay = parts[0] ? lastDayOf(parts[0].source, on, asker) : null;
  return composeAnswer(content, { counted, judged, neverRecorded, openEnded, span, lastDay });
}

const filterIn = (asking: Asking, part: Part, on: string, asker: Asker): Filter =>
  filterOf(part, {
    span: spanOf(part.source, on, asker),
    asker,
    known: asking.known,
    below: (unitIds) => [...new Set(unitIds.flatMap((id) => [...withDescendants(asking.units, id)]))],
  });

async function countPart(asking: Asking, part: Part, on: string, asker: Asker): Promise<Counted> {
  const filter = filterIn(asking, part, on, asker);
  const here = await countOnce(asking, part, filter);
  const partly = here.nPeople !== null && filter.units !== null;
  const all = partly ? await countOnce(asking, part, { ...filter, units: null }) : null;
  return { ...here, nPeopleOfAll: all?.nPeople ?? null };
}

function countOnce({ act, counted }: Asking, part: Part, filter: Filter): ReturnType<typeof countOver> {
  const key = JSON.stringify([{ ...part, source: null }, filter]);
  const known = counted.get(key) ?? countOver(act, part, filter);
  counted.set(key, known);
  return known;
}

async function countOver({ db }: Act, part: Part, filter: Filter): Promise<Omit<Counted, 'nPeopleOfAll'>> {
  const isNumber = part.aggregate !== 'count' && part.aggregate !== 'distinct';
  const tally = await tallyFacts(db, filter, isNumber ? part.of : 'quantity');
  const value = await valueOf(db, part, filter, tally);
  const nPeople = tally.aboutPeople
    ? await countDifferent(db, filter, 'subject')
    : isAboutPeople(part)
      ? value
      : null;
  return { value, nFacts: tally.nFacts, nPeople };
}

async function valueOf(
  db: Act['db'],
  part: Part,
  filter: Filter,
  tally: { nFacts: number; nValues: number; sum: number },
): Promise<number | null> {
  switch (part.aggregate) {
    case 'count':
      return tally.nFacts;
    case 'sum':
      return tally.nFacts > 0 && tally.nValues === 0 ? null : tally.sum;
    case 'mean':
      return tally.nValues === 0 ? null : tally.sum / tally.nValues;
    case 'distinct':
      return countDifferent(db, filter, part.of);
    case 'latest':
      return (await latestValue(db, filter, part.of))?.value ?? null;
  }
}

export async function listJudgments(act: Act, subject: string): Promise<Judgment[]> {
  const facts = await listFacts(act.db, { subject, kind: 'indicator/judged', limit: 50 });
  const names = permitted('ledger/read', act.who.roles) ? await namesOf(act) : null;
  return facts.map((fact) => {
    const { verdict, evidence } = fact.data as { verdict: keyof typeof verdicts; evidence: string };
    return { verdict, evidence, on: fact.on, by: (fact.actor && names?.get(fact.actor)) || null };
  });
}

/** Of the asker's days: last year's word is none on this year's measure. */
const newestJudgment = async (
  act: Act,
  subject: string,
  { on, from }: { on: string; from: string | null },
): Promise<Judgment | null> =>
  (await listJudgments(act, subject)).find(
    (judged) => judged.on <= on && (from === null || judged.on >= from),
  ) ?? null;

const namesOf = async (act: Act): Promise<Map<string, string>> =>
  new Map((await listAccounts(act.db)).map((row) => [row.account_id, row.name]));

export interface Behind {
  facts: FactLine[];
  withheld: Saying | null;
}

/** The facts behind an answer, newest first; withheld where they would show fewer than five people. */
export async function factsBehind(
  asking: Asking,
  question: Question,
  {
    asker = {},
    limit = 50,
    before,
    part: at = 0,
  }: { asker?: Asker; limit?: number; before?: number; part?: number } = {},
): Promise<Behind> {
  const part = partsOf(question)[at];
  if (!part) return { facts: [], withheld: null };
  const on = asker.on ?? asking.act.today;
  if (isProtected(await countPart(asking, part, on, asker))) return { facts: [], withheld: answerWords.few };
  const facts = await matchingFacts(asking.act.db, filterIn(asking, part, on, asker), { limit, before });
  const names = permitted('ledger/read', asking.act.who.roles) ? await namesOf(asking.act) : null;
  return { facts: facts.map((fact) => lineOf(asking, fact, names)), withheld: null };
}

function lineOf({ act, namer }: Asking, fact: Fact, names: ReadonlyMap<string, string> | null): FactLine {
  const kind = act.factKinds.get(fact.kind);
  const aboutPerson = fact.subject.startsWith('person/');
  return {
    id: fact.factId,
    seq: fact.seq,
    kind: fact.kind,
    sentence: { zh: fill(kind?.zh ?? fact.kind, fact.data), en: fill(kind?.en ?? fact.kind, fact.data) },
    on: fact.on,
    unitName: fact.unit === null ? null : namer.unit(fact.unit),
    quantity: fact.quantity,
    actor: aboutPerson ? null : ((fact.actor && names?.get(fact.actor)) ?? null),
    hash: fact.hash,
  };
}
