import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalTable } from '../contract/index.ts';
import { isDatabaseAway, sqlState } from '../db/index.ts';
import type { Log } from '../log/index.ts';
import { traceOf } from '../log/trace.ts';
import { Refusal, problemOf } from '../refuse/index.ts';
import { refusePlatform } from '../refuse/platform.refusals.ts';

interface ProblemGround {
  refusals: RefusalTable;
  log: Log;
}

/** Of a route that must not learn who asks. */
export const isAnonymous = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as { anonymous?: boolean } | undefined)?.anonymous === true;

const refusalOf = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  const status = (error as { statusCode?: number }).statusCode;
  if (sqlState(error) === '23505' || sqlState(error)?.startsWith('40'))
    return refusePlatform('request/same-time');
  if (isDatabaseAway(error)) return refusePlatform('request/database-away');
  if (status === 413) return refusePlatform('request/too-large', { limit: '2 MB' });
  if (status !== undefined && status >= 400 && status < 500) return refusePlatform('request/not-understood');
  return null;
};

/** The one place where a refusal, a problem of input or a fault becomes an answer. Faults are never shown raw. */
export function sendProblem(
  ground: ProblemGround,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(error);
  const problem = refusal && problemOf(refusal, ground.refusals, request.id);
  if (!problem || problem.status === 503) logFault(ground, error, request);
  if (problem) return reply.code(problem.status).type('application/problem+json').send(problem);
  const detail = {
    zh: '系统出了差错，已记入日志；您填写的内容没有被改动。请稍后再试，或把请求编号告诉管理员。',
    en: 'Something went wrong and was logged; nothing you entered was changed. Try again later, or tell the administrator the request number.',
  };
  const fault = {
    type: 'urn:wenrong:fault',
    title: detail.zh,
    status: 500,
    code: 'request/fault',
    detail,
    requestId: request.id,
  };
  return reply.code(500).type('application/problem+json').send(fault);
}

const logFault = (ground: ProblemGround, error: unknown, request: FastifyRequest): void =>
  ground.log.error('fault', {
    // The number of an anonymous request holds its time, and a fault's text may hold what was sent.
    ...(isAnonymous(request) ? {} : { request: request.id }),
    route: request.routeOptions.url ?? 'none',
    error: isAnonymous(request) ? (error as Error).name : traceOf(error),
  });
