import { ref } from 'vue';

/** How many notices are not yet seen: shown in the header, emptied by the page that lists them. */
export const nUnseen = ref(0);
