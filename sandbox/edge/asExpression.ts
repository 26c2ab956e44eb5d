import type { ExpressionRequest } from "../../core/expressions/requests";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { Exchange } from "./exchange";

/**
 * A visitor's request as rules are asked about it.
 * @param exchange - The request.
 */
export function asExpression(exchange: Exchange): ExpressionRequest {
  const { site, visitor, method, url } = exchange;
  const [path = "/", query = ""] = url.split("?", 2);
  return {
    ...{ scheme: schemes.encrypted, host: site.hostname, path, query, method },
    ...{ clientAddress: visitor.address, country: visitor.country },
    headers: exchange.headers,
    hasNoOtherHeaders: true,
    fields: { "http.cookie": exchange.header("cookie") ?? "", "cf.client.bot": false },
  };
}
