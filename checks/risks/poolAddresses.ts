import { unknownValue } from "../../core/known";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { clearModes } from "../../facts/cloudflare/zoneSettings";
import { canonicalHostname } from "../../model/graph/hostnames";
import { linkTokens } from "../../model/graph/links";
import type { ModelValue } from "../../model/graph/resources";
import { readUrn } from "../../model/graph/urns";
import { takingOrigins, type PoolNode } from "../../model/traffic/pools";
import { isMade, type RiskContext } from "./risk";

/**
 * Lists the addresses of a pool that take traffic, with a port where it is not that of HTTPS, which is asked at anyway, and
 * with the virtual network of a private one.
 * @param context - The paths of both sides.
 * @param pool - The pool.
 * @returns Undefined where the plan does not know them, nor that they are new.
 */
export function addressesOf(
  { changes, before }: RiskContext,
  pool: PoolNode,
): string[] | undefined {
  if (pool.origins === unknownValue) {
    return undefined;
  }
  // Without TLS to origins the usual port is another one.
  const isUsual = (port: number): boolean =>
    port === defaultHttpsPort && !before.tls.some(({ mode }) => clearModes.includes(String(mode)));
  const isNew = (key: string): boolean => isMade(changes.get(key));
  const texts = takingOrigins(pool).map(({ address, addressFrom, port, virtualNetwork }) =>
    typeof address === "string" && port !== unknownValue
      ? `${canonicalHostname(address)}${port === 0 || isUsual(port) ? "" : ` port ${port}`}${within(virtualNetwork)}`
      : addressFrom.length > 0 && addressFrom.every(isNew)
        ? `an address of ${addressFrom.map((key) => readUrn(key)?.name ?? key).join(" or ")}, known after apply`
        : undefined,
  );
  return texts.includes(undefined) ? undefined : (texts as string[]);
}

/** Private addresses are told apart by their virtual network. */
function within(virtualNetwork: ModelValue | undefined): string {
  const tokens = linkTokens(virtualNetwork).map((token) => readUrn(token)?.name ?? token);
  return tokens.length === 0 ? "" : ` in the virtual network ${tokens.join(" or ")}`;
}
