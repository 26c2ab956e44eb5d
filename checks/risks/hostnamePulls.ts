import { shownCertificate } from "../../model/origin/clientCertificates";
import { pullingHostnames } from "../../model/tls/originPulls";
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
  return met.length === 0
    ? []
    : [
        {
          ...{ id: "origin-pulls-off", severity: "medium", subject: met[0] ?? "" },
          ...{ title: titleOf(met), about: met, cause: changes.map((change) => causeOf(change)) },
          consequence: say`Cloudflare no longer shows the origins of ${names(met)} a client certificate from this change on: an origin that demands it refuses every request, with Error 520 or 525, or 400 of a web server.`,
          hint: say`Let the origins stop demanding the certificate first.`,
        },
      ];
}
