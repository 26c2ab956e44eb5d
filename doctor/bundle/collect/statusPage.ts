import { get } from "node:http";
import { doctorUserAgent } from "../../../facts/userAgents";

/** How long a status page is waited for, in milliseconds, and how much of it is read, in bytes. */
const patience = 2000;
const longestPage = 64 * 1024;

/** Where a server on this host tells how busy it is. */
export interface StatusPage {
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
}

/**
 * Asks for a status page once.
 * @param page - Where it is.
 * @param signal - The deadline.
 * @returns What is answered, whatever its status; undefined where nothing is.
 */
export function askStatusPage(page: StatusPage, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = { "User-Agent": doctorUserAgent };
    const request = get({ ...page, timeout: patience, headers, signal }, (response) => {
      let text = "";
      response
        .setEncoding("latin1")
        .on("data", (part: string) => {
          text = (text + part).slice(0, longestPage);
        })
        .on("end", () => resolve(text))
        .on("error", () => resolve(undefined));
    });
    request.on("timeout", () => request.destroy()).on("error", () => resolve(undefined));
  });
}
