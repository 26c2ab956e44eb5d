import { unknownValue } from "../../core/known";
import { readFlag, readList, readObject, readTexts } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

/** The lists of an application's CORS headers, each with the property that stands for all. */
const corsLists = [
  ["allowedOrigins", "allowAllOrigins"],
  ["allowedMethods", "allowAllMethods"],
  ["allowedHeaders", "allowAllHeaders"],
] as const;

/**
 * Whether an application of Access refuses preflights that it answered or let pass before.
 *
 * Source: Cloudflare docs, cloudflare-one/identity/authorization-cookie/cors (a preflight has no cookie, so that Access refuses it unless
 * it answers it itself or lets it pass).
 * @param was - The application before.
 * @param is - The application now.
 * @returns False where the plan does not say what it answers.
 */
export function refusesMorePreflights(was: ModelResource, is: ModelResource): boolean {
  const [old, now] = [was, is].map(({ properties }) => readObject(properties.corsHeaders));
  return (
    !letsPass(is) &&
    (letsPass(was) || (typeof old === "object" && typeof now === "object" && narrows(old, now)))
  );
}

function letsPass({ properties }: ModelResource): boolean {
  return readFlag(properties.optionsPreflightBypass, "no") !== "no";
}

/** Whether some of what was let in by name, or all of it, no longer is. */
function narrows(was: ModelObject, is: ModelObject): boolean {
  return corsLists.some(([list, all]) => {
    const [old, now] = [readList(was[list]), readList(is[list])];
    const isAll = readFlag(is[all], "no") !== "no" || !Array.isArray(now);
    const lost =
      Array.isArray(old) && Array.isArray(now) && old.some((each) => !now.includes(each));
    return !isAll && (lost || readFlag(was[all], "no") === "yes");
  });
}

/**
 * Lists the sites whose pages an application let call it by name, and no longer does.
 * @param was - The application before.
 * @param is - The application now.
 * @returns Hostnames of the origins that its CORS headers no longer allow.
 */
export function sitesRefused(was: ModelResource, is: ModelResource): string[] {
  const [old, now] = [was, is].map(({ properties }) => readObject(properties.corsHeaders));
  if (letsPass(is) || typeof old !== "object" || typeof now !== "object") {
    return [];
  }
  const [had = unknownValue, has = unknownValue] = [old, now].map((headers) =>
    readTexts(headers.allowedOrigins),
  );
  const isAll = readFlag(now.allowAllOrigins, "no") !== "no";
  return isAll || had === unknownValue || has === unknownValue
    ? []
    : had
        .filter((origin) => typeof origin === "string" && !has.includes(origin))
        .map(String)
        .flatMap((origin) => (URL.canParse(origin) ? [new URL(origin).hostname] : []));
}
