import { defineRule } from "../rule";

/** Zones whose proxy is off. */
export const zonePaused = defineRule({
  id: "zone-paused",
  severity: "high",
  sentence: "No zone is paused.",
  reason:
    "In a paused zone Cloudflare only answers DNS: visitors go straight to the origins, whose addresses are public then. An origin " +
    "that lets in Cloudflare alone answers nobody, and one with a certificate of the Origin CA is not trusted by browsers.",
  source: "Cloudflare API reference, zones (`paused`: only using Cloudflare DNS services)",
  hint: "Take paused out of the zone, or set it to false",
  evaluate: ({ after: { traffic, whole } }) =>
    traffic.inventory
      .ofType("zone")
      .map((zone) => ({ zone, edge: traffic.edgeTls.zone(zone.key) }))
      .filter(({ edge }) => edge.paused === "yes")
      .filter(({ zone }) => !whole || traffic.edgeTls.proxies(zone, traffic.hostnames) !== "no")
      .map(({ zone, edge }) => ({
        subject: zone.key,
        title: edge.title,
        property: "paused",
        must: "be false, so that Cloudflare stands before the origins",
        actual: "true",
      })),
});
