import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line between a browser and the server that can be cut and joined again, for service workers as for pages. */
export interface Line {
  /** The server's address, through the line. */
  address: string;
  cut(): Promise<void>;
  join(): Promise<void>;
}

export async function aLineTo(address: string): Promise<Line> {
  const [target, near] = [new URL(address), new URL(address)];
  const open = new Set<Socket>();
  let server: Server;
  const listen = (port: number): Promise<number> => {
    server = createServer((here) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [here, far],
        [far, here],
      ] as const) {
        open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => open.delete(one) && other.destroy());
      }
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
  };
  const port = await listen(0);
  near.port = String(port);
  return {
    address: near.href,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
    join: async () => void (await listen(port)),
  };
}
