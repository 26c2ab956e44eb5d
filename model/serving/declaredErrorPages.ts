import type { ExpressionRequest } from "../../core/expressions/requests";
import { htmlText } from "../../core/htmlText";
import { unknownValue } from "../../core/known";
import {
  errorPageKind,
  ErrorPageKind,
  headerForErrorPages,
} from "../../facts/cloudflare/errorPages";
import { replacedErrorCodes } from "../../facts/cloudflare/originAnswers";
import type { Inventory } from "../graph/inventory";
import { fetchedPage } from "../rules/errorPages";
import { hasErrorPagesOfAccount, hasFetchedErrorPages } from "../rules/responseRules";
import type { TrafficModel } from "../traffic/path";
import type { Assumed } from "./assumed";
import type { RuledPage, ShownError } from "./ruled";

/** The pages that a zone has in place of Cloudflare's, without those of its rules. */
export interface DeclaredErrorPages {
  /**
   * Finds the page for a refusal.
   * @param request - The request.
   * @param kind - The kind of the refusal.
   * @returns Undefined where Cloudflare's own is shown.
   */
  readonly forRefusal: (request: ExpressionRequest, kind: ErrorPageKind) => RuledPage | undefined;
  /**
   * Finds the page for an error.
   * @param request - The request.
   * @param error - The error.
   * @returns Undefined where Cloudflare's own is shown, or that of the origin.
   */
  readonly forError: (request: ExpressionRequest, error: ShownError) => RuledPage | undefined;
}

/**
 * Reads the pages that a zone or its account has in place of Cloudflare's own. Nobody fetches them: a page that names one stands for it.
 * @param model - The paths of hostnames.
 * @param zone - The zone as `zoneOf` calls it.
 * @param hostname - The hostname whose visitors see them.
 * @param assumed - Takes what is assumed.
 * @returns The pages; undefined where there are none.
 */
export function declaredErrorPages(
  { inventory }: TrafficModel,
  zone: string,
  hostname: string,
  assumed: Assumed,
): DeclaredErrorPages | undefined {
  const pages = new Map<ErrorPageKind, RuledPage>();
  for (const kind of Object.values(ErrorPageKind)) {
    const { shown = "no", url = unknownValue } = fetchedPage(inventory, zone, kind) ?? {};
    const whether = `whether visitors of ${hostname} see a page of the zone's own for ${kind}`;
    if (assumed.flag(shown, false, whether)) {
      const from = url === unknownValue ? "a URL that is not known yet" : url;
      assumed.note(
        `visitors of ${hostname} see the page from ${from} for ${kind}: it was not fetched, and a page that names it stands for it`,
      );
      pages.set(kind, standIn(kind, from));
    }
  }
  noteUnseen(inventory, zone, hostname, assumed);
  const forRefusal: DeclaredErrorPages["forRefusal"] = ({ headers = {} }, kind) =>
    Object.hasOwn(headers, headerForErrorPages) ? pages.get(kind) : undefined;
  return pages.size === 0
    ? undefined
    : {
        forRefusal,
        forError: (request, error) => {
          const kind = kindOf(error);
          return kind && forRefusal(request, kind);
        },
      };
}

/** What an origin answers keeps its page, unless Cloudflare shows one for it anyway. */
function kindOf({ code, detailCode, isOfEdge }: ShownError): ErrorPageKind | undefined {
  return isOfEdge || replacedErrorCodes.includes(code)
    ? errorPageKind(code, detailCode)
    : undefined;
}

/** Pages of rules that a rehearsal does not show. No count changes with them. */
function noteUnseen(inventory: Inventory, zone: string, hostname: string, assumed: Assumed): void {
  if (hasFetchedErrorPages(inventory, zone)) {
    assumed.note(
      `rules for errors show visitors of ${hostname} pages that Cloudflare fetched: empty ones stand for them`,
    );
  }
  if (hasErrorPagesOfAccount(inventory)) {
    assumed.note(
      `rules of the account for errors are not read: they may show visitors of ${hostname} other pages`,
    );
  }
}

function standIn(kind: ErrorPageKind, from: string): RuledPage {
  return {
    content: `<!DOCTYPE html><html lang="en"><head><title>${kind}</title></head><body><p>Here visitors see the page for ${kind} from ${htmlText(from)}.</p></body></html>`,
    contentType: undefined,
  };
}
