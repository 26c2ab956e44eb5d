import { directiveText, named } from "../configuration/directive";
import { inForce, levelsOf, type Levels, type NginxServer } from "../configuration/nginxServers";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { nginxRealAddress } from "./nginxAccess";
import { namedRanges } from "./realAddress";

/** Variables that are the address that nginx takes for the visitor's. */
const byAddress = /^\$(?:binary_)?remote_addr$/;

/** Variables that tell visitors apart, wherever a request comes from, or that count the site as a whole, as is meant then. */
const byOther =
  /^\$(?:http_cf_connecting_ip|http_x_forwarded_for|http_true_client_ip|server_name|host|request_uri|uri)$/;

const kinds = [
  { use: "limit_req", zone: "limit_req_zone", dry: "limit_req_dry_run" },
  { use: "limit_conn", zone: "limit_conn_zone", dry: "limit_conn_dry_run" },
] as const;

/**
 * Says which limits of nginx count Cloudflare as one visitor.
 * @param servers - The servers that answer.
 * @param at - How the host is named in what is said of it.
 * @returns A failure for each limit by an address that is Cloudflare's; unknown for one by what is not followed. Nothing without limits.
 */
export function nginxLimitsEvidence(servers: readonly NginxServer[], at: string): Evidence[] {
  const all = servers.flatMap((server) =>
    levelsOf(server).flatMap((levels) => kinds.flatMap((kind) => ofKind(kind, levels, at))),
  );
  return all.filter((one, index) => all.findIndex((other) => other.at === one.at) === index);
}

function ofKind(
  { use, zone, dry }: (typeof kinds)[number],
  levels: Levels,
  host: string,
): Evidence[] {
  const isDry = inForce(levels, dry)[0]?.args[0] === "on";
  return inForce(levels, use).map((limit) => {
    const told = witness("access", use.replace("_", "-"), `${host}: ${limit.at}`, "setting");
    const name = limit.args.map((arg) => arg.replace(/^zone=/, ""))[0] ?? "";
    const declared = levels
      .flatMap((level) => named(level, zone))
      .find(({ args }) =>
        args.some((arg) => arg.startsWith(`zone=${name}:`) || arg === `zone=${name}`),
      );
    const [key = ""] = declared?.args ?? [];
    if (isDry) {
      return told.pass(`${directiveText(limit)} refuses nobody: ${dry} is on`);
    }
    const { unknown: blind } = nginxRealAddress(levels);
    if (!byAddress.test(key)) {
      return byOther.test(key)
        ? told.pass(`${directiveText(limit)} counts by ${key}`)
        : told.unknown(
            `what ${directiveText(limit)} counts by is not followed: ${key || "no zone of its name"}`,
          );
    }
    return blind.length === 0
      ? told.pass(`${directiveText(limit)} counts visitors: nginx knows their addresses`)
      : told.fail(
          `${directiveText(limit)} counts by ${key}: each address in ${namedRanges(blind)} is one visitor`,
          ["cloudflare-rate-limited"],
        );
  });
}
