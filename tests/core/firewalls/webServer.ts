import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What stands for Cloudflare's ranges: a part of loopback, and one of its ranges of IPv6. */
export const standInRanges = { ipv4: ["127.0.7.0/24"], ipv6: ["2400:cb00::/32"] };

/** Addresses that connections to the servers come from. */
export const peers = { cloudflare: "127.0.7.1", stranger: "127.0.9.1" };

/** The file of users of a password-protected folder: `bob:pw`, hashed as htpasswd does. */
export const users = "bob:$apr1$mz3fLqQv$zLNLZEVAeRbnNzXkOFLgG1\n";

/** The header of a request by the one user. */
export const bob = { authorization: `Basic ${Buffer.from("bob:pw").toString("base64")}` };

/** Whether a program answers to a flag, so that it is there. */
export function isInstalled(command: string, flag: string): boolean {
  return spawnSync(command, [flag]).error === undefined;
}

/** A web server in a folder of its own, on a free port of loopback. */
export class WebServer {
  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly process: ChildProcess,
  ) {}

  /**
   * Writes a site's files and the server's configuration, and starts it.
   * @param files - Texts by their path in the folder.
   * @param command - The command that runs the server in the foreground.
   * @returns The server, once it takes connections.
   */
  static async start(
    files: (folder: string, port: number) => Readonly<Record<string, string>>,
    command: (folder: string) => readonly [string, ...string[]],
  ): Promise<WebServer> {
    const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-server-"));
    chmodSync(folder, 0o755);
    const port = await freePort();
    WebServer.write(folder, files(folder, port));
    const [program, ...args] = command(folder);
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part) => (said += String(part)));
    }
    while (!(await takesConnections(port))) {
      if (child.exitCode !== null) {
        rmSync(folder, { recursive: true, force: true });
        throw new Error(`${program} ended with exit code ${child.exitCode}: ${said}`);
      }
      await sleep(20);
    }
    return new WebServer(folder, port, child);
  }

  /** Writes a site's files into a folder, by their path there. */
  static write(folder: string, files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
  }

  /**
   * Asks for a path as a peer.
   * @returns The status, and the first line of the body.
   */
  async get(peer: keyof typeof peers, target: string, headers = {}): Promise<[number, string]> {
    const request = http.get({
      host: "127.0.0.1",
      port: this.port,
      path: target,
      localAddress: peers[peer],
      headers,
      agent: false,
    });
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    const body = (await response.setEncoding("utf8").toArray()).join("");
    return [response.statusCode ?? 0, body.split("\n")[0] ?? ""];
  }

  /** Asks for many paths as a peer. */
  async statuses(
    peer: keyof typeof peers,
    targets: readonly string[],
    headers = {},
  ): Promise<Record<string, number>> {
    const answers: Record<string, number> = {};
    for (const target of targets) {
      [answers[target]] = await this.get(peer, target, headers);
    }
    return answers;
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    const ended = once(this.process, "exit");
    this.process.kill("SIGTERM");
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A port of loopback on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** An address at which nobody listens: the system gives its port to no program that asks for a free one, as it may give another's. */
export const deadAddress = "127.0.0.1:1";

/** Whether something listens on a port of loopback. */
export function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
