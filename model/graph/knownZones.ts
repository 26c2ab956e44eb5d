import type { NameIndex } from "./nameIndex";
import { question, type Questions } from "./questions";
import type { ModelResource } from "./resources";
import { typesAtNames } from "./zoneNames";

/** What the zones of an inventory are called, as far as a zone, or a record or load balancer of it, says so. */
export class KnownZones {
  /**
   * Answers for an inventory.
   * @param names - Its names.
   * @param questions - Notes what is asked.
   */
  constructor(
    private readonly names: NameIndex,
    private readonly questions: Questions,
  ) {}

  /**
   * The name of the zone in which a record stands.
   * @param resource - A record or a load balancer of the inventory.
   * @returns The canonical name; undefined where it is not known.
   */
  nameOf(resource: ModelResource): string | undefined {
    this.questions.noted?.add(question.type("zone"));
    return this.names.zoneNameOf(resource);
  }

  /**
   * What a zone is called, as far as what stands in it says so.
   * @param tokens - The zone among the tokens of the model.
   * @returns Its name, or `the zone of` a hostname in it; undefined where neither is known.
   */
  title(tokens: readonly string[]): string | undefined {
    this.questions.noted?.add(question.type("zone"));
    for (const token of tokens) {
      typesAtNames.forEach((type) => this.questions.noted?.add(question.link(type, token)));
    }
    return this.names.zoneTitle(tokens.join(" or "));
  }

  /**
   * The name of a zone, as far as its own resource or one of its load balancers says it.
   * @param zone - The zone as `zoneOf` calls it.
   * @returns The canonical name; undefined where it is not known.
   */
  name(zone: string): string | undefined {
    this.questions.noted?.add(question.type("zone"));
    return this.names.zoneName(zone);
  }

  /**
   * Whether a name belongs to a zone whose name is known.
   * @param hostname - A canonical hostname.
   * @returns True where it is a zone's name or beneath one.
   */
  holds(hostname: string): boolean {
    this.questions.noted?.add(question.type("zone"));
    return this.names.holdsZoneOf(hostname);
  }

  /**
   * Lists the names of zones that are known.
   * @returns The canonical names, sorted.
   */
  all(): string[] {
    this.questions.noted?.add(question.type("zone"));
    return this.names.zoneNames();
  }
}
