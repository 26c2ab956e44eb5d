import { shownCertificate } from "../../model/origin/clientCertificates";
import { pullingHostnames, shownCertificates } from "../../model/tls/originPulls";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds hostnames for which Cloudflare ceases to show a client certificate. Where a listener demands one, another risk tells more. */
export function hostnamePullsRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const changes = changesOf(context, "hostnamePulls", ["update", "replace", "delete"]);
  const own = changes.length === 0 ? [] : [...pullingHostnames(before.inventory)];
  const met = own.filter(
    (name) =>
      after.pathOf(name).answeredAt !== undefined && shownCertificate(after, name).shown === "no",
  );
  // Of what a trust store of the plan trusts, another risk tells.
  const isTold = changes.length === 0 || after.inventory.has("trustStore");
  const others = isTold ? [] : otherCertificateRisk(context, changes);
  return met.length === 0
    ? others
    : [
        ...others,
        {
          ...{ id: "origin-pulls-off", severity: "medium", subject: met[0] ?? "" },
          ...{ title: titleOf(met), about: met, cause: changes.map((change) => causeOf(change)) },
          consequence: say`Cloudflare no longer shows the origins of ${names(met)} a client certificate from this change on: an origin that demands it refuses every request, with Error 520 or 525, or 400 of a web server.`,
          hint: say`Let the origins stop demanding the certificate first.`,
        },
      ];
}

/** Hostnames for which Cloudflare comes to show another certificate, which the plan holds. */
function otherCertificateRisk(context: RiskContext, changes: readonly PlanChange[]): Risk[] {
  const { before, after, plan } = context;
  const [was, is] = [before, after].map(({ inventory }) => shownCertificates(inventory)) as [
    ReadonlyMap<string, string>,
    ReadonlyMap<string, string>,
  ];
  const held = new Set(plan.after.flatMap(({ key, id }) => (id === undefined ? [key] : [key, id])));
  const met = [...is].flatMap(([name, certificate]) => {
    const old = was.get(name) ?? "";
    const isOther = old !== "" && certificate !== old && held.has(certificate);
    return isOther && after.pathOf(name).answeredAt !== undefined ? [name] : [];
  });
  return met.length === 0
    ? []
    : [
        {
          ...{ id: "client-certificate-untrusted", severity: "medium", subject: met[0] ?? "" },
          ...{ title: titleOf(met), about: met, cause: changes.map((change) => causeOf(change)) },
          consequence: say`From this change on Cloudflare shows the origins of ${names(met)} another client certificate: an origin that demands one and trusts only who issued the old one refuses every request, with Error 520 or 525, or 400 of a web server.`,
          hint: say`Let the origins trust who issued the new one beside the old one first.`,
        },
      ];
}
