/** Whether every word of what was typed is in one of the texts, whatever its case, or spells part of them. */
export const like = (typed: string, texts: readonly string[], spellings: readonly string[] = []): boolean => {
  const all = texts.join('\n').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word) || spellings.some((spelling) => spells(word, spelling)));
};

/** Pinyin from the start of any syllable (the last may be cut short), or at least two initials in a row. */
function spells(word: string, spelling: string): boolean {
  const syllables = spelling.split(' ');
  const key = word.replace(/ü/g, 'v');
  return syllables.some((_, at) => {
    const rest = syllables.slice(at);
    const initials = rest.map((syllable) => syllable[0]).join('');
    return rest.join('').startsWith(key) || (key.length > 1 && initials.startsWith(key));
  });
}
