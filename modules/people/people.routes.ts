import { bind, type BoundRoute } from '#platform/module/index.ts';
import { agencyRoutes } from './agency.contract.ts';
import { changeAgencies, showAgencies } from './agency.work.ts';
import { personRoutes } from './person.contract.ts';
import { listDirectory, readPerson } from './person-view.work.ts';
import * as person from './person.work.ts';
import { unitRoutes } from './unit.contract.ts';
import * as unit from './unit.work.ts';

export const peopleBoundRoutes: BoundRoute[] = [
  ...bind(personRoutes, {
    listPeople: (act, { query }) => listDirectory(act, query),
    readPerson: (act, { params }) => readPerson(act, params.personId),
    addPerson: (act, { body }) => person.addPerson(act, body),
    changePerson: (act, { params, body }) => person.changePerson(act, params.personId, body),
    transferPerson: (act, { params, body }) => person.transferPerson(act, params.personId, body),
    secondPerson: (act, { params, body }) => person.secondPerson(act, params.personId, body),
    grantLeave: (act, { params, body }) => person.grantLeave(act, params.personId, body),
    returnPerson: (act, { params, body }) => person.returnPerson(act, params.personId, body),
    departPerson: (act, { params, body }) => person.departPerson(act, params.personId, body),
    undoPersonChange: async (act, { params }) => ({
      person: await person.undoPersonChange(act, params.personId),
    }),
  }),
  ...bind(unitRoutes, {
    listUnits: (act, { query }) => unit.showUnits(act, query.on),
    readUnit: (act, { params }) => unit.readUnit(act, params.unitId),
    openUnit: (act, { body }) => unit.openUnit(act, body),
    renameUnit: (act, { params, body }) => unit.renameUnit(act, params.unitId, body),
    moveUnit: (act, { params, body }) => unit.moveUnit(act, params.unitId, body),
    placeUnit: (act, { params, body }) => unit.placeUnit(act, params.unitId, body),
    closeUnit: (act, { params, body }) => unit.closeUnit(act, params.unitId, body),
  }),
  ...bind(agencyRoutes, {
    listLegacyAgencies: (act) => showAgencies(act),
    saveLegacyAgencies: (act, { body }) => changeAgencies(act, body.agencies),
  }),
];
