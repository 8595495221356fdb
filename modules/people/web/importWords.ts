import type { ImportView } from '../import.contract.ts';
import { t } from './words.ts';

/** What an import comes to, in one sentence. */
export function headingOf({ state, counts, fileName }: ImportView): string {
  const { nNew: added = 0, nChanged: changed = 0, nUnchanged: same = 0 } = counts ?? {};
  switch (state) {
    case 'reading':
    case 'unreadable':
      return t(`import.heading.${state}`, { file: fileName });
    case 'ready':
      return added + changed > 0
        ? t('import.heading.ready', { added, changed, same })
        : t('import.heading.nothing');
    case 'proposed':
    case 'applied':
      return t(`import.heading.${state}`, { added, changed });
    default:
      return t(`import.heading.${state}`);
  }
}

export const hasPreview = ({ state, counts }: ImportView): boolean =>
  counts !== null && ['ready', 'proposed', 'applied', 'undone', 'declined'].includes(state);
