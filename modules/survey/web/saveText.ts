/** Hands a text to the browser to save. */
export function saveText(text: string, name: string, type = 'text/plain'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The browser reads the address after the click; freeing it at once would lose the file.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
