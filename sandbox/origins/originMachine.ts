import { ForkedProcess } from "../forkedProcess";
import type { CertificateKind, RehearsalAuthority } from "./authority";
import type { OriginBehaviour } from "./origins";
import type { DeclaredPlace } from "./places";
import {
  wellBehaved,
  type ServedTls,
  type ServerBehaviour,
  type ServerSetup,
} from "./server/served";
import type { ServerQuestion } from "./server/serverProcess";

/** A server of the rehearsal, and the process that it runs in. */
export class OriginMachine {
  #process: ForkedProcess | undefined;
  #behaviour: ServerBehaviour = wellBehaved;
  #certificate: CertificateKind = "right";

  /**
   * Makes it; `start` lets it run.
   * @param place - What is declared.
   * @param authority - Who certifies it.
   * @param speed - Modelled seconds in a real one.
   */
  constructor(
    private readonly place: DeclaredPlace,
    private readonly authority: RehearsalAuthority,
    private readonly speed: number,
  ) {}

  /** Whether its process runs. */
  get isRunning(): boolean {
    return this.#process?.isAlive === true;
  }

  /** Starts its process; returns its loopback port. */
  async start(): Promise<number> {
    this.#process = new ForkedProcess("sandbox/origins/server/serverProcess");
    const [port] = (await this.#ask({
      setup: this.#setup(),
      behaviour: this.#behaviour,
    })) as [number];
    return port;
  }

  /**
   * Behaves otherwise from now on, and when it is started again.
   * @param behaviour - What changes.
   */
  async behave({ certificate, ...given }: OriginBehaviour): Promise<void> {
    this.#behaviour = withBehaviour(this.#behaviour, given);
    this.#certificate = certificate ?? this.#certificate;
    if (this.isRunning) {
      const tls = certificate === undefined ? undefined : this.#tls();
      await this.#ask({ behaviour: this.#behaviour, ...(tls === undefined ? {} : { tls }) });
    }
  }

  /** Behaves as at first. */
  async mend(): Promise<void> {
    this.#behaviour = wellBehaved;
    await this.behave(this.#certificate === "right" ? {} : { certificate: "right" });
  }

  /** Ends its process at once. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  #ask(question: ServerQuestion): Promise<unknown> {
    return this.#process?.ask(question) ?? Promise.resolve(undefined);
  }

  #setup(): ServerSetup {
    const { requiredHeader, health } = this.place;
    return { speed: this.speed, count: 1, tls: this.#tls(), requiredHeader, health };
  }

  #tls(): ServedTls | undefined {
    const { isEncrypted, names, demandsClientCertificate: whose } = this.place;
    return isEncrypted
      ? {
          ...this.authority.server(names, this.#certificate),
          clientAuthority: whose === "none" ? undefined : this.authority.clientAuthority(whose),
        }
      : undefined;
  }
}

function withBehaviour(
  behaviour: ServerBehaviour,
  { targets: _, status, healthStatus, ...given }: Omit<OriginBehaviour, "certificate">,
): ServerBehaviour {
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    ...{ ...behaviour, ...kept },
    status: status === undefined ? behaviour.status : statusOf(status),
    healthStatus: healthStatus === undefined ? behaviour.healthStatus : statusOf(healthStatus),
  };
}

function statusOf(status: number): number | undefined {
  return status === 0 ? undefined : status;
}
