import {
  doorsAt,
  doorTypes,
  hostnamesAtPart,
  type AskedDoor,
  type GatewayDoor,
} from "../../model/origin/gatewayDoors";
import { shownCertificate } from "../../model/origin/clientCertificates";
import { title } from "../../model/graph/title";
import { names, say, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds what AWS runs at a hostname of its own, and that comes to ask something of whoever comes which he did not need before. */
export function gatewayDoorRisks(context: RiskContext): Risk[] {
  return changesOf(context, doorTypes, ["update", "replace"]).flatMap((change): Risk[] => {
    const [old, now] = [context.before, context.after].map(({ inventory }, index) =>
      inventory.byKey((index === 0 ? change.before : change.after)?.key ?? ""),
    );
    const known = (old === undefined ? [] : doorsAt(old)).map(({ door }) => door);
    const coming =
      now === undefined ? [] : doorsAt(now).filter(({ door }) => !known.includes(door));
    return coming.flatMap((asked) => {
      const hostnames = hostnamesAtPart(context.after, asked.resource).filter(
        (hostname) => !isShown(context, hostname, asked),
      );
      return hostnames.length === 0
        ? []
        : [{ ...doorRisk(asked, hostnames), cause: [causeOf(change)] }];
    });
  });
}

/** The client certificate of Cloudflare, where it shows one; whether it is one that is trusted there no plan says. */
function isShown({ after }: RiskContext, hostname: string, { door }: AskedDoor): boolean {
  return door === "client certificate" && shownCertificate(after, hostname).shown === "yes";
}

function doorRisk(
  { door, resource, isOfAll }: AskedDoor,
  hostnames: readonly string[],
): Omit<Risk, "cause"> {
  const { what, error, hint, isSure } = told[door];
  return {
    ...{ id: "origin-shut", severity: isSure && isOfAll ? "high" : "medium" },
    ...{ subject: resource.key, title: title(resource), about: hostnames },
    consequence: say`From this change on ${title(resource)} ${what}: visitors of ${names(hostnames)}${[isOfAll ? "" : ", as far as it takes their requests,"]} get ${error}${isSure ? [] : " where they do not have it already"}, until it asks for it no more.`,
    hint,
  };
}

interface Told {
  /** What it asks, after its name. */
  readonly what: Phrase;
  readonly error: Phrase;
  /** Whether visitors who came through have nothing of the kind, for certain. */
  readonly isSure: boolean;
  readonly hint: Phrase;
}

const sendFirst = say`Let those who ask send it in an update before this one; the pages of a site that everybody may read have to do without.`;

/**
 * Source: Amazon API Gateway developer guide, http-api-access-control-iam, http-api-jwt-authorizer, api-gateway-api-usage-plans (a REST API has
 * to be deployed anew), apigateway-private-apis and http-api-mutual-tls; Amazon CloudFront developer guide, private-content-overview.
 */
const told: Readonly<Record<GatewayDoor, Told>> = {
  "client certificate": {
    ...{
      what: say`demands a client certificate, which Cloudflare does not show as far as this plan says`,
    },
    ...{ error: say`an error`, isSure: true },
    hint: say`Switch authenticated origin pulls on, with a certificate that the trust store of the domain knows, in an update before this one.`,
  },
  key: {
    what: say`answers only those who send a key of the API, once it is deployed anew`,
    ...{ error: say`Error 403`, isSure: false, hint: sendFirst },
  },
  "own network": {
    what: say`answers only those who come by an endpoint of a network of AWS, which Cloudflare does not`,
    ...{ error: say`an error`, isSure: true },
    hint: say`Lead the hostname elsewhere in an update before this one, or keep the API regional.`,
  },
  signature: {
    what: say`answers only those whose requests are signed with a key of AWS`,
    ...{ error: say`Error 403`, isSure: true, hint: sendFirst },
  },
  "signed address": {
    what: say`answers only those whose addresses or cookies are signed`,
    ...{ error: say`Error 403 from CloudFront`, isSure: true, hint: sendFirst },
  },
  token: {
    what: say`answers only those who send a token that its authorizer takes`,
    ...{ error: say`Error 401 or 403`, isSure: false, hint: sendFirst },
  },
};
