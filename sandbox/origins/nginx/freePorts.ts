import { createServer, type AddressInfo } from "node:net";

/**
 * Loopback ports that are free now.
 * @param count - How many.
 */
export async function freePorts(count: number): Promise<number[]> {
  const listeners = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    listeners.map(
      (listener) =>
        new Promise<number>((resolve, reject) => {
          listener.once("error", reject);
          listener.listen(0, "127.0.0.1", () => resolve((listener.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(listeners.map((each) => new Promise((resolve) => each.close(resolve))));
  return ports;
}
