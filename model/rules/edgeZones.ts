import { parentHostnames } from "../../core/hostnames";
import { getOrCreate } from "../../core/getOrCreate";
import { requestSteps, settingPhases } from "../../facts/cloudflare/requestPhases";
import { unknownLink } from "../graph/links";
import { zoneOfPath } from "../traffic/answering";
import { zoneTitle } from "../tls/zoneTls";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { TrafficModel } from "../traffic/path";
import { allRules, phasesMet } from "./allRules";
import { askedHostnames, type AskedHostname, type AskedHostnames } from "./askedHostnames";
import { answerOf } from "./edgeAnswers";
import type { MetRules } from "./metRules";
import type { EdgeRule, PhaseRules } from "./edgeRules";
import { listedItems } from "./listedItems";
import { hostOf, RedirectLists } from "./redirectLists";
import { settingsOf } from "./requestSettings";
import { sampleRequests } from "./sampleRequests";
import { routedHosts } from "./workersRoutes";
import { isProgramsHostname } from "../traffic/hostnameLabels";
import { zoneFields } from "./zoneFields";
import type { SampleAnswer } from "./sampleAnswer";

const known = new WeakMap<TrafficModel, EdgeZones>();

/** The rules of the edge by zone, and what they do with the requests that hostnames get every day. Each part is read when it is first asked for. */
export class EdgeZones {
  readonly #answers = new Map<string, readonly SampleAnswer[]>();
  readonly #asking = new Map<string, readonly EdgeRule[]>();
  readonly #hostnames = new Map<string, AskedHostnames>();
  readonly #met = new Map<string, MetRules>();
  readonly #named = new Map<
    string,
    { readonly isAny: boolean; readonly hosts: ReadonlySet<string> }
  >();
  readonly #lists: RedirectLists;
  #paths: ReadonlyMap<string, readonly HostnamePath[]> | undefined;
  #rules: readonly PhaseRules[] | undefined;
  #byHost: ReadonlyMap<string, string> | undefined;
  #titles: ReadonlyMap<string, string> | undefined;

  private constructor(readonly model: TrafficModel) {
    this.#lists = new RedirectLists(model.inventory);
  }

  /**
   * Finds the zones of a model, which are read once however often they are asked for.
   * @param model - The paths of hostnames.
   */
  static of(model: TrafficModel): EdgeZones {
    return getOrCreate(known, model, () => new EdgeZones(model));
  }

  /** The rules of every phase and product, of zones and accounts. */
  get rules(): readonly PhaseRules[] {
    return (this.#rules ??= allRules(this.model.inventory));
  }

  /**
   * Lists the zones of which anything is known. Of what stands in a zone that the plan does not name, nobody knows whose requests meet it.
   * @returns The zones as `zoneOf` calls them, sorted.
   */
  zones(): string[] {
    const own = this.rules.filter(({ isOfAccount }) => !isOfAccount).map(({ owner }) => owner);
    const isKnown = (zone: string): boolean => zone !== unknownLink && zone !== "";
    return [...new Set([...own.filter(isKnown), ...this.#pathsByZone().keys()])].sort();
  }

  /**
   * Names a zone for a reader.
   * @param zone - The zone as `zoneOf` calls it.
   */
  title(zone: string): string {
    return zoneTitle(this.model.inventory, zone.split(" or "));
  }

  /**
   * Lists the rules that requests to a zone meet.
   * @param zone - The zone as `zoneOf` calls it.
   * @returns The rules by phase, those of accounts first.
   */
  metIn(zone: string): MetRules {
    return getOrCreate(this.#met, zone, () => ({
      phases: phasesMet(this.rules, zone),
      ...{ lists: this.#lists, items: listedItems(this.model.inventory) },
    }));
  }

  /**
   * Lists the hostnames of a zone that visitors reach through Cloudflare, as far as the plan has them.
   * @param zone - The zone as `zoneOf` calls it.
   */
  reachedIn(zone: string): readonly string[] {
    return (this.#pathsByZone().get(zone) ?? []).map(({ hostname }) => hostname);
  }

  /**
   * Lists the hostnames that the rules of a zone are asked about: those that visitors reach through Cloudflare, and those beside them that
   * rules and routes of Workers name. Where the plan has none, those that the rules name; else any.
   * @param zone - The zone as `zoneOf` calls it.
   */
  hostnamesOf(zone: string): readonly AskedHostname[] {
    return this.#askedIn(zone).asked;
  }

  /**
   * Lists the hostnames that rules of a zone name and that are not asked about, since they are too many and stand in no resource.
   * @param zone - The zone as `zoneOf` calls it.
   */
  leftOutOf(zone: string): readonly string[] {
    return this.#askedIn(zone).leftOut;
  }

  #askedIn(zone: string): AskedHostnames {
    return getOrCreate(this.#hostnames, zone, () => {
      const paths = this.#pathsByZone().get(zone) ?? [];
      const known = askedHostnames(this.model, {
        ...{ zone, paths },
        named: this.#hostsNamed(zone, paths.length > 0),
        ofUrls: this.#rulesOf(zone).flatMap((rule) => this.#hostsOfUrls(rule)),
      });
      const any = { title: this.title(zone), host: anyHost, monitored: "/" };
      return known.asked.length > 0 ? known : { asked: [any], leftOut: [] };
    });
  }

  /**
   * Asks the rules of a zone about the requests that a hostname gets every day.
   * @param zone - The zone as `zoneOf` calls it.
   * @param hostname - One of its hostnames.
   * @returns What becomes of each; hostnames that no rule tells apart share their answers.
   */
  answersFor(zone: string, hostname: AskedHostname): readonly SampleAnswer[] {
    const { host, monitored } = hostname;
    const rules = this.#rulesOf(zone);
    return getOrCreate(this.#answers, this.alike(zone, hostname), () => {
      const met = this.metIn(zone);
      const surroundings = {
        lists: rules.flatMap((rule) => rule.visitorLists),
        texts: rules.flatMap((rule) => rule.texts),
        zone: zoneFields(this.model.inventory, { zone, rules, hostnames: this.reachedIn(zone) }),
      };
      return sampleRequests(host, monitored, surroundings).map((sample) => ({
        sample,
        settings: settingsOf(met, sample),
        ...answerOf(met, sample),
      }));
    });
  }

  /**
   * Says by what the rules of a zone tell a hostname from its others.
   * @param zone - The zone as `zoneOf` calls it.
   * @param hostname - One of its hostnames.
   * @returns The same text for hostnames that share their answers.
   */
  alike(zone: string, { host, monitored }: AskedHostname): string {
    const named = this.#namedIn(zone);
    const own = named.isAny || named.hosts.has(host) ? host : "";
    return [zone, own, monitored, isProgramsHostname(host)].join("\n");
  }

  /** The hostnames that rules of a zone ask for, and whether they ask for parts of any. */
  #namedIn(zone: string): { readonly isAny: boolean; readonly hosts: ReadonlySet<string> } {
    return getOrCreate(this.#named, zone, () => {
      const asked = this.#rulesOf(zone).flatMap((rule) => this.#lists.hostsAsked(rule));
      const hosts = asked.filter((each) => each !== undefined);
      return { isAny: hosts.length < asked.length, hosts: new Set(hosts) };
    });
  }

  /**
   * Finds the zone whose rules a hostname meets.
   * @param host - The hostname in requests.
   * @returns The zone as `zoneOf` calls it; undefined where the plan does not say.
   */
  zoneOfHost(host: string): string | undefined {
    this.#byHost ??= new Map(
      this.zones().flatMap((zone) =>
        this.hostnamesOf(zone).flatMap((each) =>
          [each.title, each.host].map((name) => [name, zone] as const),
        ),
      ),
    );
    const above = parentHostnames(host);
    const wildcards = above.map((parent) => `*.${parent}`);
    const asked = [host, ...wildcards].map((name) => this.#byHost?.get(name));
    const named = [host, ...above].map((name) => this.#byTitle().get(name));
    return [...asked, ...named].find((zone) => zone !== undefined);
  }

  #byTitle(): ReadonlyMap<string, string> {
    return (this.#titles ??= new Map(this.zones().map((zone) => [this.title(zone), zone])));
  }

  /** The hostnames that rules and routes name. What an application or a room stands before may be to come, beside others. */
  #hostsNamed(zone: string, hasOthers: boolean): string[] {
    const { phases } = this.metIn(zone);
    const isThere = (host: string): boolean => this.model.pathOf(host).answeredAt !== undefined;
    const ofRules = askedPhases.flatMap((phase) => {
      const rules = (phases.get(phase) ?? []).flatMap((each) => each.rules ?? []);
      const hosts = rules.flatMap((rule) => rule.hosts);
      return hasOthers && ownPhases.includes(phase) ? hosts.filter(isThere) : hosts;
    });
    return [...ofRules, ...routedHosts(this.model.inventory, zone)];
  }

  /** The hostnames of the URLs that a rule names, or the list that it redirects by. */
  #hostsOfUrls(rule: EdgeRule): string[] {
    const urls = rule.texts.filter((text) => /^https?:\/\//.test(text)).map(hostOf);
    return [...urls, ...this.#lists.hostsAsked(rule)].filter((host) => host !== undefined);
  }

  #rulesOf(zone: string): readonly EdgeRule[] {
    return getOrCreate(this.#asking, zone, () => {
      const { phases } = this.metIn(zone);
      return askedPhases.flatMap((phase) =>
        (phases.get(phase) ?? []).flatMap(({ rules = [] }) => rules),
      );
    });
  }

  #pathsByZone(): ReadonlyMap<string, readonly HostnamePath[]> {
    if (this.#paths === undefined) {
      const paths = new Map<string, HostnamePath[]>();
      for (const path of this.model.hostnames.filter(({ proxied }) => proxied !== "no")) {
        const zone = zoneOfPath(path);
        if (zone !== undefined) {
          getOrCreate(paths, zone, () => []).push(path);
        }
      }
      this.#paths = paths;
    }
    return this.#paths;
  }
}

/** What the answers rest on. */
const askedPhases: readonly string[] = [...requestSteps, ...settingPhases];

/** What stands before hostnames of its own. */
const ownPhases: readonly string[] = ["Access", "waiting rooms"];

/** A hostname that no rule names. */
const anyHost = "any-name.invalid";
