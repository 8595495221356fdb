/**
 * Milliseconds of processor time that `work` takes on this thread: what other programs do meanwhile does not count,
 * as it would by the clock on the wall.
 */
export function processorMs(work: () => void): number {
  const began = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}
