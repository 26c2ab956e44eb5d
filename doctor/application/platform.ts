import type { HttpAnswer } from "../httpAnswer";

/** The index of WordPress's REST API, which is no report of health: that it is there shows WordPress at work with its database. */
export const restIndex = "/wp-json/";

/** What an application is made with, as far as its answers say. */
export type Platform = "WordPress" | "Laravel" | "PHP" | "Node";

/**
 * Tells what an application is made with. Sources: WordPress, rest_output_link_header and the folders of its files; Laravel,
 * config/session.php and VerifyCsrfToken (cookies); PHP, expose_php and session.name; Express and Next.js (X-Powered-By).
 * @param answer - One of its answers.
 * @returns The platform; undefined where nothing says it.
 */
export function platformOf({ headers, body }: HttpAnswer): Platform | undefined {
  const cookies = (headers["set-cookie"] ?? []).join("\n");
  const by = String(headers["x-powered-by"] ?? "");
  if (/api\.w\.org/.test(String(headers.link ?? "")) || /\/wp-(?:content|includes)\//.test(body)) {
    return "WordPress";
  }
  if (/^(?:laravel_session|XSRF-TOKEN)=/m.test(cookies)) {
    return "Laravel";
  }
  if (/^PHP/i.test(by) || /^PHPSESSID=/m.test(cookies)) {
    return "PHP";
  }
  return /^(?:Express|Next\.js)/i.test(by) ? "Node" : undefined;
}

/**
 * The paths at which an application says how it is: the usual ones, and its platform's own. Sources: this project's server
 * configuration (`/healthz`); Laravel, health route (`/up`); WordPress, REST API index, which needs the database.
 * @param platform - The platform; undefined where it is not known.
 */
export function healthPaths(platform: Platform | undefined): readonly string[] {
  const own = { WordPress: [restIndex], Laravel: ["/up"], PHP: [], Node: [] };
  return ["/healthz", "/health", ...(platform === undefined ? [] : own[platform])];
}
