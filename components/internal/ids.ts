import { cloudflareIdPattern } from "../../facts/cloudflare/ids";
import { describeValue, type Problem } from "../../facts/problem";

/**
 * Checks the id of a Cloudflare account, zone or other object. An id that cannot be, such as an unset variable
 * or a zone's name, would otherwise plan the replacement of everything in the zone, or fail late with code 7003.
 * @param path - Where the id stands.
 * @param id - The id.
 * @returns The problem, or undefined.
 */
export function cloudflareIdProblem(path: string, id: unknown): Problem | undefined {
  if (typeof id === "string" && cloudflareIdPattern.test(id)) {
    return undefined;
  }
  return {
    path,
    rule: "be an id of 32 lower-case hexadecimal characters",
    got: describeValue(id),
    wayOut: "Cloudflare's dashboard shows it on the overview page of the zone, under API",
  };
}
