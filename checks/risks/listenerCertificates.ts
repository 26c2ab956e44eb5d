import { unknownValue } from "../../core/known";
import { certificateCovers } from "../../core/hostnames";
import { zoneOfPath } from "../../model/traffic/answering";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { Lead } from "../../model/origin/leads";
import { readListener } from "../../model/origin/listeners";
import type { OriginPaths } from "../../model/origin/originPaths";
import { servedCertificates } from "../../model/origin/servedCertificates";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { ofThisChange } from "../findings/finding";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { names, say } from "../words/words";

const encrypted: readonly unknown[] = ["HTTPS", "TLS"];

/** Finds listeners none of whose certificates covers a hostname any more that Cloudflare asks them for. */
export function listenerCertificateRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  return inventory.ofType("awsLoadBalancer").flatMap((machine) =>
    sides.after
      .asked(machine)
      .filter((listener) => encrypted.includes(readListener(listener).protocol))
      .flatMap((listener) => listenerRisk(sides, machine, listener)),
  );
}

function listenerRisk(sides: OriginSides, machine: ModelResource, listener: ModelResource): Risk[] {
  const missing = missed(sides.after, machine, listener);
  if (missing.size === 0) {
    return [];
  }
  const [oldMachine, oldListener] = [sides.earlier(machine), sides.earlier(listener)];
  const before = oldMachine && oldListener && missed(sides.before, oldMachine, oldListener);
  const coming = [...missing].filter(
    (hostname) => before?.has(hostname) !== true && sides.wasAnswered(hostname),
  );
  const given = [
    ...partsOf(sides.after, listener),
    ...(oldListener === undefined ? [] : partsOf(sides.before, oldListener)),
  ];
  const leading = sides.after.leads.to(machine).map(({ by }) => by);
  const own = sides.causes(given);
  const cause = own.length > 0 ? own : sides.causes([machine, ...leading]);
  return coming.length === 0 || cause.length === 0
    ? []
    : [
        {
          ...{ id: "listener-certificate-missing", severity: "high", subject: listener.key, cause },
          title: title(machine),
          about: coming,
          consequence: say`No certificate of ${title(machine)} covers ${names(coming)} after this change: in Full (strict) visitors get Error 526, and every monitor that verifies finds it down.`,
          hint: say`Give the listener a certificate with the name in an update before this one, and take the old one away in a later update.`,
          ...ofThisChange,
        },
      ];
}

/** What decides which certificates a listener shows. */
function partsOf({ model }: OriginPaths, listener: ModelResource): ModelResource[] {
  const { givenBy, certificates } = servedCertificates(model, listener);
  return [...givenBy, ...certificates.map(({ resource }) => resource)];
}

/** Hostnames of zones in Full (strict), or of which the mode is not known, that a listener shows no certificate for. */
function missed(
  paths: OriginPaths,
  machine: ModelResource,
  listener: ModelResource,
): ReadonlySet<string> {
  const leads = paths.leads.to(machine);
  const served = leads.length === 0 ? undefined : servedCertificates(paths.model, listener).names;
  const bare =
    served === undefined || served === unknownValue
      ? []
      : leads.filter((lead) => !covers(paths, served, lead));
  return new Set(bare.map(({ hostname }) => hostname));
}

function covers({ model }: OriginPaths, served: ReadonlySet<string>, lead: Lead): boolean {
  const path = model.pathOf(lead.hostname);
  const zoneName = zoneOfPath(path);
  const zone = model.tls.find((each) => each.zone === zoneName);
  if (path.proxied === "no" || zone?.strict === "no" || lead.hosts === unknownValue) {
    return true;
  }
  const asked = lead.hosts.length > 0 ? lead.hosts : [lead.hostname, ...targetsOf(path)];
  return asked.some((name) => certificateCovers(served, name.toLowerCase()));
}

/** Cloudflare takes the requested hostname or the target. Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/full-strict. */
function targetsOf({ records, next }: HostnamePath): string[] {
  const own = records.map(({ content }) => content).filter((each) => typeof each === "string");
  return [...own, ...next.flatMap(targetsOf)];
}
