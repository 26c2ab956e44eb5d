import { answeringWorker } from "../../core/answeringWorker";
import { htmlText } from "../../core/htmlText";
import type { ResolvedMaintenanceContent } from "./resolve";

/**
 * The Worker that answers every request with the page: 503, which tells crawlers to keep what they know, and when to come back.
 *
 * Source: RFC 9110, 10.2.3 (`Retry-After` takes a date) and 15.6.4.
 * @param content - What visitors are told.
 * @returns The text of an ES module.
 */
export function maintenanceWorker({ until, title, message }: ResolvedMaintenanceContent): string {
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Retry-After": until.toUTCString(),
  };
  return answeringWorker({ status: 503, headers, page: pageOf(title, message) });
}

function pageOf(title: string, message: string): string {
  const [heading, text] = [title, message].map(htmlText);
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${heading}</title>`,
    "<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:20vh auto;padding:0 1rem}</style>",
    `</head><body><h1>${heading}</h1><p>${text}</p></body></html>`,
    "",
  ].join("\n");
}
