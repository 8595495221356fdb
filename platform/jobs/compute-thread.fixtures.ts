import { threadId } from 'node:worker_threads';

export const threadOf = (): number => threadId;
