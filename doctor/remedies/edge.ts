import { remedy } from "./remedy";

/** Cloudflare's own side, and the way to the origin. */
export const edgeRemedies = {
  "edge-rule-answers": remedy(
    "Find the rule by the ray's id, and except the requests that are right",
    {
      commands: ["curl -sSI URL"],
      settings: ["Cloudflare, Security, Events: filter by Ray ID; the event names the rule"],
      by: [
        "EdgeRules",
        "rules stand in the program, and the review says which of them refuse visitors",
      ],
    },
  ),
  "edge-load-balancer-down": remedy(
    "Bring an origin back that the monitors call healthy, and enable the fallback pool",
    {
      commands: ["curl -sSI --resolve NAME:HTTPS_PORT:ADDRESS URL"],
      settings: [
        "Cloudflare, Load Balancing, Monitors: path, expected codes and host header are what the origin answers to",
        "Cloudflare, Load Balancing: the fallback pool is enabled",
      ],
      by: [
        "FailoverLoadBalancer",
        "a backup pool takes over, and a fallback pool that is disabled is refused",
      ],
    },
  ),
  "edge-tunnel-down": remedy("Start cloudflared, and lead it to a service that answers", {
    commands: [
      "systemctl status cloudflared",
      "cloudflared tunnel info TUNNEL",
      "journalctl -u cloudflared -n 50 --no-pager",
      "curl -sSI http://127.0.0.1:PORT/",
    ],
    settings: ["cloudflared: the service of the ingress rule; more than one connector"],
    by: [
      "FailoverLoadBalancer",
      "an origin that answers no more is taken out, be it behind a tunnel or not",
    ],
  }),
  "edge-worker-error": remedy("Read the Worker's exception, and take back its last version", {
    commands: ["npx wrangler tail", "npx wrangler rollback"],
    settings: [
      "Cloudflare, Workers Routes: Fail open, so that the origin is asked where the Worker fails",
    ],
  }),
  "edge-own-error": remedy("See Cloudflare's status page, and open a case with the ray's id", {
    commands: ["curl -sS SITE/cdn-cgi/trace", "curl -sSI URL"],
    settings: [
      "where it stays: compression at the origin off, to see whether its answers are to blame",
    ],
  }),
  "network-loss": remedy("Give the network's operator what mtr shows from both sides", {
    commands: ["mtr -n -T -P HTTPS_PORT -c 100 ADDRESS", "ip -s link", "ethtool -S INTERFACE"],
    by: [
      "FailoverLoadBalancer",
      "a pool in another region takes over where the way to the first is lost",
    ],
  }),
  "network-latency": remedy(
    "Find the hop at which the time is spent, and move the origin or the way",
    {
      commands: ["mtr -n -T -P HTTPS_PORT -c 50 ADDRESS", "traceroute -n ADDRESS"],
      settings: ["Cloudflare, Traffic, Argo Smart Routing"],
      by: ["ArgoAndTieredCache", "it takes quicker ways, and asks the origin less often"],
    },
  ),
  "network-mtu": remedy("Let ICMP's packet-too-big through, or make segments smaller", {
    commands: [
      "ping -M do -s 1472 ADDRESS",
      "tracepath -n ADDRESS",
      "sudo iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu",
    ],
    settings: [
      "firewalls: ICMP type 3 code 4 and ICMPv6 type 2 let through",
      "sysctl: net.ipv4.tcp_mtu_probing = 1",
    ],
  }),
} as const;
