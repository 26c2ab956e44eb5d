import type { PlanChange } from "../../model/plan/plan";
import { title } from "../../model/graph/title";
import { isPaused, leavesFullSetup } from "../../model/tls/zoneTls";
import { names, say } from "../words/words";
import { enteredPhrase } from "./destinations";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds zones whose proxy is switched off or on, or for which other name servers come to answer. */
export function pausedZoneRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "zone", ["update", "replace"]).flatMap((change): Risk[] => {
    const [was, is] = [isPaused(change.before), isPaused(change.after)];
    const zone = change.after && after.inventory.byKey(change.after.key);
    if (zone !== undefined && leavesFullSetup(change.before, change.after)) {
      return [setupRisk(context, change)];
    }
    if (zone === undefined || was === is) {
      return [];
    }
    const served = after.hostnames
      .filter((path) => after.edgeTls.coverage(path)?.zone.resource === zone)
      .map(({ hostname }) => hostname)
      .filter((hostname) => before.pathOf(hostname).proxied === "yes");
    if (is === "yes") {
      const isHarmless =
        context.plan.whole && after.edgeTls.proxies(zone, after.hostnames) === "no";
      return isHarmless ? [] : [pausedRisk(change, served)];
    }
    return was === "yes" && is === "no" && served.length > 0 ? [unpausedRisk(change, served)] : [];
  });
}

/** Source: Cloudflare docs, dns/zone-setups (in a partial or secondary set-up other name servers answer for the zone). */
function setupRisk({ before }: RiskContext, change: PlanChange): Risk {
  const name = title(change.after);
  const zone = change.before && before.inventory.byKey(change.before.key);
  const served = before.hostnames
    .filter((path) => before.edgeTls.coverage(path)?.zone.resource === zone)
    .map(({ hostname }) => hostname);
  return {
    ...{ id: "zone-paused", severity: "high", subject: change.key, title: name, about: served },
    consequence: say`From this change on other name servers answer for ${served.length === 0 ? say`every hostname of ${name}` : names(served)}: what is not set up there has no address, or leads past Cloudflare, Universal SSL covers no name by itself, and whoever still asks Cloudflare's name servers gets no answer.`,
    cause: [causeOf(change, ["type"])],
    hint: say`Set up every name at the other DNS, with its CNAME to Cloudflare, and move the name servers first.`,
  };
}

function pausedRisk(change: PlanChange, served: readonly string[]): Risk {
  const name = title(change.after);
  const who = served.length === 0 ? say`Every hostname of ${name}` : names(served);
  return {
    id: "zone-paused",
    severity: "high",
    subject: change.key,
    title: name,
    consequence: say`${who}: from this change on Cloudflare only answers DNS for ${name}, and visitors go straight to the origins, whose addresses are public then. An origin that lets in Cloudflare alone answers nobody, and one with a certificate of the Origin CA is trusted by no browser.`,
    cause: [causeOf(change, ["paused"])],
    hint: say`Leave the zone on, and set proxied to false on the records that are to be reached without Cloudflare.`,
  };
}

/** The same happens to a single record that is proxied from now on. */
function unpausedRisk(change: PlanChange, served: readonly string[]): Risk {
  return {
    id: "zone-unpaused",
    severity: "medium",
    subject: change.key,
    title: title(change.after),
    consequence: enteredPhrase(served),
    cause: [causeOf(change, ["paused"])],
    hint: say`Check the origins' firewalls and certificates first, then take paused out.`,
  };
}
