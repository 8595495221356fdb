import * as z from 'zod';
import type { Saying } from './index.ts';

/** A field of a fact's data, as its schema declares it; `.meta({ zh, en })` gives it words. */
export interface DataField {
  name: string;
  type: 'text' | 'number' | 'boolean' | 'choice' | 'list';
  choices: string[];
  label: Saying;
}

interface Node {
  /** Of what may be null: both names. */
  type?: string | readonly string[];
  enum?: unknown[];
  anyOf?: Node[];
  zh?: string;
  en?: string;
  properties?: Record<string, Node>;
}

function typeOf(node: Node): DataField['type'] | null {
  if (node.enum) return 'choice';
  if (node.anyOf) return node.anyOf.map(typeOf).find((type) => type !== null) ?? null;
  const type = [node.type].flat().find((name) => name !== 'null');
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    default:
      return null;
  }
}

/** The fields of a schema that a question can name; nested objects have none. */
export function fieldsOf(schema: z.ZodType): DataField[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node;
  return Object.entries(properties).flatMap(([name, node]) => {
    const type = typeOf(node);
    const choices = [node, ...(node.anyOf ?? [])].flatMap((one) => one.enum ?? []).map(String);
    const label = { zh: node.zh ?? `“${name}”`, en: node.en ?? `“${name}”` };
    return type ? [{ name, type, choices, label }] : [];
  });
}
