import { unknownValue } from "../../core/known";
import { isObject, readTexts } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** Sites whose pages an API no longer lets read its answers. */
export interface RefusedSites {
  /** The hostnames of the sites, sorted. */
  readonly sites: readonly string[];
  /** Whether the API says nothing of origins any more, and leaves it to what it asks. */
  readonly isUnset: boolean;
}

/**
 * Lists the sites whose pages an HTTP API let read its answers, and no longer does.
 * Source: Amazon API Gateway developer guide, http-api-cors (allowOrigins; `*`, `https://*` and `http://*`).
 * @param old - The API before.
 * @param now - The API after.
 * @returns The sites; none where the origins of either side are not known, or all are allowed on one of them.
 */
export function refusedSites(old: ModelResource, now: ModelResource): RefusedSites {
  const [had, has] = [old, now].map(originsOf);
  const isVague = had === undefined || has === undefined || has.includes(everyOrigin);
  const lost = isVague
    ? []
    : had.filter((origin) => {
        const scheme = origin.slice(0, origin.indexOf("//") + 2);
        return !has.includes(origin) && !has.includes(`${scheme}${everyOrigin}`);
      });
  return {
    sites: [...new Set(lost.flatMap((origin) => siteOf(origin)))].sort(),
    isUnset: now.properties.corsConfiguration === undefined,
  };
}

const everyOrigin = "*";

/** The origins that an API allows; undefined where the plan does not say. */
function originsOf({
  properties: { corsConfiguration: own },
}: ModelResource): readonly string[] | undefined {
  const listed =
    own === undefined ? [] : isObject(own) ? readTexts(own.allowOrigins) : unknownValue;
  const texts = listed === unknownValue ? [] : listed.filter((each) => typeof each === "string");
  return listed === unknownValue || texts.length < listed.length
    ? undefined
    : texts.map((each) => each.toLowerCase());
}

function siteOf(origin: string): string[] {
  return URL.canParse(origin) ? [new URL(origin).hostname] : [];
}
