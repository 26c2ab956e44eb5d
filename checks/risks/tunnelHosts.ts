import { unknownValue } from "../../core/known";
import { askedName } from "../../model/graph/hostnames";
import { title } from "../../model/graph/title";
import type { Taker } from "../../model/origin/listenerRules";
import { certifiesAtService, takerAtService } from "../../model/origin/tunnelServices";
import type { Ingress, TunnelConfig } from "../../model/traffic/tunnelConfigs";
import { names, say, type Phrase } from "../words/words";
import type { Risk, RiskContext } from "./risk";
import { knownIngress, tunnelRisk } from "./tunnelRequests";

/** What a tunnel asks for a hostname, before and after. */
interface Pair {
  readonly context: RiskContext;
  readonly config: TunnelConfig;
  readonly hostname: string;
  readonly was: Ingress;
  readonly is: Ingress;
}

/**
 * Finds services that stay where they are, and come to be asked for another host, or compared with another name.
 * @param old - The configuration before.
 */
export function askedOtherwise(
  context: RiskContext,
  config: TunnelConfig,
  old: TunnelConfig | undefined,
  hostname: string,
): Risk[] {
  const [is, was] = [config, old].map((each) => each && knownIngress(each, hostname));
  const pair = is && was && { context, config, hostname, was, is };
  return pair === undefined ? [] : [...hostRisks(pair), ...comparisonRisks(pair)];
}

function hostRisks(pair: Pair): Risk[] {
  const { context, config, hostname, was, is } = pair;
  const asked = askedName(hostname);
  const [old, now] = [was.hostHeader, is.hostHeader].map((host) =>
    typeof host === "string" ? (host || asked).toLowerCase() : host,
  );
  if (typeof old !== "string" || typeof now !== "string" || old === now) {
    return [];
  }
  const service = String(is.service);
  const elsewhere = otherTaker(pair, service, [old, now]);
  const rest =
    elsewhere === undefined
      ? say`: where it does not serve that name, visitors get its Error 404 or the page of another site`
      : say`, which ${elsewhere}`;
  return [
    tunnelRisk(context, config, {
      ...{ id: "host-header-changed", title: hostname },
      severity: elsewhere === undefined ? "medium" : "high",
      consequence: say`From this change on cloudflared asks ${service}, to which the tunnel leads ${hostname}, for the host ${now} and no longer for ${old}${rest}.`,
      hint:
        elsewhere === undefined
          ? say`See first that the service serves the new name.`
          : say`Say httpHostHeader in originRequest of the rule alone that needs it.`,
    }),
  ];
}

/** What the load balancer of AWS that is the service does with another host than it did with the one of before; undefined where the plan does not say. */
function otherTaker(
  { context: { before, after } }: Pair,
  service: string,
  [old, now]: readonly [string, string],
): Phrase | undefined {
  const was = takerAtService(before.inventory, service, old);
  const is = takerAtService(after.inventory, service, now);
  const same = takerAtService(after.inventory, service, old);
  return was === undefined || is === undefined || same?.resource === is.resource
    ? undefined
    : wordsOf(is);
}

function wordsOf({ action }: Taker): Phrase | undefined {
  switch (action.kind) {
    case "forward": {
      const groups = action.groups.flatMap(({ resources }) => resources);
      return groups.length === 0
        ? undefined
        : say`its load balancer gives to ${names(groups.map(title))}: visitors get the page of another site, or its Error 404`;
    }
    case "answer":
      return action.code === unknownValue
        ? undefined
        : say`its load balancer answers with ${action.code}`;
    case "redirect":
      return say`its load balancer redirects`;
    case "unknown":
      return undefined;
  }
}

/** A certificate that comes to be compared with another name, or of which the authority is believed no more. */
function comparisonRisks({ context, config, hostname, was, is }: Pair): Risk[] {
  const asked = askedName(hostname);
  const [old, now] = [was, is].map(({ certificateName, hostHeader }) =>
    certificateName === "" ? (hostHeader === "" ? asked : hostHeader) : certificateName,
  );
  if (typeof now !== "string" || old === unknownValue || was.isCertified === "no") {
    return [];
  }
  const service = String(is.service);
  const believed = was.authorities;
  const isLeft = old !== undefined && typeof believed === "string" && believed !== "";
  const isOther = isLeft && is.authorities !== unknownValue && is.authorities !== believed;
  // Whoever comes to bring authorities of one's own has a certificate of them.
  const isBrought = believed === "" && is.authorities !== "";
  const fits = certifiesAtService(context.after, service, now);
  if (old === now ? !isOther : isBrought || fits === "yes") {
    return [];
  }
  const isRefused = old !== now && fits === "no";
  const how =
    old === now
      ? say`no longer believes the authorities in ${String(believed)} for the certificate of ${service}`
      : old === undefined
        ? say`checks the certificate of ${service}, and whether it has the name ${now}, and until now took any`
        : say`compares the certificate of ${service} with the name ${now} and no longer with ${old}`;
  return [
    tunnelRisk(context, config, {
      ...{ id: "tunnel-certificate-refused", severity: isRefused ? "high" : "medium" },
      title: hostname,
      consequence: say`From this change on cloudflared ${how}, to which the tunnel leads ${hostname}: ${isRefused ? say`no certificate of its load balancer has it, and visitors get Error 502 within seconds, until one does` : say`where it does not fit, visitors get Error 502 within seconds`}.`,
      hint: say`See first that the service shows a certificate with the name, of an authority that cloudflared believes.`,
    }),
  ];
}

/** A service of which the certificate comes to be compared with an address that none names. */
export function uncertified(
  context: RiskContext,
  config: TunnelConfig,
  old: TunnelConfig | undefined,
  hostname: string,
): Risk[] {
  const [is, was] = [config, old].map((each) => each && knownIngress(each, hostname));
  return was !== undefined && was.isCertified !== "no" && is?.isCertified === "no"
    ? [
        tunnelRisk(context, config, {
          ...{ id: "tunnel-certificate-refused", severity: "high", title: hostname },
          consequence: say`From this change on cloudflared compares the certificate of ${String(is.service)}, to which the tunnel leads ${hostname}, with that name, which no public certificate has: visitors get Error 502 within seconds, until the configuration says again which name the certificate has.`,
          hint: say`Keep originServerName in originRequest, or matchSnItoHost, or name the service by a hostname that its certificate has.`,
        }),
      ]
    : [];
}
