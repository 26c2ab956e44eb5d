import { cloudflareRanges } from "../../../../facts/cloudflare/ranges";
import type { Lab } from "../lab/lab";
import { proofCase, type ProofCase } from "../proofCase";

const ranges = cloudflareRanges.ipv4;
const files = "root /var/www/site; index index.html;";
const known = `${ranges.map((range) => `set_real_ip_from ${range};`).join(" ")} real_ip_header CF-Connecting-IP;`;
const remoteIp = `RemoteIPHeader CF-Connecting-IP\nRemoteIPInternalProxy ${ranges.join(" ")}`;
const ownCertificate =
  "ssl_certificate /etc/nginx/tls/site.pem; ssl_certificate_key /etc/nginx/tls/site.key;";

/** nginx whose server for the name is another one's: the catch-all answers for the site. */
const catchAll = (what: string): string =>
  `server { listen 443 ssl default_server; server_name _; ${ownCertificate} ${what} }`;

/** HAProxy before an application at port 3000. */
async function startHaproxy(lab: Lab): Promise<void> {
  lab.certificates();
  lab.origin.run("cat /etc/nginx/tls/site.pem /etc/nginx/tls/site.key >/srv/haproxy.pem");
  lab.origin.write(
    "/srv/haproxy.cfg",
    `global
  log stdout format raw local0
  maxconn 200
defaults
  mode http
  log global
  option httplog
  timeout connect 2s
  timeout client 60s
  timeout server 10s
frontend web
  bind :443 ssl crt /srv/haproxy.pem alpn h2,http/1.1
  bind :80
  timeout http-keep-alive 910s
  redirect scheme https code 301 unless { ssl_fc }
  default_backend application
backend application
  server one 127.0.0.1:3000 check inter 500ms
`,
  );
  await lab.origin.serve("haproxy", ["-db", "-f", "/srv/haproxy.cfg"], 443);
}

/**
 * Set-ups that others reported in public, written down with what must be said of each before any was run. The doctor was not mended
 * against them before. Sources beside each.
 */
export const strangerCases: readonly ProofCase[] = [
  // home-assistant/addons issue 2558: names that are not the site's are refused in the handshake.
  proofCase("nginx that rejects the handshake of all other names", "healthy", async (lab) => {
    await lab.nginx({
      http: "server { listen 443 ssl default_server; ssl_reject_handshake on; }",
    });
  }),
  proofCase("nginx that rejects the handshake of the site's name", "tls-handshake", async (lab) => {
    await lab.nginx({
      http: "server { listen 443 ssl default_server; ssl_reject_handshake on; }",
      listen: "listen 127.0.0.1:8443 ssl;",
    });
  }),
  // cloudflare/cloudflare-docs issue 11831: 520, and 444 in the access log.
  proofCase("nginx whose catch-all closes without an answer", "origin-resets", async (lab) => {
    await lab.nginx({ http: catchAll("return 444;"), listen: "listen 127.0.0.1:8443 ssl;" });
  }),
  // debugtips.com, "Why Nginx Allow Doesn't Work Through Cloudflare".
  proofCase(
    "nginx that lets in an office, and knows no visitor",
    "cloudflare-denied",
    async (lab) => {
      await lab.nginx({ location: `${files} allow 192.0.2.1; deny all;` });
    },
  ),
  // The rehearsal's visitors have addresses of RFC 2544's block.
  proofCase("nginx that lets in an office, and knows visitors", "healthy", async (lab) => {
    await lab.nginx({ http: known, location: `${files} allow 198.18.0.0/15; deny all;` });
  }),
  proofCase("nginx that asks strangers to log in, and the office not", "healthy", async (lab) => {
    lab.origin.write("/etc/nginx/users", "someone:$apr1$x$0000000000000000000000\n");
    await lab.nginx({
      location: `${files} satisfy any; allow 192.0.2.1; deny all; auth_basic "staff"; auth_basic_user_file /etc/nginx/users;`,
    });
  }),
  // docker-library/wordpress issue 829 and chevereto/vps issue 21: mod_remoteip, and rules that name the proxy.
  proofCase(
    "Apache that knows visitors, and lets in Cloudflare alone",
    "cloudflare-denied",
    async (lab) => {
      await lab.apache({
        modules: ["remoteip"],
        main: remoteIp,
        site: `<Location />\nRequire ip ${ranges.join(" ")}\n</Location>`,
      });
    },
  ),
  proofCase("Apache that knows visitors, and refuses a scanner", "healthy", async (lab) => {
    await lab.apache({
      modules: ["remoteip"],
      main: remoteIp,
      site: "<Location />\n<RequireAll>\nRequire all granted\nRequire not ip 45.155.205.0/24\n</RequireAll>\n</Location>",
    });
  }),
  // mitchellkrogza/apache-ultimate-bad-bot-blocker issue 122: rules in the words of Apache 2.2.
  proofCase("Apache that allows a range in the words of 2.2", "cloudflare-denied", async (lab) => {
    await lab.apache({
      modules: ["access_compat"],
      site: "<Location />\nOrder Deny,Allow\nDeny from all\nAllow from 192.0.2.0/24 10.1\n</Location>",
    });
  }),
  proofCase("Apache that denies a scanner in the words of 2.2", "healthy", async (lab) => {
    await lab.apache({
      modules: ["access_compat"],
      site: "<Location />\nOrder Allow,Deny\nAllow from all\nDeny from 45.155.205.0/24\n</Location>",
    });
  }),
  // fail2ban's default since Debian 12 is nftables.
  proofCase("fail2ban has banned Cloudflare by nftables", "cloudflare-banned", async (lab) => {
    await lab.nginx();
    await lab.fail2ban(ranges, "nftables-multiport");
  }),
  // nginx's wiki and many posts: a limit for all but Cloudflare, by geo and map.
  proofCase("nginx that limits all but Cloudflare", "healthy", async (lab) => {
    await lab.nginx({
      http: `geo $limited { default 1; ${ranges.map((range) => `${range} 0;`).join(" ")} }
map $limited $by { 0 ""; 1 $binary_remote_addr; }
limit_req_zone $by zone=site:1m rate=5r/s;`,
      location: `${files} limit_req zone=site burst=20 nodelay;`,
    });
  }),
  // NginxProxyManager/nginx-proxy-manager issue 1021, langgenius/dify issue 40448: a container that has another address since.
  proofCase("nginx that asks where a container was", "upstream-unreachable", async (lab) => {
    lab.in("origin", "ip route add unreachable 172.18.0.5/32");
    await lab.nginx({
      http: "upstream application { server 172.18.0.5:5001; }",
      location: "proxy_pass http://application;",
    });
  }),
  // Docker's own chains beside a firewall of the host's.
  proofCase("Docker's chains in the firewall", "healthy", async (lab) => {
    await lab.nginx();
    lab.in(
      "origin",
      `iptables -N DOCKER; iptables -N DOCKER-USER; iptables -P FORWARD DROP
iptables -A FORWARD -j DOCKER-USER; iptables -A FORWARD -o docker0 -j DOCKER
iptables -A DOCKER ! -i docker0 -o docker0 -j DROP; iptables -A DOCKER-USER -j RETURN
iptables -t nat -N DOCKER; iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER`,
    );
  }),
  proofCase("HAProxy before an application", "healthy", async (lab) => {
    await lab.application({ does: "ok", at: 3000, host: "127.0.0.1" });
    await startHaproxy(lab);
  }),
  proofCase("HAProxy whose application is down", "upstream-down", async (lab) => {
    await startHaproxy(lab);
  }),
];
