import { cloudflareRanges } from "../../../../facts/cloudflare/ranges";
import { startAccount } from "../lab/account";
import { addresses } from "../lab/networks";
import { origin } from "../../../sandbox/edge/sites";
import { makeOne, root } from "../../certificates";
import { atAddresses, proofCase, type ProofCase } from "../proofCase";

const all = cloudflareRanges.ipv4;
/** A list of years ago, without the two largest ranges. */
const outdated = all.filter((range) => !/^(?:104\.16|172\.64|104\.24)/.test(range));
const allow = (ranges: readonly string[]): string =>
  `${ranges.map((range) => `allow ${range};`).join(" ")} deny all;`;
const files = "root /var/www/site; index index.html;";
const few = { visits: 60 };

export const accessCases: readonly ProofCase[] = [
  proofCase("iptables drops part of Cloudflare's ranges", "cloudflare-blocked", async (lab) => {
    await lab.nginx();
    lab.firewall(outdated, "DROP");
    return few;
  }),
  proofCase("iptables refuses part of Cloudflare's ranges", "cloudflare-blocked", async (lab) => {
    await lab.nginx();
    lab.firewall([...outdated, "81.2.69.0/24"], "REJECT");
    return few;
  }),
  proofCase("iptables drops all of Cloudflare", "cloudflare-blocked", async (lab) => {
    await lab.nginx();
    lab.firewall(["81.2.69.0/24"], "DROP");
  }),
  proofCase("nftables drops part of Cloudflare's ranges", "cloudflare-blocked", async (lab) => {
    await lab.nginx();
    lab.origin.write(
      "/srv/rules.nft",
      `table inet filter {
  set cloudflare {
    type ipv4_addr
    flags interval
    elements = { ${outdated.join(", ")}, 81.2.69.0/24 }
  }
  chain input {
    type filter hook input priority 0; policy accept;
    tcp dport { 80, 443 } ip saddr @cloudflare accept
    tcp dport { 80, 443 } drop
  }
}
`,
    );
    lab.in("origin", "nft -f /srv/rules.nft");
    return few;
  }),
  proofCase("nginx denies part of Cloudflare's ranges", "cloudflare-denied", async (lab) => {
    await lab.nginx({
      listen: "listen 443 ssl;",
      location: `${files} ${allow([...outdated, "81.2.69.0/24"])}`,
    });
    return few;
  }),
  proofCase("Apache denies part of Cloudflare's ranges", "cloudflare-denied", async (lab) => {
    await lab.apache({
      site: `<Location />\nRequire ip ${outdated.join(" ")} 81.2.69.0/24\n</Location>`,
    });
    return few;
  }),
  proofCase("fail2ban has banned addresses of Cloudflare's", "cloudflare-banned", async (lab) => {
    await lab.nginx();
    await lab.fail2ban([
      "172.64.0.10",
      "172.64.0.11",
      "104.16.0.10",
      "162.158.0.10",
      "141.101.64.10",
    ]);
    return few;
  }),
  proofCase("fail2ban has banned ranges of Cloudflare's", "cloudflare-banned", async (lab) => {
    await lab.nginx();
    await lab.fail2ban(all);
  }),
  proofCase("ModSecurity refuses requests, Apache", "module-denies", async (lab) => {
    await lab.apache({
      modules: ["unique_id", "security"],
      main: `SecRuleEngine On
SecDataDir /srv
SecAuditEngine RelevantOnly
SecAuditLogRelevantStatus "^(?:5|4(?!04))"
SecAuditLog /var/log/apache2/modsec_audit.log
SecRule REQUEST_HEADERS:User-Agent "@contains a visitor" "id:913100,phase:1,deny,status:403,log,msg:'Scanner'"`,
    });
  }),
  proofCase("ModSecurity answers 502 itself, nginx", "module-denies", async (lab) => {
    lab.origin.write(
      "/etc/nginx/modsecurity.conf",
      `SecRuleEngine On
SecRule REQUEST_HEADERS:Host "@contains example" "id:1001,phase:1,deny,status:502,log,msg:'blocked'"
`,
    );
    await lab.nginx({
      main: "load_module /usr/lib/nginx/modules/ngx_http_modsecurity_module.so;",
      server: "modsecurity on; modsecurity_rules_file /etc/nginx/modsecurity.conf;",
    });
  }),
  proofCase(
    "limit_req counts Cloudflare as one visitor",
    "cloudflare-rate-limited",
    async (lab) => {
      await lab.nginx({
        http: "limit_req_zone $binary_remote_addr zone=site:1m rate=1r/s;",
        location: `${files} limit_req zone=site burst=1 nodelay;`,
      });
      return { visits: 12 };
    },
  ),
  proofCase(
    "limit_conn counts Cloudflare as one visitor",
    "cloudflare-rate-limited",
    async (lab) => {
      await lab.application({ does: "a-little-slow", at: 3000, host: "127.0.0.1" });
      await lab.nginx({
        http: "limit_conn_zone $binary_remote_addr zone=site:1m;",
        location: "limit_conn site 1; proxy_pass http://127.0.0.1:3000;",
      });
      return { crowd: 3 };
    },
  ),
  proofCase(
    "mod_evasive counts Cloudflare as one visitor",
    "cloudflare-rate-limited",
    async (lab) => {
      await lab.apache({
        modules: ["evasive20"],
        main: "ServerLimit 1\nStartServers 1\nMaxRequestWorkers 25\nDOSPageCount 2\nDOSPageInterval 1\nDOSSiteCount 5\nDOSSiteInterval 1\nDOSBlockingPeriod 10\nDOSLogDir /srv",
      });
      return {
        crowd: 2,
        after: () => lab.says("/var/log/apache2/error.log", "client denied"),
      };
    },
  ),
  proofCase(
    "a route on the origin swallows 172.64.0.0/13",
    "route-swallows-cloudflare",
    async (lab) => {
      await lab.nginx();
      lab.in(
        "origin",
        "ip route add blackhole 172.64.0.0/13; ip route add blackhole 104.16.0.0/13",
      );
      return few;
    },
  ),
  proofCase(
    "Cloudflare's record leads to an address that was given up",
    "dns-retired-address",
    async (lab) => {
      await lab.nginx();
      lab.in("r2", `iptables -A FORWARD -d ${addresses.silent} -j DROP`);
      return {
        site: { addresses: [origin(addresses.silent)] },
        retired: [addresses.silent],
        // What a record that goes through Cloudflare leads to is seen in the account alone.
        api: await startAccount(addresses.silent),
      };
    },
  ),
  proofCase(
    "a stranger among the addresses, with its own certificate",
    "stranger-among-addresses",
    async (lab) => {
      await lab.nginx({ listen: `listen ${addresses.origin}:443 ssl http2;` });
      const other = makeOne({ by: root, hostnames: ["shop.example.net"] });
      lab.origin.write("/srv/other.pem", other.pem);
      lab.origin.write("/srv/other.key", other.keyPem);
      await lab.application({
        ...{ does: "answers-404", at: 443, host: addresses.second },
        tls: { cert: "/srv/other.pem", key: "/srv/other.key" },
      });
      return {
        ...atAddresses(addresses.origin, addresses.second),
        visits: 8,
      };
    },
    ["certificate-wrong-name"],
  ),
  proofCase("one of three addresses is another site", "stranger-among-addresses", async (lab) => {
    await lab.nginx({
      listen: `listen ${addresses.origin}:443 ssl http2; listen ${addresses.second}:443 ssl http2;`,
    });
    await lab.application({
      ...{ does: "answers-404", at: 443, host: addresses.third },
      tls: { cert: "/etc/nginx/tls/site.pem", key: "/etc/nginx/tls/site.key" },
    });
    return atAddresses(addresses.origin, addresses.second, addresses.third);
  }),
  proofCase("one of two addresses is down", "origin-down", async (lab) => {
    await lab.nginx({ listen: `listen ${addresses.origin}:443 ssl http2;`, plain: "return 444;" });
    lab.in(
      "origin",
      `iptables -A INPUT -d ${addresses.second} -p tcp --dport 80 -j REJECT --reject-with tcp-reset`,
    );
    return atAddresses(addresses.origin, addresses.second);
  }),
  proofCase("every pool of the load balancer is down", "edge-load-balancer-down", async (lab) => {
    await lab.nginx();
    return { site: { loadBalancer: lab.balancerWithoutPools() } };
  }),
];
