import { albDefaults } from "../../facts/aws/albBehaviour";
import type { DeclaredAlb } from "../../model/serving/declaredSite";
import type { ForkedProcess } from "../forkedProcess";
import type { AlbQuestion } from "./alb/albSetup";
import type { CertificateKind, RehearsalAuthority } from "./authority";
import type { Machine, MachineGround, MachinePorts } from "./machine";
import type { OriginBehaviour } from "./origins";
import type { DeclaredPlace } from "./places";
import type { ServedTls } from "./server/served";
import { servedTls } from "./servedTls";

/** An Application Load Balancer in one process, with its targets in another, which a kill ends. */
export class AlbMachine implements Machine {
  readonly #registeredAtFirst: number;
  #balancer: ForkedProcess | undefined;
  #port: number | undefined;
  #ports: readonly number[] = [];
  #registered: number;
  #certificate: CertificateKind = "right";
  #takesClientCertificate = true;

  /**
   * Makes it; `start` lets it run.
   * @param place - What is declared.
   * @param declared - The load balancer there.
   * @param ground - What it runs on.
   * @param targets - What its targets run on, `targetsOf` of them.
   */
  constructor(
    private readonly place: DeclaredPlace,
    private readonly declared: DeclaredAlb,
    private readonly ground: MachineGround & { readonly authority: RehearsalAuthority },
    private readonly targets: Machine,
  ) {
    this.#registered = this.#registeredAtFirst = declared.targets ?? albDefaults.targets;
  }

  /** See {@link Machine.isRunning}. */
  get isRunning(): boolean {
    return this.targets.isRunning;
  }

  /** See {@link Machine.surviving}. */
  get surviving(): number | undefined {
    return this.#port;
  }

  /** See {@link Machine.start}. */
  async start(): Promise<MachinePorts> {
    this.#ports = await this.targets.start();
    this.#port ??= await this.#startBalancer();
    await this.#ask({ targets: this.#ports.slice(0, this.#registered) });
    return [this.#port];
  }

  /** See {@link Machine.behave}. */
  async behave(behaviour: OriginBehaviour): Promise<void> {
    const { certificate, targets, takesClientCertificate, ...given } = behaviour;
    await this.targets.behave(given);
    this.#registered = targets ?? this.#registered;
    const tls = this.#shownAnew(certificate, takesClientCertificate);
    await this.#ask({
      ...(targets === undefined ? {} : { targets: this.#ports.slice(0, targets) }),
      ...(tls === undefined ? {} : { tls }),
    });
  }

  /** See {@link Machine.mend}. */
  async mend(): Promise<void> {
    await this.targets.mend();
    const targets = this.#registeredAtFirst;
    await this.behave({ targets, certificate: "right", takesClientCertificate: true });
  }

  /** See {@link Machine.kill}. */
  kill(): Promise<void> {
    return this.targets.kill();
  }

  /** See {@link Machine.end}. */
  async end(): Promise<void> {
    await Promise.all([this.targets.kill(), this.#balancer?.kill()]);
  }

  async #startBalancer(): Promise<number> {
    this.#balancer = this.ground.fork("sandbox/origins/alb/albProcess");
    const [{ path, status } = { path: "/", status: 200 }] = this.place.health;
    const setup = {
      ...{ speed: this.ground.speed, tls: this.#tls(), requiredHeader: this.place.requiredHeader },
      ...{ declared: this.declared, health: { path, status } },
    };
    return (await this.#ask({ setup })) as number;
  }

  /** How it shows itself; undefined where nothing has changed, for connections would be closed. */
  #shownAnew(
    certificate = this.#certificate,
    takesClientCertificate = this.#takesClientCertificate,
  ): ServedTls | undefined {
    const isAlike =
      certificate === this.#certificate && takesClientCertificate === this.#takesClientCertificate;
    this.#certificate = certificate;
    this.#takesClientCertificate = takesClientCertificate;
    return isAlike ? undefined : this.#tls();
  }

  #ask(question: AlbQuestion): Promise<unknown> {
    return this.#balancer?.ask(question) ?? Promise.resolve(undefined);
  }

  #tls(): ServedTls | undefined {
    const { authority } = this.ground;
    return servedTls(this.place, authority, this.#certificate, this.#takesClientCertificate);
  }
}

/**
 * How many targets must run behind a load balancer of AWS: one at least, that there be something to register.
 * @param declared - The load balancer.
 */
export function targetsOf({ targets = albDefaults.targets }: DeclaredAlb): number {
  return Math.max(1, targets);
}
