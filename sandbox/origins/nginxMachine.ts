import { rm } from "node:fs/promises";
import { given } from "../../core/entries";
import type { ForkedProcess } from "../forkedProcess";
import { temporaryFolder } from "../temporaryFolder";
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
import type { Machine, MachineGround, MachinePorts } from "./machine";
import { servedTls } from "./servedTls";

/** How often servers are started whose ports, which were free a moment before, are somebody else's by then. */
const mostTries = 3;

/** nginx with an application of PHP behind PHP-FPM, as this library configures both: one machine, or several targets in one. */
export class NginxMachine implements Machine {
  readonly surviving = undefined;
  #process: ForkedProcess | undefined;
  #setup: NginxSetup | undefined;
  /** The groups of processes of its servers. */
  #groups: number[] = [];
  #behaviour: OriginBehaviour = {};

  /**
   * Makes it; `start` lets it run.
   * @param place - What is declared.
   * @param ground - What it runs on.
   * @param servers - The programs.
   * @param count - How many servers there are. Defaults to one.
   */
  constructor(
    private readonly place: DeclaredPlace,
    private readonly ground: MachineGround,
    private readonly servers: WebServers,
    private readonly count = 1,
  ) {}

  /** See {@link Machine.isRunning}. */
  get isRunning(): boolean {
    return this.#process?.isAlive === true;
  }

  /** See {@link Machine.start}. */
  async start(): Promise<MachinePorts> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#start();
      } catch (error) {
        await this.kill();
        if (tries === mostTries || !/address already in use/i.test(String(error))) {
          throw error;
        }
      }
    }
  }

  async #start(): Promise<MachinePorts> {
    const child = this.ground.fork("sandbox/origins/nginx/nginxProcess");
    this.#process = child;
    void child.ended.then(() => this.#endGroups());
    const freePorts = 1 + this.count;
    const setup = await this.#prepare((await child.ask({ freePorts })) as number[]);
    const { folder, ports } = setup;
    this.#setup = setup;
    await this.#ask(child, {
      start: { folder, servers: this.servers },
      files: { ...baseFiles(setup), ...this.#told(setup), ...this.#tls() },
      runsPhp: this.#runsPhp,
    });
    return ports as MachinePorts;
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
    // Its process ends them itself, where it has not been killed.
    this.#groups = [];
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

  async #prepare([statusPort = 0, ...ports]: number[]): Promise<NginxSetup> {
    const { place } = this;
    const { speed } = this.ground;
    const { phpVersion } = this.servers;
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
    if (this.#setup !== undefined && this.#process?.isAlive === true) {
      await this.#ask(this.#process, {
        files: { ...this.#told(this.#setup), ...(showsOther ? this.#tls() : {}) },
        reloadsNginx: reloads && (showsOther || isReconfigured || wasNotReloaded),
        reloadsPhp: workers !== before.workers,
        runsPhp: this.#runsPhp,
      });
    }
  }

  async #ask(child: ForkedProcess, question: NginxQuestion): Promise<void> {
    this.#groups = (await child.ask(question)) as number[];
  }

  /** Servers whose process was killed alone are nobody's. */
  #endGroups(): void {
    for (const group of this.#groups.splice(0)) {
      try {
        process.kill(-group, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
  }

  #told(setup: NginxSetup): MachineFiles {
    return {
      ...declaredFiles(setup, this.#behaviour),
      ...applicationFiles(setup, this.#behaviour),
    };
  }

  #tls(): MachineFiles {
    const { authority } = this.ground;
    const { certificate = "right", takesClientCertificate } = this.#behaviour;
    const tls = authority && servedTls(this.place, authority, certificate, takesClientCertificate);
    return tls === undefined ? {} : tlsFiles(tls);
  }
}
