import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { Ask } from '#web/useAsk.ts';
import { useAsk } from '#web/useAsk.ts';
import { agencyRoutes, type LegacyAgencyLine } from '../agency.contract.ts';
import { unitRoutes, type UnitLine } from '../unit.contract.ts';

/** Units and legacy agencies of a day, with their names at hand: what every list of people is read by. */
export interface Frame {
  on: string;
  units: readonly UnitLine[];
  agencies: readonly LegacyAgencyLine[];
  unitName(id: string | null): string;
  /** The unit's name with the body it belongs to, where that is another one. */
  unitPath(id: string | null): string;
  topName(id: string | null): string;
  agencyName(code: string): string;
}

/** Ids of a unit and of all below it. */
export function unitsBelow(units: readonly UnitLine[], id: string): Set<string> {
  const inside = new Set([id]);
  // Parents may stand after their children in the bureau's order: once more until nothing is added.
  for (let size = 0; size < inside.size;) {
    size = inside.size;
    for (const unit of units) if (unit.parentId !== null && inside.has(unit.parentId)) inside.add(unit.id);
  }
  return inside;
}

function frameOf(on: string, units: readonly UnitLine[], agencies: readonly LegacyAgencyLine[]): Frame {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  const unitName = (id: string | null): string => (id === null ? '' : (byId.get(id)?.name ?? ''));
  const topName = (id: string | null): string =>
    unitName(id === null ? null : (byId.get(id)?.topUnitId ?? null));
  return {
    on,
    units,
    agencies,
    unitName,
    topName,
    unitPath: (id) => [...new Set([topName(id), unitName(id)])].filter(Boolean).join(' · '),
    agencyName: (code) => names.get(code) ?? code,
  };
}

/** Asks for units and legacy agencies; ready when both are. */
export function useFrame(on: MaybeRefOrGetter<string | undefined> = undefined): Ask<Frame> {
  const units = useAsk(unitRoutes.listUnits, () => ({ query: { on: toValue(on) } }));
  const agencies = useAsk(agencyRoutes.listLegacyAgencies);
  const again = async (): Promise<void> => void (await Promise.all([units.again(), agencies.again()]));
  const data = computed(() =>
    units.data && agencies.data ? frameOf(units.data.on, units.data.units, agencies.data) : null,
  );
  const refusal = computed(() => units.refusal ?? agencies.refusal);
  const state = computed(() => (refusal.value ? 'refused' : data.value ? 'ready' : 'waiting'));
  return {
    again,
    get state() {
      return state.value;
    },
    get data() {
      return data.value;
    },
    get refusal() {
      return refusal.value;
    },
    get renewing() {
      return units.renewing || agencies.renewing;
    },
  } as Ask<Frame>;
}
