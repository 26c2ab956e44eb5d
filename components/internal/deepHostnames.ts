import { universalSslLabels } from "../../facts/cloudflare/universalSsl";
import { describeValue, type Problem } from "../../core/problem";

/**
 * Checks that visitors of a hostname that Cloudflare answers for are shown a certificate that covers it.
 * @param path - Where the hostname stands.
 * @param zone - The zone's canonical name.
 * @param name - The canonical hostname, in that zone.
 * @param accepted - Whether the user says that there is another certificate.
 * @returns The problem, or undefined.
 */
export function deepHostnameProblem(
  path: string,
  zone: string,
  name: string,
  accepted: boolean | undefined,
): Problem | undefined {
  const labels = name === zone ? 0 : name.slice(0, -zone.length - 1).split(".").length;
  return accepted === true || labels <= universalSslLabels
    ? undefined
    : {
        path,
        rule: `be at most ${universalSslLabels} label below ${zone}, which is as far as Universal SSL goes`,
        actual: describeValue(name),
        hint: "Choose a name with a hyphen in place of the dot, or say acceptDeepHostname: true where another certificate covers it",
      };
}
