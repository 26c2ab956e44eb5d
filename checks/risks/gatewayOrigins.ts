import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import {
  answersAtGateway,
  gateways,
  gatewayTypes,
  hostnamesAtGateway,
} from "../../model/origin/gatewayOrigins";
import { title } from "../../model/graph/title";
import { ofThisChange } from "../findings/finding";
import { names, say } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set(gatewayTypes);

/** The errors of what no longer answers, by what it is. Source: that of `answersAtGateway`; AWS re:Post on the default endpoint (404 and 403). */
const codes = { httpApi: 404, restApi: 403, functionUrl: 403 } as const;

/** Finds APIs and functions that no longer answer at the hostname which AWS made for them, while hostnames lead there. */
export function gatewayOriginRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  return !changesAnyOf(context, parts)
    ? []
    : gateways(before.inventory).flatMap((old): Risk[] => {
        const now = after.inventory.byKey(renamed.get(old.key) ?? old.key);
        const isShut =
          now !== undefined && answersAtGateway(old) !== "no" && answersAtGateway(now) === "no";
        const hostnames = isShut ? hostnamesAtGateway(after, now) : [];
        const cause = now === undefined ? [] : causesAmong(context, [now]);
        const kind = modelType(old.type) as (typeof gatewayTypes)[number];
        return now === undefined || hostnames.length === 0 || cause.length === 0
          ? []
          : [
              {
                ...{ id: "origin-shut", severity: "high", subject: now.key, cause },
                ...{ title: title(now), about: hostnames },
                consequence: say`From this change on ${title(now)} answers nobody at the hostname that AWS made for it, where ${names(hostnames)} ${[hostnames.length === 1 ? "leads" : "lead"]}: visitors of ${names(hostnames)} get Error ${codes[kind]} until it does again.`,
                hint:
                  kind === "functionUrl"
                    ? say`Leave the URL open to everybody as long as Cloudflare asks it, which signs nothing.`
                    : say`Give the API a domain name of its own with a certificate and a mapping, and lead the hostname there, in an update before this one.`,
                ...ofThisChange,
              },
            ];
      });
}
