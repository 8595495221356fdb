import { ref } from 'vue';
import { fill } from '#platform/contract/fill.ts';
import type { Saying } from '#platform/contract/index.ts';
import { number } from './formats.ts';
import { keep, kept } from './keep.ts';
import { language, type Language } from './language.ts';
import { en } from './words.en.ts';
import { zh } from './words.zh.ts';

export { language, type Language } from './language.ts';

/** Names of the `{places}` in a sentence. */
type Places<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;
type Filling<S extends string> = [Places<S>] extends [never]
  ? []
  : [places: Record<Places<S>, string | number>];

/**
 * Makes the `t` of one catalogue. The Chinese one is written `as const`, so that an
 * unknown key, a missing or a superfluous place do not compile; the English one
 * `satisfies Record<keyof typeof zh, string>`.
 * Numbers are written in the language's way; English chooses by `{n|person|people}`.
 */
export function speak<const Z extends Record<string, string>>(zh: Z, en: Record<keyof Z, string>) {
  return <K extends keyof Z & string>(key: K, ...[places]: Filling<Z[K]>): string =>
    fillPlaces(language.value === 'zh' ? zh[key] : en[key], places);
}

/** The sentence in the language of the page; where people wrote it in Chinese alone, in Chinese. */
export const said = (saying: Saying): string => saying[language.value] || saying.zh;

/** Words of the shell and of the ui kit. */
export const t = speak(zh, en);

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  keep('language', chosen);
}

/** Large type (大字), remembered on this device only. */
export const largeType = ref(kept('large-type') === 'yes');

export function chooseLargeType(large: boolean): void {
  largeType.value = large;
  keep('large-type', large ? 'yes' : 'no');
}

/** A key that is in no catalogue stays visible too. */
const fillPlaces = (
  sentence: string | undefined,
  places: Readonly<Record<string, string | number>> = {},
): string =>
  sentence === undefined
    ? '⟦?⟧'
    : fill(sentence, places, (value) => (typeof value === 'number' ? number(value) : String(value)));
