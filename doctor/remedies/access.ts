import { remedy } from "./remedy";

const opens = ["OriginFirewall", "it lets in all of Cloudflare's ranges and nobody else"] as const;

/** Who is let in. */
export const accessRemedies = {
  "cloudflare-blocked": remedy("Let all of Cloudflare's ranges in at the origin's port", {
    commands: [
      "steady-edge ranges --format plain",
      "sudo nft list ruleset",
      "sudo iptables-save",
      "sudo ufw status verbose",
    ],
    settings: [
      "security group: ingress at HTTPS_PORT from each of Cloudflare's ranges, IPv4 and IPv6",
    ],
    by: opens,
  }),
  "cloudflare-banned": remedy(
    "Lift the ban, and let the program see visitors in place of Cloudflare",
    {
      commands: [
        "sudo fail2ban-client status",
        "sudo fail2ban-client unban BANNED",
        "steady-edge ranges --format nginx-real-ip",
      ],
      settings: [
        "fail2ban: ignoreip with Cloudflare's ranges",
        "nginx: set_real_ip_from for each range, real_ip_header CF-Connecting-IP",
      ],
      by: ["nginxConfig", "its log has the visitor's own address, so that nobody bans Cloudflare"],
    },
  ),
  "cloudflare-rate-limited": remedy(
    "Count visitors, not Cloudflare: take the address from CF-Connecting-IP",
    {
      commands: [
        "steady-edge ranges --format nginx-real-ip",
        "sudo nginx -T | grep -nE 'limit_req|limit_conn|real_ip'",
      ],
      settings: [
        "nginx: set_real_ip_from for each range, real_ip_header CF-Connecting-IP",
        "Apache: RemoteIPHeader CF-Connecting-IP with RemoteIPTrustedProxy",
        "mod_evasive: DOSWhitelist for each range",
      ],
      by: ["nginxConfig", "it trusts Cloudflare's ranges, and counts visitors"],
    },
  ),
  "cloudflare-denied": remedy("Allow all of Cloudflare's ranges before what denies the rest", {
    commands: [
      "sudo nginx -T | grep -nE 'allow|deny'",
      "grep -rnE 'Require|Deny from' /etc/apache2 --include=*.conf",
      "steady-edge ranges --format nginx",
    ],
    settings: ["nginx: allow for each range, then deny all", "Apache: Require ip for each range"],
    by: ["nginxConfig", "with onlyCloudflare it writes the rules for all of the ranges"],
  }),
  "module-denies": remedy("Find the rule that refuses, and except the requests that are right", {
    commands: [
      "sudo grep -h -A2 '\"id\"\\|\\[id ' /var/log/apache2/modsec_audit.log",
      "sudo tail -n 50 /var/log/modsec_audit.log",
    ],
    settings: [
      "ModSecurity, Coraza: SecRuleRemoveById ID in the site's own host; DetectionOnly to see what is left",
    ],
    by: [
      "EdgeRules",
      "requests are filtered at the edge, where each refusal is an event with its rule",
    ],
  }),
  "route-swallows-cloudflare": remedy("Take the route away that covers Cloudflare's ranges", {
    commands: ["ip route get 172.64.0.1", "ip route show", "aws ec2 describe-route-tables"],
    settings: [
      "VPC, Docker and VPN: no network within 172.64.0.0/13; Docker: default-address-pools",
    ],
    by: ["route-over-cloudflare", "this policy rule tells of such a route before it is made"],
  }),
} as const;
