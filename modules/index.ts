import type { Module } from '#platform/module/index.ts';
import { survey } from './survey/module.ts';
import { activity } from './activity/module.ts';
import { ballot } from './ballot/module.ts';
import { fusion } from './fusion/module.ts';
import { indicator } from './indicator/module.ts';
import { plan } from './plan/module.ts';
import { people } from './people/module.ts';

/** The modules in order, lowest first: a module may call only those above its own line. */
export const modules: readonly Module[] = [people, indicator, ballot, survey, fusion, activity, plan];
