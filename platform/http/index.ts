import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { nobody, type RunAct, type Who } from '../act/index.ts';
import type { Download, RefusalTable, Upload } from '../contract/index.ts';
import { newId } from '../db/uuid.ts';
import type { Log } from '../log/index.ts';
import type { BoundRoute, Caller, Residents } from '../module/index.ts';
import { permitted } from '../permit/table.ts';
import { Refusal, type Problem } from '../refuse/index.ts';
import { refusePlatform } from '../refuse/platform.refusals.ts';
import { apiPageOf, openApiOf } from './openapi.ts';
import { parsePart } from './parse.ts';
import { servePages } from './pages.ts';
import { isAnonymous, sendProblem } from './send-problem.ts';

export interface HttpGround {
  routes: readonly BoundRoute[];
  refusals: RefusalTable;
  runAct: RunAct;
  residents: Residents;
  /** Addresses besides our own that pages may connect to. */
  connectTo: readonly string[];
  /** Whose session a token is; null if it is nobody's any more. */
  whoIs(token: string): Promise<Who | null>;
  log: Log;
  basePath: string;
  /** Folder of the built pages; null serves the interface alone. */
  pages: string | null;
  version: string;
  /** Told the name under which each request came to this machine. */
  cameTo?(host: string): void;
  /** Fails where the database does not answer. */
  healthy(): Promise<void>;
}

export const sessionCookie = 'wenrong';
const uploadLimit = 20 * 1024 * 1024;

const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), microphone=(), camera=(self)',
};

/** The one way in: every route of every contract, with the same steps in the same order. */
export async function buildHttp(ground: HttpGround): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    // Connections at rest are closed at once, answers under way are finished (see `closeCalmly`).
    forceCloseConnections: 'idle',
    genReqId: () => newId(),
    // Slow enough for 20 MB over a poor line, and an end to those who send a byte a minute.
    requestTimeout: 5 * 60_000,
    frameworkErrors: (error, request, reply) => void sendProblem(ground, error, request, strictly(reply)),
    bodyLimit: 2 * 1024 * 1024,
    // A reverse proxy on this machine may say who really asks; nobody else is believed.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: uploadLimit, files: 1, fields: 20, fieldSize: 100_000 },
  });
  const policy = [headers['content-security-policy'], ...connectPolicy(ground.connectTo)].join('; ');
  app.addHook('onRequest', async ({ hostname }) => ground.cameTo?.(hostname));
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', policy);
    strictly(reply);
  });
  app.addHook('onResponse', async (request, reply) => {
    if (isAnonymous(request)) return;
    ground.log.info('request', {
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
  app.setErrorHandler((error, request, reply) => sendProblem(ground, error, request, reply));
  const base = ground.basePath.replace(/\/$/, '');
  for (const bound of ground.routes) addRoute(app, ground, bound, base);
  addOwnRoutes(app, ground, base);
  if (ground.pages) await servePages(app, ground.pages, base);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(ground, refusePlatform('request/not-found'), request, reply),
  );
  return app;
}

const connectPolicy = (addresses: readonly string[]): string[] =>
  addresses.length === 0 ? [] : [`connect-src 'self' ${addresses.join(' ')}`];

/** Stops taking requests, lets those under way end, and cuts off what has not ended in time. */
export async function closeCalmly(app: FastifyInstance, withinMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), withinMs);
  // A connection that was answering when the server began to close stays open afterwards, unless it is told.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 20);
  await app.close();
  clearTimeout(cut);
  clearInterval(sweep);
}

/** Puts the strict headers on an answer; what its route has set already stays. */
function strictly(reply: FastifyReply): FastifyReply {
  for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) reply.header(name, value);
  return reply.header('x-request-id', reply.request.id);
}

function addOwnRoutes(app: FastifyInstance, ground: HttpGround, base: string): void {
  const document = openApiOf(ground.routes, ground.refusals, ground.version, base || '/');
  app.get(`${base}/api/openapi.json`, async () => document);
  app.get(`${base}/api/`, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(apiPageOf(ground.routes)),
  );
  app.get(`${base}/healthz`, async () => {
    await ground.healthy();
    return { ok: true, version: ground.version };
  });
}

function addRoute(app: FastifyInstance, ground: HttpGround, bound: BoundRoute, base: string): void {
  const { route } = bound;
  app.route({
    method: route.method,
    url: base + route.path,
    config: { anonymous: route.anonymous === true },
    handler: async (request, reply) => {
      const token = (!route.anonymous && request.cookies[sessionCookie]) || null;
      const who = token ? await ground.whoIs(token) : null;
      if (!permitted(route.permit, who?.roles ?? null)) {
        throw refusePlatform(who ? 'permit/refused' : 'permit/sign-in');
      }
      // Without a session there is nothing that another site could borrow.
      if (route.method !== 'GET' && !route.anonymous) refuseForeign(request);
      const input = await inputOf(bound, request);
      const caller = callerOf(ground, request, reply, { token, who: who ?? nobody });
      const result = await handle(ground, bound, input, caller);
      if (result instanceof Refusal) throw result;
      reply.header('cache-control', 'no-store');
      return route.download
        ? sendFile(reply, result as Download)
        : (route.reply.parse(result ?? undefined) ?? null);
    },
  });
}

const handle = ({ runAct }: HttpGround, { handler }: BoundRoute, input: never, caller: Caller) =>
  'outside' in handler
    ? handler.outside(input, caller)
    : runAct(caller.who, (act) => handler(act, input, caller));

/**
 * Another site can neither set our header nor hide its origin (OWASP: custom request header). Behind a proxy
 * that puts its own name for ours, the browser itself says that the page is of the same site.
 */
function refuseForeign(request: FastifyRequest): void {
  const { origin = 'null', host, 'sec-fetch-site': site } = request.headers;
  const ownHosts = [host, request.host];
  const foreign = URL.canParse(origin) && !ownHosts.includes(new URL(origin).host) && site !== 'same-origin';
  if (foreign || request.headers['x-requested-with'] !== 'wenrong')
    throw refusePlatform('request/foreign-origin');
}

async function inputOf({ route }: BoundRoute, request: FastifyRequest): Promise<never> {
  const form = route.upload ? await formOf(request) : null;
  const parts = {
    params: parsePart('params', route.params, request.params),
    query: parsePart('query', route.query, request.query),
    body: parsePart('body', route.body, form ? form.fields : request.body),
  };
  const problems: Problem[] = Object.values(parts).flatMap((part) => part.problems);
  if (problems.length > 0) {
    // An address whose id has the wrong form leads nowhere; it is not a form somebody filled in.
    if (parts.params.problems.length > 0) throw refusePlatform('request/not-found');
    const n = parts.query.nProblems + parts.body.nProblems;
    throw refusePlatform('request/invalid', { n }, problems);
  }
  const { params, query, body } = parts;
  return { params: params.value, query: query.value, body: body.value, upload: form?.upload } as never;
}

interface Form {
  fields: Record<string, unknown>;
  upload: Upload;
}

async function formOf(request: FastifyRequest): Promise<Form> {
  if (!request.isMultipart()) throw refusePlatform('request/no-file');
  const form = await readForm(request).catch((error: unknown) => {
    // Whatever else goes wrong while a form is read is the form's fault: cut off, two files, no boundary.
    const tooLarge = (error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE';
    throw tooLarge
      ? refusePlatform('request/too-large', { limit: '20 MB' })
      : refusePlatform('request/not-understood');
  });
  if (!form.upload) throw refusePlatform('request/no-file');
  return { fields: form.fields, upload: form.upload };
}

/** Reads the form to its end: fields may stand after the file. */
async function readForm(request: FastifyRequest): Promise<Pick<Form, 'fields'> & { upload?: Upload }> {
  const fields = new Map<string, unknown>();
  let upload: Upload | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') upload = { name: fileNameOf(part.filename), bytes: await part.toBuffer() };
    else fields.set(part.fieldname, part.value);
  }
  return { fields: Object.fromEntries(fields), ...(upload ? { upload } : {}) };
}

/** A name that can be stored and shown: whole characters, none that controls, at most 200. */
function fileNameOf(sent: string | undefined): string {
  const shown = (sent ?? '').toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, '');
  return [...shown].slice(0, 200).join('') || 'file';
}

function callerOf(
  ground: HttpGround,
  request: FastifyRequest,
  reply: FastifyReply,
  asking: Pick<Caller, 'token' | 'who'>,
): Caller {
  const path = ground.basePath || '/';
  const secure = request.protocol === 'https';
  return {
    ip: request.ip,
    requestId: request.id,
    ...asking,
    runAct: ground.runAct,
    residents: ground.residents,
    startSession: (bureauId, fresh) =>
      reply.setCookie(sessionCookie, `${bureauId}.${fresh}`, {
        httpOnly: true,
        sameSite: 'lax',
        path,
        secure,
      }),
    endSession: () => reply.clearCookie(sessionCookie, { path }),
  };
}

function sendFile(reply: FastifyReply, file: Download): FastifyReply {
  const name = encodeURIComponent(file.name.toWellFormed()).replace(/['()*]/g, escape);
  return reply
    .type(file.type)
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(Buffer.from(file.bytes));
}
