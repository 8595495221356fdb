import { isAlive } from './folder-process.ts';

const LOOK_EVERY_MS = 500;
const NEXT_TRY_AFTER_MS = 5_000;

/** A database that is started again when it dies, for as long as it is watched. */
export interface Watched {
  /** Its process at the moment. */
  pid(): number;
  /** Watches no longer; waits for a restart that is under way. */
  end(): Promise<void>;
}

/**
 * Looks at the database's process and calls `restart` where it is gone, e.g.
 * killed when memory ran out. By looking rather than by an event, as an adopted
 * one is nobody's child. The pool's next query opens new connections.
 */
export function watchPostmaster(first: number, restart: () => Promise<number>): Watched {
  let pid = first;
  let restarting: Promise<void> | undefined;
  let notBefore = 0;
  const revive = async (): Promise<void> => {
    console.error(
      '数据库意外停止，正在重新启动 The database stopped unexpectedly and is being started again',
    );
    try {
      pid = await restart();
    } catch (error) {
      notBefore = Date.now() + NEXT_TRY_AFTER_MS;
      console.error((error as Error).message);
    }
    restarting = undefined;
  };
  const timer = setInterval(() => {
    if (!restarting && !isAlive(pid) && Date.now() >= notBefore) restarting = revive();
  }, LOOK_EVERY_MS).unref();
  const end = async (): Promise<void> => {
    clearInterval(timer);
    await restarting;
  };
  return { pid: () => pid, end };
}
