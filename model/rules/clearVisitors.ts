import type { Certainty } from "../../core/certainty";
import { getOrCreate } from "../../core/getOrCreate";
import { defaultHttpPort } from "../../facts/cloudflare/ports";
import { clearModes, SslMode, tlsSettings } from "../../facts/cloudflare/zoneSettings";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { ModelResource } from "../graph/resources";
import { answerOf } from "./edgeAnswers";
import type { AskedHostname } from "./askedHostnames";
import { EdgeZones } from "./edgeZones";
import { zoneOfPath } from "../traffic/answering";
import { settingOf } from "../tls/zoneTls";
import { encryptionModeOf } from "../traffic/encryptionModes";
import type { TrafficModel } from "../traffic/path";
import { OriginPaths } from "../origin/originPaths";
import { probesOf } from "../origin/probes";

const { alwaysUseHttps } = tlsSettings;

/** The hostnames whose visitors an origin is asked for in the clear. */
export interface ClearVisitors {
  /** Hostnames, sorted. */
  readonly hostnames: readonly string[];
  /**
   * Whether the plan says of all of them that nothing leads those who ask by `http://` to HTTPS; `unknown` where it holds no setting of a
   * zone of theirs, or does not know what it says.
   */
  readonly isSure: Certainty;
}

/**
 * Lists the hostnames for which Cloudflare asks an origin at port 80 beside that of HTTPS: in Full and Full (strict) it asks as the
 * visitor did, so that those who come by `http://` reach the origin in the clear, unless the edge leads them to HTTPS before.
 * Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/full and full-strict, ssl/edge-certificates/additional-options/always-use-https.
 * @param model - The paths of hostnames.
 * @param machine - What stands there; undefined where the plan does not say, which may be for every hostname.
 */
export function clearVisitors(
  model: TrafficModel,
  machine: ModelResource | undefined,
): ClearVisitors {
  const leads = OriginPaths.of(model).leads.to(machine);
  const led = leads.filter(({ port }) => port === 0).map(({ hostname }) => hostname);
  const all = machine === undefined ? model.hostnames.map(({ hostname }) => hostname) : led;
  const asked = [...new Set(all)].sort().map((hostname) => {
    return { hostname, inTheClear: isAskedInTheClear(model, hostname) };
  });
  const found = asked.filter(({ inTheClear }) => inTheClear !== "no");
  return {
    hostnames: found.map(({ hostname }) => hostname),
    isSure: found.every(({ inTheClear }) => inTheClear === "yes") ? "yes" : "unknown",
  };
}

/**
 * Whether Cloudflare asks an origin at port 80 for every visitor, or a monitor does: the encryption mode or a pool has it so.
 * @param model - The paths of hostnames.
 * @param machine - What stands there; undefined where the plan does not say, which may be for every hostname.
 */
export function isWhollyClear(model: TrafficModel, machine: ModelResource | undefined): boolean {
  const paths = OriginPaths.of(model);
  const leads = paths.leads.to(machine);
  const asked = machine === undefined ? model.hostnames : leads;
  return (
    leads.some(({ port }) => port === defaultHttpPort) ||
    asked.some(({ hostname }) => clearModes.includes(String(encryptionModeOf(model, hostname)))) ||
    (machine !== undefined && probesOf(paths, machine).some(({ port }) => port === defaultHttpPort))
  );
}

function isAskedInTheClear(model: TrafficModel, hostname: string): Certainty {
  const path = model.pathOf(hostname);
  const zone = zoneOfPath(path);
  const own = model.tls.find((each) => each.zone === zone);
  const isNever =
    path.proxied === "no" ||
    zone === undefined ||
    own?.alwaysHttps === "yes" ||
    encryptionModeOf(model, hostname) === SslMode.StrictOriginPull ||
    isLedAway(model, zone, hostname);
  if (isNever) {
    return "no";
  }
  // A setting that no resource says is off.
  const isSaid = own !== undefined && settingOf(own, alwaysUseHttps.id) !== undefined;
  const isUnread = isSaid && own.alwaysHttps === "unknown";
  return own === undefined || isUnread || path.proxied === "unknown" ? "unknown" : "yes";
}

const byTitle = new WeakMap<readonly AskedHostname[], ReadonlyMap<string, AskedHostname>>();

/** Whether rules of the edge answer who asks for the home page by `http://`, or may. */
function isLedAway(model: TrafficModel, zone: string, hostname: string): boolean {
  const zones = EdgeZones.of(model);
  const all = zones.hostnamesOf(zone);
  const titled = getOrCreate(byTitle, all, () => new Map(all.map((each) => [each.title, each])));
  const asked = titled.get(hostname);
  const [home] = asked === undefined ? [] : zones.answersFor(zone, asked);
  if (home === undefined) {
    return false;
  }
  const { sample } = home;
  const forms = sample.forms.map((form) => ({ ...form, scheme: schemes.clear }));
  return answerOf(zones.metIn(zone), { ...sample, forms }).outcome !== "passes";
}
