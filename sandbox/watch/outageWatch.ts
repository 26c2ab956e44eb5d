import { isMailRecord } from "../../model/traffic/dnsRecords";
import { hostnamePath } from "../../model/traffic/hostnamePath";
import { canonicalHostname } from "../../model/graph/hostnames";
import { isServiceName } from "../../core/hostnames";
import { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import type { Account, AccountChange, StoredObject } from "../cloud/account/account";
import type { ApiCall, Journal } from "../cloud/journal";
import { OutageDemands } from "./outageDemands";
import { OutageFirewalls } from "./outageFirewalls";
import { OutageOrigins } from "./outageOrigins";
import { hostnameSubject, zoneSubject, zonesOf, type WatchSubject } from "./outageSubjects";

/** A moment in which visitors or attackers would have noticed: something that held before a call and not after it. */
export interface BrokenMoment {
  /** Number of the call in the journal that broke it; of the last one before, where no call did. */
  readonly sequence: number;
  /** The call's HTTP method; "" where the account was changed behind the APIs' back. */
  readonly method: string;
  /** The call's path; "" where no call did it. */
  readonly path: string;
  /** What no longer held: a serving path, its answer behind a load balancer in AWS, strict TLS, Cloudflare's way to the origin, its closed door, what it demands of visitors' requests, or of monitors' probes. */
  readonly kind: WatchSubject["kind"];
  /** Hostname, zone or origin. */
  readonly subject: string;
  /** What was wrong, as a sentence without a full stop. */
  readonly what: string;
  /** Number of the call after which it held again. Absent where none did. */
  readonly restoredByCall?: number;
}

/** What the outage watch saw since it began. */
export interface OutageReport {
  /** Calls watched, reads included. */
  readonly calls: number;
  /** Every broken moment, in order; a name that was removed on purpose is none. */
  readonly broken: readonly BrokenMoment[];
}

/** What an operation is meant to take away. */
export interface WatchExpectation {
  /**
   * Hostnames that shall no longer be served when the operation ends, or `everything` for a destroy. A name among
   * them may be gone for good, but not come and go in between. Defaults to none.
   */
  readonly removes?: readonly string[] | "everything";
}

interface Watched {
  readonly subject: WatchSubject;
  asked: ReadonlySet<string>;
  good: boolean;
  open: Mutable<BrokenMoment> | undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Asks after every call of the journal whether each hostname that was ever served still is, whether TLS that was
 * strict still is, whether load balancers in AWS, their certificates, targets and subnets still answer for hostnames, whether origins are still reachable from Cloudflare and closed to the rest, and whether listeners in
 * AWS still get the client certificate or the header that they demand, from visitors' requests and from monitors. Only what a change can have touched is asked again.
 */
export class OutageWatch {
  private readonly inventory: Inventory;
  private readonly firewalls: OutageFirewalls;
  private readonly demands: OutageDemands;
  private readonly origins: OutageOrigins;
  private readonly watched = new Map<string, Watched>();
  private readonly askers = new Map<string, Set<string>>();
  private readonly stale = new Set<string>();
  /** Names, wildcards among them, that were served when the watch began. */
  private served: ReadonlySet<string> = new Set();
  private moments: Mutable<BrokenMoment>[] = [];
  private removes: ReadonlySet<string> | "everything" = new Set();
  private calls = 0;
  private last = 0;

  /**
   * Starts to watch; what the account holds now is what must keep holding.
   * @param account - The account behind the APIs.
   * @param journal - The journal of their calls.
   */
  constructor(account: Account, journal: Journal) {
    const resources = account.resources();
    this.inventory = new Inventory(resources, { complete: true });
    this.firewalls = new OutageFirewalls(this.inventory);
    this.demands = new OutageDemands(this.inventory);
    this.origins = new OutageOrigins(this.inventory);
    resources.forEach((resource) => this.follow(undefined, resource));
    this.begin();
    account.onChange((change) => this.change(change));
    journal.onCall((call) => this.called(call));
  }

  /**
   * Begins anew: forgets what was seen, and takes what holds now as what must keep holding.
   * @param expectation - What the coming operation is meant to take away.
   */
  begin(expectation: WatchExpectation = {}): void {
    const { removes = [] } = expectation;
    this.settle(undefined);
    this.removes = typeof removes === "string" ? removes : new Set(removes.map(canonicalHostname));
    this.calls = 0;
    this.moments = [];
    for (const watched of this.watched.values()) {
      watched.open = undefined;
      watched.good = watched.subject.ask().state === "yes";
    }
    const good = [...this.watched.values()].filter((watched) => watched.good);
    this.served = new Set(
      good.filter(({ subject }) => subject.kind === "serving").map(({ subject }) => subject.title),
    );
  }

  /**
   * Says what was seen since the watch began.
   * @returns The number of calls and every broken moment.
   */
  report(): OutageReport {
    this.settle(undefined);
    const broken = this.moments.filter((moment) => !this.isMeant(moment));
    return { calls: this.calls, broken: broken.map((moment) => ({ ...moment })) };
  }

  private change(change: AccountChange): void {
    const key =
      change.kind === "put"
        ? `${change.object.type}::${change.object.key}`
        : `${change.type}::${change.key}`;
    const before = this.inventory.byKey(key);
    const after = change.kind === "put" ? resourceOf(change.object, key) : undefined;
    if (after !== undefined) {
      this.noteServedName(after);
      this.demands.note(after);
    }
    const questions = after === undefined ? this.inventory.remove(key) : this.inventory.put(after);
    for (const question of questions) {
      this.askers.get(question)?.forEach((id) => this.stale.add(id));
    }
    this.follow(before, after);
  }

  /** A name that a wildcard has served since the watch began, until something comes to stand there, which may take it away. */
  private noteServedName(coming: ModelResource): void {
    const hostname = this.inventory.hostnameOfComing(coming);
    if (hostname === undefined || isServiceName(hostname) || isMailRecord(coming)) {
      return;
    }
    const subject = hostnameSubject(this.inventory, hostname);
    const { answeredAt = "", serving } = hostnamePath(this.inventory, hostname);
    if (!this.watched.has(subject.id) && this.served.has(answeredAt) && serving !== "no") {
      this.add(subject, true);
    }
  }

  /** Takes up what a resource newly gives to watch. */
  private follow(before: ModelResource | undefined, after: ModelResource | undefined): void {
    const hostname = after && this.inventory.hostnameOf(after);
    if (hostname !== undefined) {
      this.add(hostnameSubject(this.inventory, hostname));
      this.add(this.origins.subject(hostname));
    }
    this.origins.follow(before, after).forEach((id) => this.stale.add(id));
    for (const zone of after === undefined ? [] : zonesOf(after)) {
      this.add(zoneSubject(this.inventory, zone));
    }
    const { subjects, stale } = this.firewalls.follow(before, after);
    stale.forEach((id) => this.stale.add(id));
    subjects.forEach((subject) => this.add(subject));
    for (const subject of this.demands.follow(after)) {
      this.stale.add(subject.id);
      this.add(subject, true);
    }
  }

  private add(subject: WatchSubject, good = false): void {
    if (!this.watched.has(subject.id)) {
      this.watched.set(subject.id, { subject, asked: new Set(), good, open: undefined });
      this.stale.add(subject.id);
    }
  }

  private called(call: ApiCall): void {
    this.calls += 1;
    this.settle(call.changed ? call : undefined);
    this.last = call.sequence;
  }

  /** Asks again whatever the changes since the last call can have touched. */
  private settle(call: ApiCall | undefined): void {
    const stale = [...this.stale].sort();
    this.stale.clear();
    for (const id of stale) {
      const watched = this.watched.get(id);
      if (watched !== undefined) {
        this.ask(watched, call);
      }
    }
  }

  private ask(watched: Watched, call: ApiCall | undefined): void {
    const { subject } = watched;
    const { answer, asked } = this.inventory.observe(() => subject.ask());
    for (const question of watched.asked) {
      this.askers.get(question)?.delete(subject.id);
    }
    for (const question of asked) {
      const askers = this.askers.get(question) ?? new Set();
      this.askers.set(question, askers.add(subject.id));
    }
    watched.asked = asked;
    const sequence = call?.sequence ?? this.last;
    if (answer.state === "yes") {
      watched.good = true;
      if (watched.open !== undefined) {
        watched.open.restoredByCall = sequence;
        watched.open = undefined;
      }
    } else if (answer.state === "no" && watched.good && watched.open === undefined) {
      const { kind, title } = subject;
      const { method = "", path = "" } = call ?? {};
      watched.open = { sequence, method, path, kind, subject: title, what: answer.because };
      this.moments.push(watched.open);
    }
  }

  /** Whether something was meant to go and has not come back. */
  private isMeant(moment: BrokenMoment): boolean {
    if (this.removes === "everything") {
      return true;
    }
    if (moment.restoredByCall !== undefined) {
      return false;
    }
    return (
      ((moment.kind === "serving" || moment.kind === "answered") &&
        this.removes.has(moment.subject)) ||
      (moment.kind === "reachable" && this.firewalls.isRemoved(moment.subject))
    );
  }
}

function resourceOf({ type, id, properties }: StoredObject, key: string): ModelResource {
  const name = typeof properties.name === "string" ? properties.name : id;
  return { key, type, name, id, properties };
}
