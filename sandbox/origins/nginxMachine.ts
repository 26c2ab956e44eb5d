import { rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { given } from "../../core/entries";
import { ForkedProcess } from "../forkedProcess";
import { temporaryFolder } from "../temporaryFolder";
import type { RehearsalAuthority } from "./authority";
import { declaredConfig } from "./nginx/declaredConfig";
import {
  applicationFiles,
  baseFiles,
  declaredFiles,
  tlsFiles,
  type MachineFiles,
  type NginxSetup,
} from "./nginx/machineFiles";
import type { NginxQuestion } from "./nginx/nginxServer";
import type { WebServers } from "./nginx/webServers";
import type { OriginBehaviour } from "./origins";
import type { DeclaredPlace } from "./places";
import type { TargetMachine } from "./machine";
import { servedTls } from "./servedTls";

/** nginx with an application of PHP behind PHP-FPM, as this library configures both: one machine, or several targets in one. */
export class NginxMachine implements TargetMachine {
  readonly surviving = undefined;
  #process: ForkedProcess | undefined;
  #setup: NginxSetup | undefined;
  #behaviour: OriginBehaviour = {};

  /**
   * Makes it; `start` lets it run.
   * @param place - What is declared.
   * @param authority - Who certifies it; undefined where something before it does TLS, and demands what is demanded.
   * @param speed - Modelled seconds in a real one.
   * @param servers - The programs.
   * @param count - How many servers there are. Defaults to one.
   */
  constructor(
    private readonly place: DeclaredPlace,
    private readonly authority: RehearsalAuthority | undefined,
    private readonly speed: number,
    private readonly servers: WebServers,
    private readonly count = 1,
  ) {}

  /** See {@link Machine.isRunning}. */
  get isRunning(): boolean {
    return this.#process?.isAlive === true;
  }

  /** See {@link Machine.start}. */
  async start(): Promise<number> {
    const [port] = await this.startAll();
    return port;
  }

  /** See {@link TargetMachine.startAll}. */
  async startAll(): Promise<readonly [number, ...number[]]> {
    const setup = await this.#prepare();
    const { folder, ports } = setup;
    this.#setup = setup;
    this.#process = new ForkedProcess("sandbox/origins/nginx/nginxProcess");
    await this.#process.ask({
      start: { folder, servers: this.servers },
      files: { ...baseFiles(setup), ...this.#told(setup), ...this.#tls() },
      runsPhp: this.#runsPhp,
    } satisfies NginxQuestion);
    return ports as readonly [number, ...number[]];
  }

  /** See {@link Machine.behave}. */
  async behave(behaviour: OriginBehaviour): Promise<void> {
    const before = this.#behaviour;
    this.#behaviour = { ...before, ...given(behaviour) };
    await this.#tell(before, behaviour.reloads !== false);
  }

  /** See {@link Machine.mend}. */
  async mend(): Promise<void> {
    const before = this.#behaviour;
    this.#behaviour = {};
    await this.#tell(before, true);
  }

  /** See {@link Machine.kill}. */
  async kill(): Promise<void> {
    await this.#process?.leave();
    if (this.#setup !== undefined) {
      // Where it had not begun, or was killed itself, its process has left this.
      await rm(this.#setup.folder, { recursive: true, force: true });
      this.#setup = undefined;
    }
  }

  /** See {@link Machine.end}. */
  end(): Promise<void> {
    return this.kill();
  }

  get #runsPhp(): boolean {
    return this.#behaviour.isUpstreamDead !== true;
  }

  async #prepare(): Promise<NginxSetup> {
    const { place, speed } = this;
    const { phpVersion } = this.servers;
    const [statusPort = 0, ...ports] = await freePorts(1 + this.count);
    const declared = declaredConfig(place, phpVersion, statusPort);
    const folder = await temporaryFolder("origin");
    return { folder, phpVersion, speed, place, declared, ports };
  }

  /** Each server reads its configuration anew where that has changed, for its connections end with it. */
  async #tell(before: OriginBehaviour, reloads: boolean): Promise<void> {
    const { keepAliveSeconds, keepAliveRequests, workers, certificate } = this.#behaviour;
    const { takesClientCertificate } = this.#behaviour;
    const showsOther =
      certificate !== before.certificate ||
      takesClientCertificate !== before.takesClientCertificate;
    const isReconfigured =
      keepAliveSeconds !== before.keepAliveSeconds ||
      keepAliveRequests !== before.keepAliveRequests;
    const wasNotReloaded = before.reloads === false;
    if (this.#setup !== undefined && this.isRunning) {
      await this.#process?.ask({
        files: { ...this.#told(this.#setup), ...(showsOther ? this.#tls() : {}) },
        reloadsNginx: reloads && (showsOther || isReconfigured || wasNotReloaded),
        reloadsPhp: workers !== before.workers,
        runsPhp: this.#runsPhp,
      } satisfies NginxQuestion);
    }
  }

  #told(setup: NginxSetup): MachineFiles {
    return {
      ...declaredFiles(setup, this.#behaviour),
      ...applicationFiles(setup, this.#behaviour),
    };
  }

  #tls(): MachineFiles {
    const { demandsClientCertificate: whose } = this.place;
    const { certificate = "right", takesClientCertificate = true } = this.#behaviour;
    const other = whose === "own" ? "shared" : "own";
    const taken = whose === "none" || takesClientCertificate ? whose : other;
    const tls = this.authority && servedTls(this.place, this.authority, certificate, taken);
    return tls === undefined ? {} : tlsFiles(tls);
  }
}

/** Loopback ports that are free now. */
async function freePorts(count: number): Promise<number[]> {
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
