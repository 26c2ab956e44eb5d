import { given } from "../../core/entries";
import type { ForkedProcess } from "../forkedProcess";
import type { CertificateKind } from "./authority";
import type { Machine, MachineGround, MachinePorts } from "./machine";
import type { OriginBehaviour } from "./origins";
import type { DeclaredPlace } from "./places";
import { wellBehaved, type ServedTls, type ServerBehaviour } from "./server/served";
import type { ServerQuestion } from "./server/serverProcess";
import { servedTls } from "./servedTls";

/** A web server with its application: one process, or several targets in one. */
export class ServerMachine implements Machine {
  readonly surviving = undefined;
  #process: ForkedProcess | undefined;
  #behaviour: ServerBehaviour = wellBehaved;
  #certificate: CertificateKind = "right";
  #shown: CertificateKind = "right";

  /**
   * Makes it; `start` lets it run.
   * @param place - What is declared.
   * @param ground - What it runs on.
   * @param count - How many servers there are. Defaults to one.
   */
  constructor(
    private readonly place: DeclaredPlace,
    private readonly ground: MachineGround,
    private readonly count = 1,
  ) {}

  /** See {@link Machine.isRunning}. */
  get isRunning(): boolean {
    return this.#process?.isAlive === true;
  }

  /** See {@link Machine.start}. */
  async start(): Promise<MachinePorts> {
    this.#process = this.ground.fork("sandbox/origins/server/serverProcess");
    const { health, requiredHeader } = this.place;
    const setup = {
      ...{ speed: this.ground.speed, count: this.count, tls: this.#tls(), health },
      requiredHeader: this.ground.authority === undefined ? undefined : requiredHeader,
    };
    this.#shown = this.#certificate;
    const ports = await this.#ask({ setup, behaviour: this.#behaviour });
    return ports as MachinePorts;
  }

  /** See {@link Machine.behave}. */
  async behave(behaviour: OriginBehaviour): Promise<void> {
    const { certificate = this.#certificate, reloads = true } = behaviour;
    this.#behaviour = withBehaviour(this.#behaviour, behaviour);
    this.#certificate = certificate;
    if (this.isRunning) {
      const isShownAnew = reloads && certificate !== this.#shown;
      this.#shown = isShownAnew ? certificate : this.#shown;
      const tls = isShownAnew ? this.#tls() : undefined;
      await this.#ask({ behaviour: this.#behaviour, ...(tls === undefined ? {} : { tls }) });
    }
  }

  /** See {@link Machine.mend}. */
  async mend(): Promise<void> {
    this.#behaviour = wellBehaved;
    await this.behave({ certificate: "right" });
  }

  /** See {@link Machine.kill}. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /** See {@link Machine.end}. */
  end(): Promise<void> {
    return this.kill();
  }

  #ask(question: ServerQuestion): Promise<unknown> {
    return this.#process?.ask(question) ?? Promise.resolve(undefined);
  }

  #tls(): ServedTls | undefined {
    const { authority } = this.ground;
    return authority && servedTls(this.place, authority, this.#certificate);
  }
}

/** A status of 0 stands for a good answer. */
function withBehaviour(before: ServerBehaviour, behaviour: OriginBehaviour): ServerBehaviour {
  const { certificate: _, targets: __, reloads: ___, ...told } = behaviour;
  const { isUpstreamDead, crashes, ...others } = told;
  const fails = isUpstreamDead === true ? true : (crashes ?? isUpstreamDead);
  const { status = badGatewayIf(fails), healthStatus = badGatewayIf(isUpstreamDead) } = told;
  return {
    ...{ ...before, ...given(others) },
    status: status === undefined ? before.status : statusOf(status),
    healthStatus: healthStatus === undefined ? before.healthStatus : statusOf(healthStatus),
  };
}

/** What a web server answers whose application is not there. */
const badGateway = 502;

function badGatewayIf(isSo: boolean | undefined): number | undefined {
  return isSo === true ? badGateway : isSo === false ? 0 : undefined;
}

function statusOf(status: number): number | undefined {
  return status === 0 ? undefined : status;
}
