import { addressBits, everywhere } from "../../facts/addresses";
import { contains, overlap, parseCidrs, readRange, type AddressRange } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Evidence } from "../evidence";
import { witness } from "../witness";

/** A route of the kernel's. */
interface Route {
  readonly range: AddressRange;
  /** Where it leads: what follows `via` and `dev`, or that it refuses. */
  readonly way: string;
  readonly text: string;
}

/** Routes that lead nowhere. Source: ip-route(8). */
const nowhere = /^(?:blackhole|unreachable|prohibit|throw) /;

/**
 * Says which routes lead answers to Cloudflare elsewhere than to the Internet: narrower ones than the default route, on another way.
 * @param text - What `ip route show` or `ip -6 route show` wrote.
 * @param at - How the text is named in what is said of it.
 * @returns A failure for each such route; a pass where there is none; unknown where the text has no route.
 */
export function routesEvidence(text: string, at: string): Evidence[] {
  const { pass, fail, unknown } = witness("access", "routes", at, "setting");
  const isIpv6 = text.split("\n").some((line) => /^[\da-f]{0,4}:[\da-f:]*\/\d+ /i.test(line));
  const family = isIpv6 ? "ipv6" : "ipv4";
  const routes = text.split("\n").flatMap((line) => readRoute(line.trim(), family));
  if (routes.length === 0) {
    return [unknown("the text has no route")];
  }
  const defaults = routes.filter(({ range }) => isWhole(range));
  const ways = new Set(defaults.map(({ way }) => way));
  const ranges = parseCidrs(cloudflareRanges[family]);
  const others = routes.filter(({ range, way }) => !isWhole(range) && !ways.has(way));
  const found = others.flatMap((route) => {
    const met = ranges.filter((range) => overlap(range, route.range));
    // A route to one machine of a range, as a tunnel sets it, leads the rest as before, and yet that one elsewhere.
    const whole = met.map((range) =>
      contains(route.range, range) ? range.text : `part of ${range.text}`,
    );
    return met.length === 0
      ? []
      : [
          fail(
            `answers to ${whole.join(", ")} go another way than to the Internet: ${route.text}`,
            ["route-swallows-cloudflare"],
            // A route that leads nowhere does swallow; another way may be a second line.
            { weight: nowhere.test(route.text) ? "log" : "setting" },
          ),
        ];
  });
  return found.length === 0 ? [pass("no route leads answers to Cloudflare elsewhere")] : found;
}

function isWhole({ first, last, family }: AddressRange): boolean {
  return first === 0n && last === 2n ** BigInt(addressBits[family]) - 1n;
}

function readRoute(line: string, family: AddressRange["family"]): Route[] {
  const words = line.replace(nowhere, "").split(/\s+/);
  const [destination = ""] = words;
  const range = readRange(destination === "default" ? everywhere[family] : destination);
  const after = (name: string): string | undefined =>
    words.includes(name) ? words[words.indexOf(name) + 1] : undefined;
  // A route to the default gateway itself goes its way.
  const way = nowhere.test(line) ? "nowhere" : `${after("via") ?? ""} ${after("dev") ?? ""}`;
  return range === undefined || range.family !== family ? [] : [{ range, way, text: line }];
}
