import { askedForCertificates } from "../../model/rules/clientCertificateHosts";
import { EdgeZones } from "../../model/rules/edgeZones";
import { say } from "../words/words";
import { ruleName } from "./edgeMeetings";
import { causeOf, type Risk, type RiskContext } from "./risk";

/** Finds hostnames at which the edge no longer asks for a client certificate, while a rule still blocks who shows none. */
export function clientCertificateHostRisks(context: RiskContext): Risk[] {
  if (!context.changesOfType.has("clientCertificateHosts")) {
    return [];
  }
  const { before, after, changes } = context;
  const [old, now] = [before, after].map(({ inventory }) => askedForCertificates(inventory));
  const zones = EdgeZones.of(after);
  const lost = (old ?? []).filter(
    ({ hostname, resource }) =>
      changes.get(resource.key)?.operation !== "delete" &&
      now?.some((each) => each.hostname === hostname) === false,
  );
  return lost.flatMap(({ hostname, zone, resource }): Risk[] => {
    const answers = zones.answersFor(zone, { title: hostname, host: hostname, monitored: "/" });
    const rule = answers.find(
      ({ outcome, by }) => outcome === "blocked" && by !== undefined && asksForCertificate(by),
    )?.by;
    const change = changes.get(resource.key);
    return rule === undefined || change === undefined
      ? []
      : [
          {
            ...{ id: "mtls-unasked", severity: "high" },
            ...{ subject: hostname, title: hostname },
            consequence: say`From this change on nobody is asked for a client certificate at ${hostname}, and ${ruleName(rule)} still blocks who shows none: every client gets Error 403, also those that have a certificate, until one of both is taken back.`,
            cause: [causeOf(change)],
            hint: say`Take ${hostname} out of the rule first, or in the same change.`,
          },
        ];
  });
}

function asksForCertificate({ fields }: { readonly fields: ReadonlySet<string> }): boolean {
  return [...fields].some((name) => name.startsWith("cf.tls_client_auth."));
}
