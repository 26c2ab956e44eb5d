import { tlsSettings } from "../../../facts/cloudflare/zoneSettings";
import { strengthOf } from "../../../model/tls/tlsModes";
import { defineRule } from "../rule";
import { shown } from "../subjects";

/** Zones, and rules for some of their requests, in which an origin need not show a valid certificate. */
export const tlsNotStrict = defineRule({
  id: "tls-not-strict",
  severity: "high",
  sentence: "The encryption mode of every zone, and of every rule that sets one, is Full (strict).",
  reason:
    "In the modes Off and Flexible Cloudflare speaks to the origin in clear, and an origin that redirects to HTTPS answers in a " +
    "circle. In Full anybody in between can pass for the origin, for no certificate is checked.",
  source: "Cloudflare docs, ssl/origin-configuration/ssl-modes",
  hint: "Give the origin a certificate of Cloudflare's Origin CA or of a public one, then set ssl to strict",
  evaluate: ({ after }) =>
    after.traffic.tlsModes
      .filter(({ isWeak }) => isWeak === "yes")
      .map(({ resource, title, place, mode }) => ({
        subject: resource.key,
        title,
        property: tlsSettings.sslMode.id,
        excess: -strengthOf(mode),
        must: "be strict, so that only an origin with a valid certificate is believed",
        actual:
          place === undefined ? shown(mode) : `${shown(mode)}, set by ${place} of ${resource.name}`,
      })),
});
