import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import { LoopbackStack } from "../network/loopbackStack";
import { placeKey, type NetworkStack } from "../network/networkStack";
import { UserSpaceNetwork } from "../network/userSpaceNetwork";
import { openWay, type WayBehaviour } from "../network/way";
import { RehearsalAuthority } from "./authority";
import { AlbMachine, targetsOf } from "./albMachine";
import type { Machine, MachineGround } from "./machine";
import type { WebServers } from "./nginx/webServers";
import { NginxMachine } from "./nginxMachine";
import type { OriginBehaviour, Origins } from "./origins";
import { placesOf, type DeclaredPlace } from "./places";
import { ServerMachine } from "./serverMachine";

/**
 * Starts the origins of a rehearsal, none at first.
 * @param clock - Its clock.
 * @param options - What they run on.
 */
export async function startOrigins(
  clock: ModelledClock,
  { servers, stack }: OriginsOptions = {},
): Promise<Origins> {
  const network = new UserSpaceNetwork(clock, stack ?? (await LoopbackStack.start()));
  return new RunningOrigins(clock, network, servers);
}

/** What origins run on. */
export interface OriginsOptions {
  /** Real servers. Defaults to servers of the rehearsal's own. */
  readonly servers?: WebServers | undefined;
  /** The network stack, which ends with them. Defaults to this machine's loopback addresses. */
  readonly stack?: NetworkStack;
}

interface Standing {
  readonly place: DeclaredPlace;
  readonly machine: Machine;
}

class RunningOrigins implements Origins {
  readonly authority = new RehearsalAuthority();
  readonly #standing = new Map<string, Standing>();
  constructor(
    private readonly clock: ModelledClock,
    readonly network: UserSpaceNetwork,
    private readonly servers: WebServers | undefined,
  ) {}

  get stack(): string {
    return this.network.stack.what;
  }

  get lateConnections(): number {
    return this.network.lateConnections;
  }

  async declare(sites: readonly DeclaredSite[]): Promise<void> {
    const places = placesOf(sites);
    const gone = [...this.#standing.keys()].filter((key) => !places.has(key));
    await Promise.all([
      ...gone.map((key) => this.#remove(key)),
      ...[...places].map(([key, place]) => this.#put(key, place)),
    ]);
  }

  async behave(address: string, port: number, behaviour: OriginBehaviour): Promise<void> {
    await this.#at(address, port).machine.behave(behaviour);
  }

  async way(address: string, port: number, behaviour: WayBehaviour): Promise<void> {
    await this.network.change({ address, port }, behaviour);
  }

  async kill(address: string, port: number): Promise<void> {
    const { place, machine } = this.#at(address, port);
    // The network first: nobody must be let in by a process that is ending.
    await Promise.all([this.#lead(place, machine.surviving), machine.kill()]);
  }

  async revive(address: string, port: number): Promise<void> {
    const standing = this.#at(address, port);
    if (!standing.machine.isRunning) {
      await this.#start(standing);
    }
  }

  async mend(address: string, port: number): Promise<void> {
    const { machine } = this.#at(address, port);
    await Promise.all([machine.mend(), this.way(address, port, openWay)]);
    await this.revive(address, port);
  }

  callers(address: string, port: number): readonly string[] {
    return this.network.callers({ address, port });
  }

  async stop(): Promise<void> {
    const machines = [...this.#standing.values()].map(({ machine }) => machine);
    await Promise.all([...machines.map((machine) => machine.end()), this.network.stop()]);
  }

  async #put(key: string, place: DeclaredPlace): Promise<void> {
    const known = this.#standing.get(key);
    if (known !== undefined && isAlike(known.place, place)) {
      await this.network.admit(place, place.admits);
      this.#standing.set(key, { ...known, place });
      return;
    }
    await this.#remove(key);
    const standing = { place, machine: this.#machine(place) };
    this.#standing.set(key, standing);
    await this.#start(standing);
  }

  async #start({ place, machine }: Standing): Promise<void> {
    const [port] = await machine.start();
    await this.#lead(place, port);
  }

  async #remove(key: string): Promise<void> {
    const known = this.#standing.get(key);
    this.#standing.delete(key);
    if (known !== undefined) {
      await Promise.all([this.network.clear(known.place), known.machine.end()]);
    }
  }

  #machine(place: DeclaredPlace): Machine {
    const { loadBalancer } = place;
    if (loadBalancer === undefined) {
      return this.#server(place, this.authority, 1);
    }
    const targets = this.#server(place, undefined, targetsOf(loadBalancer));
    return new AlbMachine(place, loadBalancer, this.#ground, targets);
  }

  #server(place: DeclaredPlace, authority: RehearsalAuthority | undefined, count: number): Machine {
    const ground = { ...this.#ground, authority };
    return this.servers === undefined
      ? new ServerMachine(place, ground, count)
      : new NginxMachine(place, ground, this.servers, count);
  }

  get #ground(): MachineGround & { readonly authority: RehearsalAuthority } {
    const { stack } = this.network;
    const { authority } = this;
    return { authority, speed: this.clock.speed, fork: (script) => stack.fork(script) };
  }

  #lead({ address, port, admits }: DeclaredPlace, target: number | undefined): Promise<void> {
    return this.network.place({ address, port }, { admits, target });
  }

  #at(address: string, port: number): Standing {
    const standing = this.#standing.get(placeKey(address, port));
    if (standing === undefined) {
      throw new Error(`No origin is declared at ${address}:${port}.`);
    }
    return standing;
  }
}

/** Functions are left out: whom groups let in is taken anew in any case. */
function isAlike(one: DeclaredPlace, other: DeclaredPlace): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
