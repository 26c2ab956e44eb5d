import { withoutSecrets } from "../../../core/secrets";
import { longestText, type Bundle } from "../format";
import { output, type Gathering } from "./gathering";
import { fitText, withoutVisitorsOfNft } from "./redaction";

type Text = Bundle["texts"][number];

/** The programs that say who is let in, and how packets go; each only shows. */
const programs: readonly (readonly [Text["from"], string, ...string[]])[] = [
  ["iptables-save", "iptables-save"],
  ["ip6tables-save", "ip6tables-save"],
  ["nft", "nft", "-j", "list", "ruleset"],
  ["ufw", "ufw", "status", "verbose"],
  ["firewalld", "firewall-cmd", "--list-all-zones"],
  ["ip route", "ip", "route", "show"],
  ["ip -6 route", "ip", "-6", "route", "show"],
];

/** What firewalld and fail2ban say where they do not run, and then filter nothing. Source: firewalld 1.3 and fail2ban 1.0. */
const idle = /FirewallD is not running|Is fail2ban running\?/;

/**
 * Reads firewall rules, bans and routes.
 * @param gathering - Told what could not be read.
 * @returns What the programs wrote that are installed.
 */
export async function readFirewalls(gathering: Gathering): Promise<Text[]> {
  const told = await Promise.all(
    programs.map(async ([from, program, ...args]) => ({
      from,
      text: await output(gathering, program, args, idle),
    })),
  );
  const bans = await readBans(gathering);
  const texts = [
    ...told,
    ...(bans === undefined ? [] : [{ from: "fail2ban" as const, text: bans }]),
  ];
  return texts.flatMap(({ from, text }) =>
    text === undefined || text.trim() === "" ? [] : [{ from, ...fitted(from, text) }],
  );
}

function fitted(from: Text["from"], text: string): Omit<Text, "from"> {
  if (from !== "nft") {
    return fitText(text);
  }
  // JSON that is cut cannot be read: better none of it.
  const whole = withoutSecrets(withoutVisitorsOfNft(text));
  const isCut = whole.length > longestText;
  return { text: isCut ? "" : whole, isCut };
}

/** What fail2ban says of each of its jails. */
async function readBans(gathering: Gathering): Promise<string | undefined> {
  const status = await output(gathering, "fail2ban-client", ["status"], idle);
  const [, list = ""] = /Jail list:\s*(.*)$/m.exec(status ?? "") ?? [];
  const jails = list.split(/[,\s]+/).filter((name) => /^[\w.-]{1,64}$/.test(name));
  const told = await Promise.all(
    jails.map((jail) => output(gathering, "fail2ban-client", ["status", jail])),
  );
  return status === undefined ? undefined : [status, ...told].join("\n");
}
