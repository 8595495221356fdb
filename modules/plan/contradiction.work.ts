/** Measures that are done, or reached, while something they are for got worse. */
import type { Act } from '#platform/act/index.ts';
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import type { MeasureLine } from './measure.contract.ts';
import { within } from './named.rules.ts';
import type { Contradiction } from './plan.contract.ts';
import { watchesOf } from './measure-view.work.ts';
import { openPlan } from './in-force.work.ts';
import { linesOf, type Ground } from './plan-load.work.ts';

const words = {
  done: {
    zh: '“{title}”已经办结，但“{name}”从 {before} 变为 {since}。这不说明谁造成的，只说明该再看一看。',
    en: '“{title}” is done, but “{name}” went from {before} to {since}. This says not who caused it, only that it deserves another look.',
  },
  reached: {
    zh: '“{title}”已经到位，但“{name}”从 {before} 变为 {since}。这不说明谁造成的，只说明该再看一看。',
    en: '“{title}” is reached, but “{name}” went from {before} to {since}. This says not who caused it, only that it deserves another look.',
  },
} satisfies Record<string, Saying>;

export async function contradictionsIn(
  ground: Ground,
  lines: readonly MeasureLine[],
): Promise<Contradiction[]> {
  const contradictions: Contradiction[] = [];
  for (const { id: measureId, content, progress } of lines) {
    const { lamp } = progress;
    if (lamp !== 'done' && lamp !== 'reached') continue;
    const { title } = content;
    for (const { worse, name, indicatorId, before, since } of await watchesOf(ground, content)) {
      if (!worse) continue;
      const facts = { title: within(title), name: within(name), before: before.value, since: since.value };
      const sentence = fillBoth(words[lamp], facts);
      contradictions.push({ measureId, title, lamp, indicatorId, indicator: name, sentence });
    }
  }
  return contradictions;
}

export async function listContradictions(act: Act, planId: string, on?: string) {
  const { counted, ground } = await openPlan(act, planId, { on });
  return { contradictions: await contradictionsIn(ground, await linesOf(act, ground, counted)) };
}
