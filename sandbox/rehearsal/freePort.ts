import { createServer, type Server } from "node:net";
import { SandboxError } from "../errors";

/** All that a rehearsal listens on. */
const loopback = "127.0.0.1";

/**
 * Looks whether this machine gives a rehearsal a port on its loopback address, before anything is started.
 * @param server - What tries. Defaults to a new one.
 * @throws {SandboxError} Where it has none.
 */
export async function requireFreePort(server: Server = createServer()): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once("error", resolve);
    server.listen(0, loopback, () => server.close(() => resolve(undefined)));
  });
  if (error !== undefined) {
    const hint =
      "End what holds them, or look at the limit of open files and the firewall of this machine";
    throw new SandboxError([
      { path: loopback, rule: "have a free port", actual: error.code ?? error.message, hint },
    ]);
  }
}
