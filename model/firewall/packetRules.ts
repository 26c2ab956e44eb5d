import { suricataProtocols } from "../../facts/aws/networkFirewall";
import { allOf, anyOf, type Certainty } from "../../core/certainty";
import { readRange, type AddressRange } from "../../core/cidrs";
import { cloudflareByFamily } from "./admittedRanges";
import { areNamed } from "./namedRanges";

/** A connection of Cloudflare's to an origin, as a firewall on the way sees it come in. */
export interface InboundPacket {
  /** The TCP port. */
  readonly port: number;
  /** The addresses of the subnet in which the origin stands. */
  readonly to: AddressRange;
  /** Names of sets of addresses and ports, without `$`, and what they hold. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

/** What decides over a packet. */
export interface PacketRule {
  /** `pass`, `drop`, `reject` or `alert`, in small letters. */
  readonly action: string;
  /** Whether it is for the packet. */
  readonly matches: Certainty;
}

/** A rule of Suricata before its options. */
export interface SuricataHeader {
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: string;
  /** Whether it is for the answers too. */
  readonly isBothWays: boolean;
  readonly destination: string;
  readonly destinationPort: string;
}

/**
 * Whether a rule of Suricata is for a packet of Cloudflare's.
 * Source: AWS Network Firewall developer guide, suricata-how-to-provide-rules; Suricata user guide, rules/intro.
 * @param packet - The packet.
 * @param header - The rule's header.
 * @param options - Its options, each written like `keyword` or `keyword:value`.
 * @returns `unknown` where what its options ask cannot be told from an address and a port.
 */
export function matchesHeader(
  packet: InboundPacket,
  header: SuricataHeader,
  options: readonly string[],
): Certainty {
  const ahead = [
    isFrom(packet, header.source),
    isTo(packet, header.destination),
    isAtPort(packet, header.destinationPort),
    isAnyPort(header.sourcePort),
  ];
  const back = header.isBothWays
    ? [
        ...[isFrom(packet, header.destination), isTo(packet, header.source)],
        ...[isAtPort(packet, header.sourcePort), isAnyPort(header.destinationPort)],
      ]
    : (["no"] as const);
  return allOf([
    ofProtocol(header.protocol),
    anyOf([allOf(ahead), allOf(back)]),
    ofOptions(options),
  ]);
}

function ofProtocol(protocol: string): Certainty {
  const name = protocol.toLowerCase();
  return suricataProtocols.every.includes(name)
    ? "yes"
    : suricataProtocols.some.includes(name)
      ? "unknown"
      : "no";
}

/** Options that say nothing of the packet. */
const plainOptions = /^(?:sid|rev|msg|priority|classtype|metadata|reference|gid|noalert)(?::|$)/;

function ofOptions(options: readonly string[]): Certainty {
  return allOf(
    options
      .filter((option) => !plainOptions.test(option))
      .map((option) => (/^flow:\s*to_server\s*$/.test(option) ? "yes" : "unknown")),
  );
}

function isFrom({ variables }: InboundPacket, text: string): Certainty {
  return isAmong(cloudflareByFamily.ipv4, addressesAt(variables, text, "EXTERNAL_NET"));
}

function isTo({ to, variables }: InboundPacket, text: string): Certainty {
  return isAmong([to], addressesAt(variables, text, "HOME_NET"));
}

function isAmong(
  asked: readonly AddressRange[],
  { any, ranges, isVague }: NamedAddresses,
): Certainty {
  return any ? "yes" : areNamed(asked, ranges, isVague);
}

/** The addresses that a side of a rule names. */
interface NamedAddresses {
  /** Whether it is all of them, or all that this side can be. */
  readonly any: boolean;
  readonly ranges: readonly AddressRange[];
  /** Whether there are others that are not known. */
  readonly isVague: boolean;
}

function addressesAt(
  variables: InboundPacket["variables"],
  text: string,
  own: "EXTERNAL_NET" | "HOME_NET",
): NamedAddresses {
  const held = heldBy(variables, text);
  if (held.some(isNegated)) {
    return { any: false, ranges: [], isVague: true };
  }
  const any = held.some((item) => /^any$/i.test(item) || item === `$${own}`);
  // Each of the two is what the other one is not, unless the policy says otherwise.
  const others = held.filter((item) => item !== "$HOME_NET" && item !== "$EXTERNAL_NET");
  const ranges = others.map(readRange).filter((range) => range !== undefined);
  return { any, ranges, isVague: ranges.length < others.length };
}

function isAtPort({ port, variables }: InboundPacket, text: string): Certainty {
  const items = heldBy(variables, text);
  if (items.some(isNegated)) {
    return "unknown";
  }
  return anyOf(
    items.map((item): Certainty => {
      const [, from, colon, to] = /^(\d*)(:?)(\d*)$/.exec(item) ?? [];
      if (/^any$/i.test(item)) {
        return "yes";
      }
      if (from === undefined || item === "") {
        return "unknown";
      }
      const last = colon === "" ? Number(from) : to === "" ? Infinity : Number(to);
      return Number(from) <= port && port <= last ? "yes" : "no";
    }),
  );
}

/** Cloudflare connects from ports that it chooses. */
function isAnyPort(text: string): Certainty {
  return /^any$/i.test(text.trim()) ? "yes" : "unknown";
}

/** What a side of a rule names, with what its variables hold. */
function heldBy(variables: InboundPacket["variables"], text: string): string[] {
  return text
    .trim()
    .replace(/^\[|\]$/g, "")
    .split(",")
    .map((item) => item.trim())
    .flatMap((item) => (item.startsWith("$") ? (variables.get(item.slice(1)) ?? [item]) : [item]));
}

/** Source: Suricata user guide, rules/intro (`!` takes what follows out). What is left then is not computed. */
function isNegated(item: string): boolean {
  return item.includes("!");
}

const written =
  /^(pass|drop|reject|rejectsrc|rejectdst|rejectboth|alert)\s+(\S+)\s+(\[[^\]]*\]|\S+)\s+(\[[^\]]*\]|\S+)\s+(->|<>)\s+(\[[^\]]*\]|\S+)\s+(\[[^\]]*\]|\S+)\s*\((.*)\)\s*$/;

/**
 * Reads rules that are written as Suricata has them, one a line.
 * @param packet - The packet that they are asked about.
 * @param text - The rules.
 * @returns The rules in their order; one that cannot be read may be for the packet, with the action that its first word says.
 */
export function suricataRules(packet: InboundPacket, text: string): PacketRule[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line): PacketRule => {
      const [, action, protocol, source, sourcePort, arrow, destination, destinationPort, options] =
        written.exec(line) ?? [];
      if (action === undefined || protocol === undefined) {
        return { action: actionOf(line.split(/\s/, 1)[0] ?? ""), matches: "unknown" };
      }
      const header = {
        ...{ protocol, source: source ?? "", sourcePort: sourcePort ?? "" },
        ...{ destination: destination ?? "", destinationPort: destinationPort ?? "" },
        isBothWays: arrow === "<>",
      };
      const asked = (options ?? "")
        .split(";")
        .map((option) => option.trim())
        .filter(Boolean);
      return { action: actionOf(action), matches: matchesHeader(packet, header, asked) };
    });
}

/** A rule rejects to whichever side it answers. Source: Suricata user guide, rules/intro (Action). */
function actionOf(word: string): string {
  return word.replace(/^reject(?:src|dst|both)$/, "reject");
}
