import { cloudflareRanges } from "../../../../facts/cloudflare/ranges";
import { phpLocation } from "../lab/nginx";
import { proofCase, type ProofCase } from "../proofCase";

const ranges = cloudflareRanges.ipv4;
const files = "root /var/www/site; index index.html;";
const tcp = "127.0.0.1:9000";
const heeded = "<Directory /var/www/site>\nAllowOverride All\n</Directory>";
const only = (allowed: readonly string[]): string =>
  `<FilesMatch .*>\n${allowed.map((range) => `Require ip ${range}`).join("\n")}\n</FilesMatch>\n`;

/** A second set, written down as the first one was: nothing had been mended against them. Sources beside each. */
export const secondStrangerCases: readonly ProofCase[] = [
  // community.cloudflare.com, thread 432029: those who may ask stood in .htaccess before the site went through Cloudflare.
  proofCase("Apache whose .htaccess lets in an office", "cloudflare-denied", async (lab) => {
    lab.origin.write("/var/www/site/.htaccess", "Require ip 192.0.2.0/24\n");
    await lab.apache({ main: heeded });
  }),
  // linuxhow2.com, "How to block direct access to Cloudflare protected sites with .htaccess": its list is of 2021.
  proofCase("Apache whose .htaccess has an old list", "cloudflare-denied", async (lab) => {
    const old = ranges.filter((range) => !/^(?:104\.16|172\.64)/.test(range));
    lab.origin.write("/var/www/site/.htaccess", only([...old, "81.2.69.0/24"]));
    await lab.apache({ main: heeded });
    return { visits: 60 };
  }),
  proofCase("Apache whose .htaccess lets in all of Cloudflare alone", "healthy", async (lab) => {
    lab.origin.write("/var/www/site/.htaccess", only(ranges));
    await lab.apache({ main: heeded });
  }),
  // AllowOverride None, which is Debian's for /var/www.
  proofCase("Apache whose .htaccess counts for nothing", "healthy", async (lab) => {
    lab.origin.write("/var/www/site/.htaccess", "Require all denied\n");
    await lab.apache({ main: "<Directory /var/www/site>\nAllowOverride None\n</Directory>" });
  }),
  // Where nobody says AllowOverride, Apache reads the file and answers 500 for what stands in it.
  proofCase(
    "Apache that allows no word of its .htaccess",
    "web-server-configuration",
    async (lab) => {
      lab.origin.write("/var/www/site/.htaccess", "Require all denied\n");
      await lab.apache();
    },
  ),
  // nginx-proxy/nginx-proxy issue 201.
  proofCase("nginx whose only upstream is marked down", "upstream-down", async (lab) => {
    await lab.application({ does: "ok", at: 3000, host: "127.0.0.1" });
    await lab.nginx({
      http: "upstream site { server 127.0.0.1:3000 down; }",
      location: "proxy_pass http://site;",
    });
  }),
  // matriphe/docker-alpine-php issue 5.
  proofCase("PHP-FPM that listens on loopback alone", "php-fpm-down", async (lab) => {
    await lab.php({ listen: tcp });
    lab.origin.run("rm -f /var/www/site/index.html");
    await lab.nginx({ location: phpLocation("203.0.113.11:9000") });
    lab.origin.run("rm -f /var/www/site/index.html");
  }),
  // iredmail/iRedMail issue 12: in a jail the web server asks from another address.
  proofCase("PHP-FPM that lets in another address alone", "php-fpm-socket-rights", async (lab) => {
    await lab.php({ listen: tcp, pool: "listen.allowed_clients = 10.0.0.5" });
    await lab.nginx({ location: phpLocation(tcp) });
    lab.origin.run("rm -f /var/www/site/index.html");
  }),
  // nginx-proxy/nginx-proxy issue 936: an application that speaks plain HTTP.
  proofCase(
    "nginx that asks an application over TLS that has none",
    "upstream-tls",
    async (lab) => {
      await lab.nginx({
        http: "server { listen 127.0.0.1:3000; return 200; }",
        location: "proxy_pass https://127.0.0.1:3000;",
      });
    },
  ),
  // perusio/drupal-with-nginx issue 202.
  proofCase("PHP-FPM's status for this host alone", "healthy", async (lab) => {
    await lab.php({ pool: "pm.status_path = /status\nping.path = /ping" });
    await lab.nginx({
      location: `${phpLocation()} } location ~ ^/(status|ping)$ { allow 127.0.0.1; deny all; include fastcgi_params; fastcgi_pass unix:/run/php/php8.2-fpm.sock;`,
    });
  }),
  // jseidl/torblock issue 2: a list of Tor's exits in the firewall.
  proofCase("a list of strangers in the firewall", "healthy", async (lab) => {
    await lab.nginx();
    lab.in(
      "origin",
      `iptables -N TOR; iptables -A INPUT -j TOR
for n in $(seq 1 60); do iptables -A TOR -s 185.220.101.$n -j DROP; done
iptables -A TOR -j RETURN`,
    );
  }),
  // cloudflare/cloudflare-docs issue 11831, with a server for the site's own name.
  proofCase("nginx that closes without an answer for all other names", "healthy", async (lab) => {
    await lab.nginx({
      http: "server { listen 443 ssl default_server; server_name _; ssl_certificate /etc/nginx/tls/site.pem; ssl_certificate_key /etc/nginx/tls/site.key; return 444; }",
    });
  }),
  // A site before its opening, as in the documentation of many hosts.
  proofCase("nginx that asks everybody to log in", "healthy", async (lab) => {
    lab.origin.write("/etc/nginx/users", "someone:$apr1$x$0000000000000000000000\n");
    await lab.nginx({
      location: `${files} auth_basic "soon"; auth_basic_user_file /etc/nginx/users;`,
    });
  }),
];
