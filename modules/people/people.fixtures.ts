import type { Caller, TestHouse } from '#root/tools/testing/house.ts';
import { importRoutes, type ImportView } from './import.contract.ts';
import { personRoutes, type PersonView } from './person.contract.ts';
import { fillSample } from './people.sample.ts';
import { unitRoutes } from './unit.contract.ts';

/** A bureau of its own, filled with the people of the sample bureau. */
export async function aSampleBureau(world: TestHouse): Promise<string> {
  const bureauId = await world.newBureau();
  await fillSample({ bureauId, act: (work) => world.act(bureauId, work), progress: async () => undefined });
  return bureauId;
}

/** The id of the unit with this name on this day. */
export async function unitNamed(caller: Caller, name: string, on?: string): Promise<string> {
  const { body } = await caller.call(unitRoutes.listUnits, { query: { on } });
  const found = body.units.find((unit) => unit.name === name);
  if (!found) throw new Error(`no unit ${name} on ${on ?? 'this day'}`);
  return found.id;
}

/** The person with this name, whole. */
export async function personNamed(caller: Caller, name: string): Promise<PersonView> {
  const { body } = await caller.call(personRoutes.listPeople, { query: { q: name, all: true } });
  const found = body.people.find((person) => person.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return (await caller.call(personRoutes.readPerson, { params: { personId: found.id } })).body;
}

/** Uploads a file and waits until it has been read. */
export async function uploaded(
  world: TestHouse,
  caller: Caller,
  bytes: Uint8Array,
  { name = '花名册.xlsx', effectiveOn }: { name?: string; effectiveOn?: string } = {},
): Promise<ImportView> {
  const body = effectiveOn ? { effectiveOn } : {};
  const answer = await caller.call(importRoutes.uploadRoster, { file: { name, bytes }, body });
  if (answer.status !== 200) throw new Error(`upload: ${JSON.stringify(answer.body)}`);
  await world.settled(caller.who.bureauId);
  return (await caller.call(importRoutes.readImport, { params: { importId: answer.body.id } })).body;
}
