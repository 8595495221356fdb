/** Excel refuses files with longer cells. */
const longestText = 32_767;

/** Text as XML content: what XML cannot hold is written as `_xHHHH_`, half surrogate pairs become U+FFFD. */
export function xmlText(text: string): string {
  return text
    .slice(0, longestText)
    .toWellFormed()
    .replaceAll(/_x[0-9A-Fa-f]{4}_/g, (mark) => `_x005F_${mark.slice(1)}`)
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, escaped) // oxlint-disable-line no-control-regex
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function escaped(char: string): string {
  return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Text as an XML attribute. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** Sheet names as Excel allows them: 1 to 31 characters without `[ ] : * ? / \` and outer apostrophes. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name, index) => {
    const clean = name
      .replaceAll(/[[\]:*?/\\]/g, ' ')
      .replaceAll(/^[\s']+|[\s']+$/g, '')
      .slice(0, 31)
      .toWellFormed();
    let free = clean || `Sheet${index + 1}`;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${clean.slice(0, 27)} ${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Width in half-width columns: Han characters and full-width forms take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += char.codePointAt(0)! > 0x2e7f ? 2 : 1;
  return width;
}
