import { makeOne, intermediate, root } from "../../certificates";
import { cloudflareRanges } from "../../../../facts/cloudflare/ranges";
import { phpHandler } from "../lab/apache";
import { mariadbScript, postgresScript, startMariadb, startPostgres } from "../lab/databases";
import { phpLocation } from "../lab/nginx";
import { addresses } from "../lab/networks";
import { atAddresses, proofCase, type ProofCase } from "../proofCase";

const files = "root /var/www/site; index index.html;";
const ranges = cloudflareRanges.ipv4;

export const healthyCases: readonly ProofCase[] = [
  proofCase("nginx with files", "healthy", async (lab) => {
    await lab.nginx();
  }),
  proofCase("Apache with files", "healthy", async (lab) => {
    await lab.apache();
  }),
  proofCase("nginx, PHP-FPM and MariaDB", "healthy", async (lab) => {
    await startMariadb(lab.origin);
    await lab.php({ script: mariadbScript() });
    await lab.nginx({ location: phpLocation() });
  }),
  proofCase("Apache, PHP-FPM and PostgreSQL", "healthy", async (lab) => {
    await startPostgres(lab.origin);
    await lab.php({ script: postgresScript() });
    await lab.apache({ site: phpHandler() });
  }),
  proofCase("nginx before an application", "healthy", async (lab) => {
    await lab.application({ does: "ok", at: "/run/app.sock" });
    await lab.nginx({ location: "proxy_pass http://unix:/run/app.sock;" });
  }),
  proofCase("an application that takes its time", "healthy", async (lab) => {
    await lab.application({ does: "a-little-slow", at: 3000, host: "127.0.0.1" });
    await lab.nginx({ location: "proxy_pass http://127.0.0.1:3000;" });
  }),
  proofCase("403 to everybody but Cloudflare, nginx", "healthy", async (lab) => {
    await lab.nginx({
      location: `${files} ${ranges.map((range) => `allow ${range};`).join(" ")} deny all;`,
    });
  }),
  proofCase("403 to everybody but Cloudflare, Apache", "healthy", async (lab) => {
    await lab.apache({ site: `<Location />\nRequire ip ${ranges.join(" ")}\n</Location>` });
  }),
  proofCase("a firewall that drops everybody but Cloudflare", "healthy", async (lab) => {
    await lab.nginx();
    lab.firewall(ranges, "DROP");
  }),
  proofCase("nftables that refuses everybody but Cloudflare", "healthy", async (lab) => {
    await lab.nginx();
    lab.origin.write(
      "/srv/rules.nft",
      `table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iif lo accept
    tcp dport { 80, 443 } ip saddr { ${ranges.join(", ")} } accept
    reject
  }
}
`,
    );
    lab.in("origin", "nft -f /srv/rules.nft");
  }),
  proofCase("an origin that drops ICMP", "healthy", async (lab) => {
    await lab.nginx();
    lab.in("origin", "iptables -A INPUT -p icmp -j DROP; iptables -A OUTPUT -p icmp -j DROP");
  }),
  proofCase("a router that answers seldom", "healthy", async (lab) => {
    await lab.nginx();
    lab.in("r1", "sysctl -qw net.ipv4.icmp_ratelimit=1000");
    lab.in("r2", "sysctl -qw net.ipv4.icmp_ratelimit=1000");
  }),
  proofCase("a router that never answers", "healthy", async (lab) => {
    await lab.nginx();
    lab.in("r2", "iptables -A OUTPUT -p icmp -j DROP");
  }),
  proofCase("a way of a fifth of a second", "healthy", async (lab) => {
    await lab.delay(100, 5);
    await lab.nginx();
  }),
  proofCase("a tunnel's smaller packets, said as they should be", "healthy", async (lab) => {
    await lab.nginx();
    lab.origin.run("head -c 100000 /dev/urandom | base64 >/var/www/site/index.html");
    lab.in("r2", "ip link set vr2origin mtu 1400");
    lab.in("origin", "ip link set voriginr2 mtu 1400");
  }),
  proofCase("a client certificate that Cloudflare shows, nginx", "healthy", async (lab) => {
    lab.origin.write("/etc/nginx/tls/ca.pem", root.pem);
    await lab.nginx({
      server: "ssl_client_certificate /etc/nginx/tls/ca.pem; ssl_verify_client on;",
    });
    return { site: { clientCertificate: "shared" } };
  }),
  proofCase("a client certificate that Cloudflare shows, Apache", "healthy", async (lab) => {
    lab.origin.write("/etc/nginx/tls/ca.pem", root.pem);
    await lab.apache({
      site: "SSLCACertificateFile /etc/nginx/tls/ca.pem\nSSLVerifyClient require",
    });
    return { site: { clientCertificate: "shared" } };
  }),
  proofCase("a certificate of its own, in Full", "healthy", async (lab) => {
    await lab.nginx({ certificate: makeOne(), chain: [] });
    return { site: { encryptionMode: "full" } };
  }),
  proofCase("a certificate that has expired, in Full", "healthy", async (lab) => {
    await lab.nginx({ certificate: makeOne({ by: intermediate, fromDays: -90, untilDays: -1 }) });
    return { site: { encryptionMode: "full" } };
  }),
  proofCase("an origin without TLS, in Flexible", "healthy", async (lab) => {
    await lab.nginx({ listen: "listen 127.0.0.1:8443 ssl;", plain: files }, 80);
    return { site: { encryptionMode: "flexible", addresses: lab.flexible() } };
  }),
  proofCase("port 80 closed", "healthy", async (lab) => {
    await lab.nginx();
    lab.in("origin", "iptables -A INPUT -p tcp --dport 80 -j REJECT --reject-with tcp-reset");
  }),
  proofCase("a certificate for many names", "healthy", async (lab) => {
    await lab.nginx({
      certificate: makeOne({
        by: intermediate,
        hostnames: ["example.com", "*.example.com", "shop.example.net", "a.example.org"],
      }),
    });
  }),
  proofCase("a site that sends visitors on", "healthy", async (lab) => {
    await lab.nginx({ location: "return 302 https://www.example.com/en/;" });
  }),
  proofCase("a path that there is not", "healthy", async (lab) => {
    await lab.nginx();
    return { path: "/no-such-page" };
  }),
  proofCase("a short keep-alive", "healthy", async (lab) => {
    await lab.nginx({ server: "keepalive_timeout 5s;" });
  }),
  proofCase("Apache's own keep-alive", "healthy", async (lab) => {
    await lab.apache({ keepAlive: "KeepAlive On\nMaxKeepAliveRequests 100\nKeepAliveTimeout 5" });
  }),
  proofCase("gzip that is right", "healthy", async (lab) => {
    await lab.nginx({ http: "gzip on; gzip_min_length 1; gzip_types *;" });
  }),
  proofCase("HTTP/1.1 alone, and TLS 1.2 alone", "healthy", async (lab) => {
    await lab.nginx({ listen: "listen 443 ssl;", server: "ssl_protocols TLSv1.2;" });
  }),
  proofCase("limits by the visitor's own address", "healthy", async (lab) => {
    await lab.nginx({
      http: `${ranges.map((range) => `set_real_ip_from ${range};`).join(" ")} real_ip_header CF-Connecting-IP; limit_req_zone $binary_remote_addr zone=site:1m rate=20r/s;`,
      location: `${files} limit_req zone=site burst=40 nodelay;`,
    });
  }),
  proofCase("ModSecurity that only looks", "healthy", async (lab) => {
    await lab.apache({
      modules: ["unique_id", "security"],
      main: `SecRuleEngine DetectionOnly
SecDataDir /srv
SecRule REQUEST_HEADERS:User-Agent "@contains a visitor" "id:913100,phase:1,deny,status:403,log,msg:'Scanner'"`,
    });
  }),
  proofCase("fail2ban that has banned strangers", "healthy", async (lab) => {
    await lab.nginx();
    await lab.fail2ban(["185.220.101.4", "45.155.205.233"]);
  }),
  proofCase("scanners in the log", "healthy", async (lab) => {
    await lab.nginx({
      location: `${files} } location = /.env { ${files} deny all;`,
    });
    lab.in(
      "origin",
      `ip addr add 185.220.101.4/32 dev lo
for path in /.env /wp-login.php /phpmyadmin/; do curl -sk -o /dev/null --interface 185.220.101.4 --resolve www.example.com:443:${addresses.origin} https://www.example.com$path; done
curl -s -o /dev/null --interface 185.220.101.4 http://${addresses.origin}:443/ || true
printf 'GET / HTTP/1.0\\r\\n\\r\\n' | timeout 2 openssl s_client -quiet -no_ign_eof -connect ${addresses.origin}:443 -tls1 >/dev/null 2>&1 || true`,
    );
  }),
  proofCase("warnings of PHP in the log", "healthy", async (lab) => {
    await lab.php({ script: '$x = []; echo "It works", @$x[1], $x["none"] ?? ""; echo $y;' });
    await lab.nginx({ location: phpLocation() });
  }),
  proofCase("a refusal of last week in the log", "healthy", async (lab) => {
    await lab.application({ does: "ok", at: 3000, host: "127.0.0.1" });
    await lab.nginx({ location: "proxy_pass http://127.0.0.1:3000;" });
    const ago = new Date(Date.now() - 7 * 86_400_000)
      .toISOString()
      .slice(0, 10)
      .replaceAll("-", "/");
    lab.origin.write(
      "/var/log/nginx/error.log",
      `${ago} 04:00:02 [error] 138#138: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 172.68.1.1, server: www.example.com, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:3000/", host: "www.example.com"\n`,
    );
  }),
  proofCase("two addresses that are alike", "healthy", async (lab) => {
    await lab.nginx();
    return atAddresses(addresses.origin, addresses.second);
  }),
  proofCase("two addresses, nginx and Apache", "healthy", async (lab) => {
    await lab.nginx({
      ...{ listen: `listen ${addresses.origin}:443 ssl;` },
      plainListen: `listen ${addresses.origin}:80;`,
    });
    await lab.apacheAt(addresses.second);
    return atAddresses(addresses.origin, addresses.second);
  }),
];
