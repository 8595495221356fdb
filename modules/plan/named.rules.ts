/** A title as it stands within quotation marks: those inside it become single ones (GB/T 15834—2011, 4.8.3.4). */
export const within = (title: string): string => title.replaceAll('“', '‘').replaceAll('”', '’');
