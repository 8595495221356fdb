import { language } from '#web/language.ts';

/** `09:30`: an instant on the bureau's clocks, wherever the reader is. */
export const clock = (at: string): string =>
  new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Asia/Shanghai',
  }).format(new Date(at));
