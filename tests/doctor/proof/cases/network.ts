import { addresses } from "../lab/networks";
import { atAddresses, proofCase, type ProofCase } from "../proofCase";

const large = (place: string): string =>
  `head -c 300000 /dev/urandom | base64 >${place}/index.html`;

export const networkCases: readonly ProofCase[] = [
  proofCase("packets are lost before the origin", "network-loss", async (lab) => {
    await lab.nginx();
    lab.in("r2", "iptables -A FORWARD -m statistic --mode random --probability 0.3 -j DROP");
  }),
  proofCase("packets are lost in the middle of the way", "network-loss", async (lab) => {
    await lab.nginx();
    lab.in("r1", "iptables -A FORWARD -m statistic --mode random --probability 0.3 -j DROP");
  }),
  proofCase("a way that takes two seconds", "network-latency", async (lab) => {
    await lab.delay(1000);
    await lab.nginx();
  }),
  proofCase("large packets are lost without a word", "network-mtu", async (lab) => {
    await lab.nginx();
    lab.origin.run(large("/var/www/site"));
    lab.in(
      "r2",
      "ip link set vr2origin mtu 1300; iptables -A OUTPUT -p icmp --icmp-type fragmentation-needed -j DROP",
    );
    lab.in("origin", "sysctl -qw net.ipv4.tcp_mtu_probing=0");
    lab.in("r2", "iptables -A FORWARD -m length --length 1301: -j DROP");
  }),
  proofCase("an origin that nobody reaches", "origin-unreachable", (lab) => {
    lab.in("r2", "ip route del 203.0.113.0/24 || true; ip route add unreachable 203.0.113.10/32");
  }),
  // From outside it looks as one whose firewall drops all: undecided is what can be said.
  proofCase("an origin whose machine is off", "origin-unreachable", (lab) => {
    lab.in("r2", "iptables -A FORWARD -d 203.0.113.0/24 -j DROP");
    return { hasNoBundle: true };
  }),
  proofCase("one of two addresses goes unanswered", "origin-unreachable", async (lab) => {
    await lab.nginx();
    lab.in("origin", `iptables -A INPUT -d ${addresses.second} -j DROP`);
    return {
      ...atAddresses(addresses.origin, addresses.second),
      visits: 6,
    };
  }),
];
