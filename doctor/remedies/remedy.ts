import type { DiagnosedRemedy } from "../../model/diagnosis/diagnosis";

/** What a row of the table may have beside its sentence. */
interface More {
  /** Commands, as a shell reads them. URL, SITE, NAME, HTTPS_PORT and ADDRESS are filled in (`filledIn`); other words in capitals are the reader's to fill in. Defaults to none. */
  readonly commands?: readonly string[];
  /** Where a setting stands, and its value. Defaults to none. */
  readonly settings?: readonly string[];
  /** What of this library would have prevented it, and how. Defaults to nothing. */
  readonly by?: readonly [component: string, how: string];
}

/**
 * Makes a row of the table of remedies.
 * @param wayOut - What to do, as a sentence without a full stop.
 * @param more - Commands, settings, and what would have prevented it.
 */
export function remedy(
  wayOut: string,
  { commands = [], settings = [], by }: More,
): DiagnosedRemedy {
  const prevention = by === undefined ? null : { component: by[0], how: by[1] };
  return { wayOut, commands, settings, prevention };
}

/** A backup does not prevent what fails on one origin; visitors do not see it for long. */
export const failsOver = [
  "FailoverLoadBalancer",
  "its monitors take an origin out that fails, and visitors are led to the next pool",
] as const;

/** What stands in the log of the web server, whichever it is. */
export const webServerLogs =
  "tail -n 50 /var/log/nginx/error.log /var/log/apache2/error.log /var/log/httpd/error_log";
