import { ref, type Ref } from 'vue';

/**
 * The one-time codes to print on slips. The one place where they come from: whoever runs a survey asks the ballot box
 * for them here; they exist only until the page is left.
 */
export const usePaperSlips = (): Ref<readonly string[]> => ref([]);
