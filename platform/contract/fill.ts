/**
 * Fills `{name}` places of a sentence, and chooses by `{n|person|people}`. Unknown names stay visible, so that a test or a
 * reader finds them. `write`: how a value is written; pages write numbers in the reader's language.
 */
export const fill = (
  sentence: string,
  facts: Readonly<Record<string, unknown>> = {},
  write: (value: unknown) => string = String,
): string =>
  sentence.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (place, name: string, one?: string, many?: string) => {
      const value = facts[name];
      if (value === undefined) return place;
      if (one === undefined) return write(value);
      return value === 1 ? one : (many ?? '');
    },
  );
