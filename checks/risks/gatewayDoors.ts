import {
  doorsAt,
  doorTypes,
  hostnamesAtPart,
  routesBeside,
  type AskedDoor,
  type GatewayDoor,
} from "../../model/origin/gatewayDoors";
import { frontBucketOf } from "../../model/origin/frontBuckets";
import { isProgramsHostname } from "../../model/traffic/hostnameLabels";
import type { TrafficModel } from "../../model/traffic/path";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { shownCertificate } from "../../model/origin/clientCertificates";
import { modelType } from "../../model/graph/resourceTypes";
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
      const certain = { ...asked, ...certaintyOf(context.after, asked, hostnames) };
      return hostnames.length === 0
        ? []
        : [{ ...doorRisk(certain, hostnames), cause: [causeOf(change)] }];
    });
  });
}

/** The client certificate of Cloudflare, where it shows one; whether it is one that is trusted there no plan says. */
function isShown({ after }: RiskContext, hostname: string, { door }: AskedDoor): boolean {
  return door === "client certificate" && shownCertificate(after, hostname).shown === "yes";
}

/** What makes it certain beside what it asks: who asks there, what else of the API asks the same, and what the bucket behind it lets. */
function certaintyOf(
  model: TrafficModel,
  { door, resource, isOfAll, isSure = false }: AskedDoor,
  hostnames: readonly string[],
): Required<Pick<AskedDoor, "isOfAll" | "isSure">> {
  const { inventory } = model;
  if (door === "reading alone") {
    return { isOfAll, isSure: hostnames.every(isProgramsHostname) };
  }
  if (door === "bare bucket") {
    return { isOfAll: true, isSure: frontBucketOf(inventory, resource)?.mayRead === "no" };
  }
  const isWhole = door === "signature" && isOfAllRoutes(inventory, resource, door);
  return { isOfAll: isOfAll || isWhole, isSure };
}

/** Whether every route of an HTTP API asks the same. */
function isOfAllRoutes(inventory: Inventory, route: ModelResource, door: GatewayDoor): boolean {
  const routes = routesBeside(inventory, route);
  return (
    routes.length > 0 && routes.every((each) => doorsAt(each).some((asked) => asked.door === door))
  );
}

function doorRisk(
  { door, resource, isOfAll, isSure: isCertain }: Required<AskedDoor>,
  hostnames: readonly string[],
): Omit<Risk, "cause"> {
  // The name of a stage is mostly that of the default.
  const own = modelType(resource.type) === "apiStage" ? resource.name : title(resource);
  const { what, error, hint, unless = unequipped, until = asksNoMore } = told[door];
  const isSure = isCertain || told[door].isSure;
  return {
    ...{ id: "origin-shut", severity: isSure && isOfAll ? "high" : "medium" },
    ...{ subject: resource.key, title: own, about: hostnames },
    consequence: say`From this change on ${own} ${what}: visitors of ${names(hostnames)}${isOfAll || until !== asksNoMore ? [] : [", as far as it takes their requests,"]} get ${error}${isSure ? (surely[door] ?? []) : unless}, until ${until}.`,
    hint,
  };
}

interface Told {
  /** What it asks, after its name. */
  readonly what: Phrase;
  readonly error: Phrase;
  /** Whether visitors who came through meet it for certain. */
  readonly isSure: boolean;
  /** Who meets it where that is not certain. Defaults to those who do not have what is asked. */
  readonly unless?: Phrase;
  /** Until when. Defaults to when it is asked no more. */
  readonly until?: Phrase;
  readonly hint: Phrase;
}

/** Who meets it where it is certain, and not everybody does. */
const surely: Partial<Record<GatewayDoor, Phrase>> = {
  "first page missing": say` there, where no function names one`,
  "reading alone": say` for all that they send`,
};

const unequipped = say` where they do not have it already`;
const asksNoMore = say`it asks for it no more`;

const sendFirst = say`Let those who ask send it in an update before this one; the pages of a site that everybody may read have to do without.`;

/**
 * Source: Amazon API Gateway developer guide, http-api-access-control-iam, http-api-jwt-authorizer, api-gateway-api-usage-plans (a REST API has
 * to be deployed anew), apigateway-private-apis and http-api-mutual-tls; Amazon CloudFront developer guide, private-content-overview.
 */
const told: Readonly<Record<GatewayDoor, Told>> = {
  "bare bucket": {
    what: say`asks its bucket of S3 without a signature`,
    ...{ error: say`Error 403`, isSure: false },
    unless: say` where the bucket does not let everybody read`,
    until: say`it signs again`,
    hint: say`Keep the origin access control as long as the bucket's policy lets the distribution alone read.`,
  },
  countries: {
    what: say`answers by the country of the address that asks it, which is one of Cloudflare's and not the visitor's`,
    ...{ error: say`Error 403 from CloudFront`, isSure: false },
    unless: say` where Cloudflare asks from a country that is shut out`,
    until: say`it leaves countries alone again`,
    hint: say`Leave geoRestriction at none, and let a rule of Cloudflare decide by the country of the visitor.`,
  },
  "reading alone": {
    what: say`takes requests alone that read`,
    ...{ error: say`Error 403 from CloudFront`, isSure: false },
    unless: say` where they send a form or call what the site's programs do`,
    until: say`it takes POST again`,
    hint: say`Keep POST and the others in allowedMethods as long as anything behind the hostname takes what is sent.`,
  },
  "errors bare": {
    what: say`shows no page of its own where the bucket has no object of that name`,
    ...{ error: say`Error 403 or 404`, isSure: false },
    unless: say` at addresses that the application in the browser makes`,
    until: say`it does again`,
    hint: say`Keep the responses to the errors 403 and 404, or a function that leads such addresses to the first page.`,
  },
  "first page missing": {
    what: say`has no object that stands for its first page`,
    ...{ error: say`Error 403`, isSure: false },
    unless: say` there, unless a function names one`,
    until: say`it has one again`,
    hint: say`Keep defaultRootObject.`,
  },
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
  "limit of none": {
    what: say`lets no request through: a limit of its routes is 0, also where it is only not given beside another setting`,
    ...{ error: say`Error 429`, isSure: true },
    until: say`it has limits again, which do not come back by taking the settings out`,
    hint: say`Give throttlingRateLimit and throttlingBurstLimit beside the other settings of the routes.`,
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
