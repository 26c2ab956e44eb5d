import { title } from "../../model/graph/title";
import { tunnelsOf } from "../../model/traffic/tunnels";
import { names, say } from "../words/words";
import { causeOf, isMade, type Risk, type RiskContext } from "./risk";

/**
 * Finds hostnames that come to lead to a tunnel which the same update makes: no cloudflared runs with its token.
 * Source: Cloudflare docs, cloudflare-1xxx-errors, error-1033.
 */
export function newTunnelRisks(context: RiskContext): Risk[] {
  const { before, after, changes } = context;
  if (!after.inventory.has("tunnel")) {
    return [];
  }
  return after.hostnames.flatMap((path): Risk[] => {
    const made = tunnelsOf(after.inventory, path)
      .flatMap((key) => changes.get(key) ?? [])
      .filter(isMade);
    const moved = path.records.flatMap(({ resource }) => changes.get(resource.key) ?? []);
    const tunnels = names(made.flatMap((change) => (change.after ? [title(change.after)] : [])));
    return made.length === 0 || !before.pathOf(path.hostname).answeredAt
      ? []
      : [
          {
            ...{ id: "tunnel-unconnected", severity: "high" },
            ...{ subject: path.hostname, title: path.hostname },
            consequence: say`From this change on ${path.hostname} leads to ${tunnels}, which the same update makes: no cloudflared has its token yet, and visitors get Error 530 with code 1033 until one runs with it.`,
            cause: [...made, ...moved].map((change) => causeOf(change)),
            hint: say`Make the new tunnel beside the old one, run cloudflared with its token, and lead ${path.hostname} there in a later update.`,
          },
        ];
  });
}
