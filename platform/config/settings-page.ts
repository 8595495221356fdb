import { SETTINGS } from './settings.ts';

/** The table of settings in Markdown: what `wenrong settings` prints; `docs/settings.md` has the same. */
export function settingsPage(): string {
  const rows = Object.values(SETTINGS).map(
    ({ name, meaning, default: usual, example }) =>
      `| \`${name}\` | ${meaning.zh}<br>${meaning.en} | ${usual && `\`${usual}\``} | \`${example}\` |`,
  );
  return [
    '# 设置 · Settings',
    '',
    '设置来自环境变量，启动时一次检查完毕。 Settings are environment variables, all checked at start.',
    '',
    '| 名称 Name | 含义 Meaning | 默认 Default | 例 Example |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
