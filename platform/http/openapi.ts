import * as z from 'zod';
import type { RefusalTable } from '../contract/index.ts';
import type { BoundRoute } from '../module/index.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as Json;

const fieldsOf = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: field,
  }));
};

const bodyOf = ({ route }: BoundRoute): Json => {
  if (route.upload) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    return {
      requestBody: {
        required: true,
        content: { 'multipart/form-data': { schema: { type: 'object', properties: { file } } } },
      },
    };
  }
  if (!route.body) return {};
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
    },
  };
};

const problem = {
  description: 'Refused or faulty; the body says why (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const operationOf = (bound: BoundRoute): Json => {
  const { route } = bound;
  const done = route.download
    ? { description: 'A file', content: { 'application/octet-stream': {} } }
    : { description: 'Done', content: { 'application/json': { schema: schemaOf(route.reply, 'output') } } };
  return {
    operationId: bound.key,
    summary: `${route.summary.zh} · ${route.summary.en}`,
    tags: [route.path.split('/')[2] ?? 'api'],
    'x-permit': route.permit,
    parameters: [...fieldsOf(route.params, 'path'), ...fieldsOf(route.query, 'query')],
    ...bodyOf(bound),
    responses: { 200: done, default: problem },
  };
};

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
    problems: { type: 'array', items: { type: 'object' } },
    requestId: { type: 'string' },
  },
};

/** OpenAPI 3.1 of every route, made from the contracts alone. */
export function openApiOf(
  routes: readonly BoundRoute[],
  refusals: RefusalTable,
  version: string,
  base: string,
): Json {
  const paths: Record<string, Json> = {};
  for (const bound of routes) {
    const path = bound.route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[bound.route.method.toLowerCase()] = operationOf(bound);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '文融 Wenrong',
      version,
      description: `Refusal codes: ${Object.keys(refusals).sort().join(', ')}`,
    },
    servers: [{ url: base }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  };
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** The same routes as a page that people can read, without a script. */
export function apiPageOf(routes: readonly BoundRoute[]): string {
  const rows = routes.map(({ route }) => {
    const { zh, en } = route.summary;
    const cells = [route.method, route.path, route.permit, zh, en].map((text) => `<td>${escape(text)}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>文融接口 Wenrong API</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>文融接口</h1>
<p>OpenAPI 3.1: <a href="openapi.json">openapi.json</a></p>
<table border="1" cellpadding="6"><thead><tr><th>Method</th><th>Path</th><th>Permit</th><th>说明</th><th>Summary</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></main></body></html>`;
}
