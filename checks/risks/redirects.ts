import { redirectRound, type RedirectRound } from "../../model/rules/redirects";
import type { SampleRequest } from "../../model/rules/sampleRequests";
import { EdgeZones } from "../../model/rules/edgeZones";
import { ofThisChange } from "../findings/finding";
import { listed, say } from "../words/words";
import type { Passage } from "./edgeMeetings";
import { causeOf, type Risk, type RiskContext } from "./risk";

/** Finds redirects that come to meet each other, or themselves. */
export function redirectRisks(passages: readonly Passage[]): Risk[] {
  const found = new Map<string, Risk>();
  for (const { context, zones, hostname, is } of passages) {
    for (const { sample, outcome } of is) {
      const own = outcome === "redirected" ? ofHost(sample, hostname.host) : undefined;
      const round = own && redirectRound(zones, own);
      if (own !== undefined && round !== undefined) {
        const key = round.rules
          .map(({ resource, place }) => `${resource.key} ${place}`)
          .sort()
          .join("\n");
        if (!found.has(key) && redirectRound(EdgeZones.of(context.before), own) === undefined) {
          found.set(key, roundRisk(context, round, hostname.title));
        }
      }
    }
  }
  return [...found.values()];
}

/** The same request to another hostname, of those that share answers. */
function ofHost(sample: SampleRequest, host: string): SampleRequest {
  return { ...sample, forms: sample.forms.map((form) => ({ ...form, host })) };
}

function roundRisk({ changes }: RiskContext, round: RedirectRound, title: string): Risk {
  const { urls, rules } = round;
  const steps = listed([...urls, urls[0] ?? ""].map((url) => say`${url}`));
  const causes = rules.flatMap(({ resource }) => changes.get(resource.key) ?? []);
  return {
    id: "redirect-loop",
    severity: "high",
    ...{ subject: title, title },
    consequence: say`From this change on redirects lead visitors round, by way of ${steps}: browsers give up with ERR_TOO_MANY_REDIRECTS, and no origin is asked.`,
    cause: [...new Set(causes)].map((change) => causeOf(change, ["rules"])),
    hint: say`Let each rule leave out the hostname or the path that it leads to, and keep one of those that meet.`,
    ...ofThisChange,
  };
}
