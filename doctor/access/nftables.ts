import { addressFamilies, type AddressRange } from "../../core/cidrs";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { readNftables, type BaseChain, type Nftables } from "./nftablesRules";
import { follow, type Outcome } from "./packetFilter";
import { refusals } from "./refusals";

/**
 * Says which of Cloudflare's addresses the rules of nftables let in, those of firewalld and fail2ban among them.
 * @param text - What `nft -j list ruleset` wrote.
 * @param port - The port that Cloudflare connects to.
 * @param at - How the text is named in what is said of it.
 * @returns A failure for every rule that refuses some; unknown for every one that cannot be followed; a pass where all are let in.
 * Nothing where there is no chain that packets come through.
 */
export function nftablesEvidence(text: string, port: number, at: string): Evidence[] {
  const told = witness("access", "nftables", at, "log");
  const read = readNftables(text, port);
  if (read === undefined) {
    return [told.unknown("the text is not what nft -j writes")];
  }
  const families = addressFamilies.filter((family) =>
    read.bases.some((base) => base.families.includes(family)),
  );
  return families.flatMap((family) =>
    refusals({ families: [family], port }, told, (range) => through(read, range)),
  );
}

/** Each chain that packets come through may drop them; to be let in, they must be so by all. */
function through({ bases, chains }: Nftables, whole: AddressRange): Outcome[] {
  const wanted = bases.filter(({ families }) => families.includes(whole.family));
  return wanted.reduce<Outcome[]>(
    (outcomes, base) =>
      outcomes.flatMap((outcome) =>
        outcome.verdict === "accept"
          ? follow(chains[whole.family], base.name, outcome.range, endOf(base))
          : [outcome],
      ),
    [{ range: whole, verdict: "accept", rule: "" }],
  );
}

function endOf({ name, policy }: BaseChain): Pick<Outcome, "verdict" | "rule"> {
  return { verdict: policy, rule: `policy of ${name}: ${policy}` };
}
