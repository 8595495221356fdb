/** Whether every word of what was typed is in one of the texts, whatever its case. */
export const like = (typed: string, ...texts: readonly string[]): boolean => {
  const all = texts.join('\n').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
};
