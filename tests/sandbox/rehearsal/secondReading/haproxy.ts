import { spawn, type ChildProcess } from "node:child_process";
import { once, setMaxListeners } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredSite,
} from "../../../../model/serving/declaredSite";
import type { ModelledClock } from "../../../../sandbox/modelledClock";
import type { Origins } from "../../../../sandbox/origins/origins";
import { freePort, takesConnections } from "../../../core/firewalls/webServer";
import type { Door } from "./counted";

/** Lets a program that speaks TCP reach an origin through the rehearsal's network. */
export class OriginDoor {
  readonly #ended = new AbortController();
  readonly #server: Server;

  private constructor(
    private readonly origins: Origins,
    private readonly origin: DeclaredOrigin,
    private readonly onConnect: () => void,
  ) {
    setMaxListeners(0, this.#ended.signal);
    this.#server = createServer(
      { allowHalfOpen: true, noDelay: true },
      (near) => void this.#lead(near),
    );
  }

  /** Opens it. */
  static async open(
    origins: Origins,
    origin: DeclaredOrigin,
    onConnect = () => {},
  ): Promise<OriginDoor> {
    const door = new OriginDoor(origins, origin, onConnect);
    await new Promise<void>((resolve) => door.#server.listen(0, "127.0.0.1", resolve));
    return door;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#ended.abort();
    this.#server.close();
  }

  /** What is refused is reset in the handshake; what goes unanswered never begins it. */
  async #lead(near: Socket): Promise<void> {
    this.onConnect();
    const { address, port } = this.origin;
    const control = new AbortController();
    const abort = (): void => control.abort();
    this.#ended.signal.addEventListener("abort", () => near.destroy(), { once: true });
    near.on("error", () => undefined).once("close", abort);
    try {
      const { signal } = control;
      const far = await this.origins.network.connect({ address, port, from: "104.16.0.1", signal });
      far.allowHalfOpen = true;
      far.setNoDelay(true);
      far.once("error", () => near.resetAndDestroy());
      near.once("error", () => far.resetAndDestroy());
      pipeline(near, far, () => undefined);
      pipeline(far, near, () => undefined);
    } catch {
      near.resetAndDestroy();
    }
  }
}

/** HAProxy before the two pools of a site, each with one origin. */
export class Haproxy implements Door {
  /** When it last asked the first origin whether it is well, in modelled seconds. */
  checkedAtSeconds = 0;
  readonly #folder = mkdtempSync(path.join(tmpdir(), "haproxy-reading-"));
  readonly #doors: OriginDoor[] = [];
  #process: ChildProcess | undefined;
  port = 0;

  private constructor(
    private readonly origins: Origins,
    private readonly clock: ModelledClock,
  ) {}

  get authority(): string {
    return this.origins.authority.certificate;
  }

  /** Starts it, once its checks hold both origins healthy. */
  static async start(site: DeclaredSite, origins: Origins, clock: ModelledClock): Promise<Haproxy> {
    const haproxy = new Haproxy(origins, clock);
    await haproxy.#begin(site);
    return haproxy;
  }

  readonly stop = async (): Promise<void> => {
    const child = this.#process;
    if (child !== undefined && child.exitCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    this.#doors.forEach((door) => door.close());
    rmSync(this.#folder, { recursive: true, force: true });
  };

  async #begin(site: DeclaredSite): Promise<void> {
    const pools = site.loadBalancer?.pools ?? [];
    const seen = (): void => {
      this.checkedAtSeconds = this.clock.seconds;
    };
    for (const [index, { origins }] of pools.entries()) {
      for (const origin of origins) {
        this.#doors.push(await OriginDoor.open(this.origins, origin));
        this.#doors.push(
          await OriginDoor.open(this.origins, origin, index === 0 ? seen : undefined),
        );
      }
    }
    const { certificate, key } = this.origins.authority.server([site.hostname]);
    writeFileSync(path.join(this.#folder, "edge.pem"), certificate + key, { mode: 0o600 });
    writeFileSync(path.join(this.#folder, "ca.pem"), this.authority);
    this.port = await freePort();
    const config = path.join(this.#folder, "haproxy.cfg");
    writeFileSync(config, this.#config(site));
    this.#process = spawn("haproxy", ["-db", "-f", config], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    while (!(await takesConnections(this.port)) || this.checkedAtSeconds === 0) {
      if (this.#process.exitCode !== null) {
        throw new Error(`haproxy ended with exit code ${this.#process.exitCode}`);
      }
      await sleep(20);
    }
  }

  /** Its checks wait for a connection as long as visitors do, and not by `timeout check`: they decide, for visitors only wait longer. */
  #config({ loadBalancer, hostname, readTimeoutSeconds }: DeclaredSite): string {
    const monitor = loadBalancer?.pools[0]?.monitor as DeclaredMonitor;
    const ms = (seconds: number): string => `${Math.round(this.clock.milliseconds(seconds))}ms`;
    const [first, firstChecks, second, secondChecks] = this.#doors.map(({ port }) => port);
    const retries = loadBalancer?.failoverAcrossPools === true;
    return `global
  maxconn 4000
defaults
  mode http
  timeout client 60s
  timeout http-keep-alive 60s
  timeout connect ${ms(monitor.timeoutSeconds)}
  timeout server ${ms(readTimeoutSeconds)}
  timeout check ${ms(monitor.timeoutSeconds)}
  http-reuse safe
${retries ? "  retries 1\n  option redispatch 1\n  retry-on conn-failure" : "  retries 0\n  no option redispatch"}
frontend edge
  bind 127.0.0.1:${this.port} ssl crt ${this.#folder}/edge.pem
  default_backend pools
backend pools
  balance first
  option httpchk
  http-check send meth GET uri ${monitor.path} ver HTTP/1.1 hdr Host ${hostname} hdr Connection close
  http-check expect rstatus ^2
  http-check expect string "${monitor.expectedBody}"
  default-server check inter ${ms(monitor.intervalSeconds)} fall ${monitor.consecutiveDown} rise ${monitor.consecutiveUp} ssl check-ssl verify required ca-file ${this.#folder}/ca.pem sni str(${hostname}) check-sni ${hostname}
  server primary 127.0.0.1:${first} port ${firstChecks} id 1
  server backup 127.0.0.1:${second} port ${secondChecks} id 2
`;
  }
}
