import { takingOrigins } from "../../model/traffic/pools";
import { getOrCreate } from "../../core/getOrCreate";
import { addressKey } from "../../model/traffic/originMachines";
import type { TrafficModel } from "../../model/traffic/path";
import { title } from "../../model/graph/title";
import { unknownValue } from "../../core/known";

/** A pool or a hostname that leads to an address. */
export interface AddressUser {
  /** The address, as the user writes it. */
  readonly address: string;
  /** The pool's name, or the hostname. */
  readonly title: string;
  /** Key of the pool or the record. */
  readonly key: string;
  /** The port that it asks for; 0 for the protocol's own, and where it is not known. */
  readonly port: number;
  /** Whether its visitors have no other way. */
  readonly alone: boolean;
}

/** Who leads to which address, of what takes traffic. */
export class AddressUsers {
  /** Whether there are records or pools at all. */
  readonly some: boolean;
  readonly #users = new Map<string, AddressUser[]>();

  /** Reads pools and records. */
  constructor(private readonly model: TrafficModel) {
    this.some = model.records.length > 0 || model.pools.length > 0;
    const alone = lonePools(model);
    for (const pool of model.pools) {
      const { resource } = pool;
      for (const { address, port } of takingOrigins(pool)) {
        if (typeof address === "string") {
          this.#add({
            ...{ address, title: title(resource), key: resource.key },
            alone: alone.has(resource.key),
            port: port === unknownValue ? 0 : port,
          });
        }
      }
    }
    for (const { hostname, records, shadowed } of model.hostnames) {
      for (const { content, resource } of records.filter((record) => !shadowed.includes(record))) {
        if (typeof content === "string") {
          const alone = records.length === 1;
          this.#add({ address: content, title: hostname, key: resource.key, port: 0, alone });
        }
      }
    }
  }

  /**
   * Lists who leads to one of several addresses, by names of Route 53 too.
   * @returns The users, in the order of pools and hostnames, each address and title once.
   */
  of(addresses: readonly string[]): AddressUser[] {
    const names = this.model.route53.leadingTo(addresses);
    const all = [...addresses, ...names];
    const keys = new Set([...all, ...all.flatMap((name) => this.#coveredBy(name))].map(addressKey));
    const found = [...keys].flatMap((key) => this.#users.get(key) ?? []);
    return [...new Map(found.map((user) => [`${user.address}\n${user.title}`, user])).values()];
  }

  /** The names that somebody leads to and that a wildcard of Route 53 answers for. */
  #coveredBy(wildcard: string): string[] {
    const { route53 } = this.model;
    const suffix = wildcard.startsWith("*.") ? wildcard.slice(1) : undefined;
    const own = route53.at(wildcard)?.records ?? [];
    const beneath = suffix === undefined ? [] : [...this.#users.keys()];
    return beneath.filter((name) => {
      const answering = route53.at(name)?.records ?? own;
      return name.endsWith(suffix ?? "") && answering.every((record) => own.includes(record));
    });
  }

  #add(user: AddressUser): void {
    getOrCreate(this.#users, addressKey(user.address), () => []).push(user);
  }
}

/** Pools that are the only one that serves for some load balancer. */
function lonePools(model: TrafficModel): ReadonlySet<string> {
  const lone = model.loadBalancers
    .map((loadBalancer) => model.balanced.of(loadBalancer).filter(({ serves }) => serves !== "no"))
    .filter(({ length }) => length === 1);
  return new Set(lone.flat().map(({ id }) => id));
}
