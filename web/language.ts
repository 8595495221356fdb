import { ref } from 'vue';
import { kept } from './keep.ts';

export type Language = 'zh' | 'en';

/** The language of the page; Chinese unless the person chose English on this device. */
export const language = ref<Language>(kept('language') === 'en' ? 'en' : 'zh');
