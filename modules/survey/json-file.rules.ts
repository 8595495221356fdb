import type { FileProblem } from './draft.contract.ts';
import { Questionnaire } from './questionnaire.contract.ts';

/** A questionnaire out of our own JSON; problems name the path in the file. */
export function parseJsonFile(bytes: Uint8Array): { body: Questionnaire | null; problems: FileProblem[] } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const sentence = { zh: '不是完整的 JSON 文本（UTF-8）。', en: 'This is no complete JSON text in UTF-8.' };
    return { body: null, problems: [{ place: 'JSON', sentence }] };
  }
  const parsed = Questionnaire.safeParse(value);
  if (parsed.success) return { body: parsed.data, problems: [] };
  const problems = parsed.error.issues.slice(0, 100).map(({ path, message }) => ({
    place: path.join('.') || 'JSON',
    sentence: { zh: message, en: `This part is not as it should be: ${message}` },
  }));
  return { body: null, problems };
}
