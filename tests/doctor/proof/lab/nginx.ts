import { intermediate, makeOne, type Made } from "../../certificates";
import type { Host, Running } from "./host";

/** What differs from an nginx as Debian sets it up and a guide to Cloudflare completes it. */
export interface NginxArgs {
  /** In the main context, e.g. `worker_rlimit_nofile 20;`. */
  readonly main?: string;
  readonly events?: string;
  readonly http?: string;
  readonly server?: string;
  /** What answers at `/`; files of `/var/www/site` where it is left out. */
  readonly location?: string;
  /** What answers at port 80; a redirect where it is left out. */
  readonly plain?: string;
  readonly listen?: string;
  readonly plainListen?: string;
  readonly certificate?: Made;
  /** What is shown above the certificate. */
  readonly chain?: readonly string[];
}

const files = "root /var/www/site; index index.html index.php; try_files $uri $uri/ =404;";

/** What leads to PHP-FPM, as Debian's own snippet has it. */
export const phpLocation = (pass = "unix:/run/php/php8.2-fpm.sock", more = ""): string =>
  `root /var/www/site; index index.php; try_files $uri $uri/ /index.php?$args; } location ~ \\.php$ { root /var/www/site; include fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass ${pass}; ${more}`;

/** A certificate that is right, with the one above it. */
export const rightCertificate = (): Made => makeOne({ by: intermediate });

/** Writes nginx's configuration, its certificate and a page. */
function writeNginx(host: Host, args: NginxArgs = {}): void {
  const { main = "", events = "worker_connections 768;", http = "", server = "" } = args;
  const { location = files, listen = "listen 443 ssl http2;" } = args;
  const { plain = "return 301 https://$host$request_uri;", plainListen = "listen 80;" } = args;
  writeCertificate(host, args.certificate ?? rightCertificate(), args.chain);
  host.write("/var/www/site/index.html", "<!doctype html><title>A site</title><p>It works\n");
  host.write(
    "/etc/nginx/nginx.conf",
    `user www-data;
worker_processes 1;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
${main}
events { ${events} }
http {
  include mime.types;
  access_log /var/log/nginx/access.log;
  keepalive_timeout 910s;
  ${http}
  server { ${plainListen} server_name www.example.com; ${plain} }
  server {
    ${listen}
    server_name www.example.com;
    ssl_certificate /etc/nginx/tls/site.pem;
    ssl_certificate_key /etc/nginx/tls/site.key;
    ${server}
    location / { ${location} }
  }
}
`,
  );
}

/** Writes a certificate where the lab's servers have it. */
export function writeCertificate(
  host: Host,
  { pem, keyPem }: Made,
  chain: readonly string[] = [intermediate.pem],
): void {
  host.write("/etc/nginx/tls/site.pem", [pem, ...chain].join("\n"));
  host.write("/etc/nginx/tls/site.key", keyPem, 0o600);
}

/** Starts nginx, and waits until it listens. */
export function startNginx(host: Host, args: NginxArgs = {}, port = 443): Promise<Running> {
  writeNginx(host, args);
  return host.serve("nginx", ["-g", "daemon off;"], port);
}
