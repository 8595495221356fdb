import type { Act } from '../act/index.ts';
import { bind, type BoundRoute, type HomePart, type Module } from '../module/index.ts';
import { homeRoutes } from './home.contract.ts';

const mostLines = 7;
const byDeadline = (a: { dueOn: string | null }, b: { dueOn: string | null }): number =>
  (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');

/** Everything the modules have for this person, the nearest deadline first. */
export async function gatherHome(act: Act, modules: readonly Module[]): Promise<HomePart> {
  const parts: HomePart[] = [];
  for (const module of modules) if (module.home) parts.push(await module.home(act));
  return {
    todo: parts.flatMap((part) => part.todo).sort(byDeadline),
    findings: parts.flatMap((part) => part.findings),
  };
}

async function readHome(act: Act, modules: readonly Module[]): Promise<HomePart> {
  const { todo, findings } = await gatherHome(act, modules);
  return { todo: todo.slice(0, mostLines), findings };
}

export const homeRoutesOn = (modules: readonly Module[]): BoundRoute[] =>
  bind(homeRoutes, { readHome: (act) => readHome(act, modules) });
