import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * Serves the built pages below any base path: `index.html` gets its `<base href>` here, so that
 * one build works everywhere. Any address that is neither a file nor an interface leads to the page.
 */
export async function servePages(app: FastifyInstance, folder: string, base: string): Promise<void> {
  const html = (await readFile(join(folder, 'index.html'), 'utf8')).replace(
    /<base href="[^"]*"\s*\/?>/,
    `<base href="${base}/">`,
  );
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: `${base}/assets/`,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  });
  const page = async (_request: unknown, reply: import('fastify').FastifyReply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html);
  // Asked for anew each time the browser looks for a newer one; its scope is what the page that registers it says.
  const worker = await readFile(join(folder, 'offline.js'), 'utf8').catch(() => null);
  if (worker !== null)
    app.get(`${base}/offline.js`, async (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(worker),
    );
  // Somebody who leaves the last stroke out means the same place.
  if (base) app.get(base, async (_request, reply) => reply.redirect(`${base}/`));
  app.get(`${base}/`, page);
  app.get(`${base}/*`, async (request, reply) => {
    if (request.url.startsWith(`${base}/api/`)) return reply.callNotFound();
    return page(request, reply);
  });
}
