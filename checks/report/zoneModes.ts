import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { unknownLink } from "../../model/graph/links";
import type { TrafficModel } from "../../model/traffic/path";
import { unknownValue } from "../../core/known";
import { zoneOfPath } from "../../model/traffic/answering";
import type { ZoneTls } from "../../model/tls/zoneTls";
import type { DrawnMode } from "./drawnPath";

/** The encryption modes of the zones of one side of a plan. */
export class ZoneModes {
  private readonly zones: ReadonlyMap<string, ZoneTls>;

  /** Reads the zones. */
  constructor(private readonly model: TrafficModel) {
    this.zones = new Map(
      model.tls.filter(({ mode }) => mode !== undefined).map((tls) => [tls.zone, tls]),
    );
  }

  /**
   * Finds the mode towards the origins of a path.
   * @returns The mode; undefined where no setting of the plan says it.
   */
  of(path: HostnamePath): DrawnMode | undefined {
    const tls = this.zones.get(knownZoneOf(path) ?? "");
    return tls?.mode === undefined
      ? undefined
      : {
          label: tls.mode === unknownValue ? "not known yet" : tls.mode,
          amiss: tls.strict === "no",
        };
  }

  /**
   * Lists the hostnames behind Cloudflare whose zone has another mode than on another side.
   * @param other - The other side.
   * @returns The hostnames, sorted.
   */
  hostnamesUnlike(other: ZoneModes): string[] {
    const zones = new Set([...this.zones.keys(), ...other.zones.keys()]);
    const unlike = [...zones].filter(
      (zone) => this.zones.get(zone)?.mode !== other.zones.get(zone)?.mode,
    );
    const wanted = new Set<string | undefined>(unlike);
    return wanted.size === 0
      ? []
      : this.model.hostnames
          .filter((path) => path.proxied !== "no" && wanted.has(knownZoneOf(path)))
          .map(({ hostname }) => hostname);
  }
}

/** A changed mode is on the path of every hostname of its zone. */
function knownZoneOf(path: HostnamePath): string | undefined {
  const zone = zoneOfPath(path);
  return zone === unknownLink || zone === "" ? undefined : zone;
}
