import { strictModes } from "../../facts/cloudflare/zoneSettings";
import { certain, type Certainty } from "../../core/certainty";
import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { OriginPaths } from "../../model/origin/originPaths";
import { servedCertificates } from "../../model/origin/servedCertificates";
import { encryptionModeOf } from "../../model/traffic/encryptionModes";
import type { TrafficModel } from "../../model/traffic/path";
import { say } from "../words/words";
import { hostsOf, meetingRisk, ruleName } from "./edgeMeetings";
import type { Sending } from "./sending";
import type { Risk } from "./risk";

/**
 * Finds origin rules that come to ask load balancers of AWS for a name, in the handshake, that none of their certificates has.
 *
 * Source: Cloudflare docs, rules/origin-rules/features (the SNI of a rule takes the place of the hostname); Elastic Load Balancing user
 * guide, https-listener-certificates (where no certificate has the name, the default one is shown).
 * @param sendings - The rules that set another name, with the hostnames that they come to set it for.
 */
export function serverNameRisks(sendings: readonly Sending[]): Risk[] {
  return sendings.flatMap((sending) => {
    const { after } = sending.context;
    const asked = String(sending.value).toLowerCase();
    const origins = OriginPaths.of(after);
    return after.inventory.ofType("awsLoadBalancer").flatMap((machine) => {
      const led = [...sending.hostnames].filter(
        ([name]) => origins.hostnames(machine).includes(name) && strictnessOf(after, name) !== "no",
      );
      return led.length === 0 || !isUncovered(origins, machine, asked)
        ? []
        : [serverNameRisk({ ...sending, hostnames: new Map(led) }, machine, asked)];
    });
  });
}

/**
 * Whether Cloudflare demands that an origin's certificate has the name which it asks for.
 * @param hostname - The hostname that visitors ask for.
 */
export function strictnessOf(model: TrafficModel, hostname: string): Certainty {
  const mode = encryptionModeOf(model, hostname);
  return typeof mode === "string" ? certain(strictModes.includes(mode)) : "unknown";
}

/**
 * Whether no certificate of a load balancer has a name, as far as the plan shows all of them.
 * @param origins - What stands behind hostnames.
 * @param machine - The load balancer.
 * @param name - The name, in lower case.
 */
export function isUncovered(origins: OriginPaths, machine: ModelResource, name: string): boolean {
  const listeners = origins.asked(machine);
  return (
    listeners.length > 0 &&
    listeners.every((listener) => {
      const { names } = servedCertificates(origins.model, listener);
      return names !== unknownValue && names.size > 0 && !certificateCovers(names, name);
    })
  );
}

function serverNameRisk(sending: Sending, machine: ModelResource, name: string): Risk {
  const { after } = sending.context;
  const isStrict = [...sending.hostnames.keys()].every(
    (hostname) => strictnessOf(after, hostname) === "yes",
  );
  return meetingRisk(sending, "origin-rule-host", sending.stood && isStrict ? "high" : "medium", {
    consequence: say`From this change on the edge asks ${title(machine)} for ${name} in the TLS handshake of requests for ${hostsOf(sending)}, by ${ruleName(sending.rule)}, and none of its certificates has that name: in Full (strict) visitors get Error 526.`,
    hint: say`Give the listener a certificate with ${name} first, or leave sni out of the rule.`,
  });
}
