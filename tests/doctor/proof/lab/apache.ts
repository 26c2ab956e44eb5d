import type { Made } from "../../certificates";
import type { Host, Running } from "./host";
import { rightCertificate, writeCertificate } from "./nginx";

/** What differs from an Apache as Debian sets it up. */
export interface ApacheArgs {
  readonly mpm?: "event" | "prefork";
  /** Modules beside the usual ones. */
  readonly modules?: readonly string[];
  readonly main?: string;
  /** In the virtual host. */
  readonly site?: string;
  readonly certificate?: Made;
  readonly chain?: readonly string[];
  readonly keepAlive?: string;
  /** The address that it listens at. Defaults to all. */
  readonly address?: string;
}

const usual = [
  ...["authz_core", "authz_host", "dir", "mime", "ssl", "socache_shmcb", "alias", "status"],
  ...["proxy", "proxy_http", "proxy_fcgi", "reqtimeout", "rewrite", "headers", "env"],
];

/** What leads to PHP-FPM, as Debian's php8.2-fpm.conf has it. */
export const phpHandler = (at = "unix:/run/php/php8.2-fpm.sock|fcgi://localhost"): string =>
  `DirectoryIndex index.php\n<FilesMatch "\\.php$">\n SetHandler "proxy:${at}"\n</FilesMatch>`;

/** Starts Apache, and waits until it listens. */
export function startApache(host: Host, args: ApacheArgs = {}, port = 443): Promise<Running> {
  const { mpm = "event", modules = [], main = "", site = "" } = args;
  const address = args.address === undefined ? "" : `${args.address}:`;
  const { keepAlive = "KeepAliveTimeout 910\nMaxKeepAliveRequests 0" } = args;
  writeCertificate(host, args.certificate ?? rightCertificate(), args.chain);
  host.write("/var/www/site/index.html", "<!doctype html><title>A site</title><p>It works\n");
  host.write(
    "/etc/apache2/apache2.conf",
    `ServerRoot /etc/apache2
PidFile /run/apache2/apache2.pid
DefaultRuntimeDir /run/apache2
User www-data
Group www-data
ServerName www.example.com
ErrorLog /var/log/apache2/error.log
LogLevel warn
Listen ${address}80
Listen ${address}443
${[`mpm_${mpm}`, ...usual, ...modules].map((name) => `LoadModule ${name.replace("security", "security2")}_module /usr/lib/apache2/modules/mod_${name.replace("security", "security2")}.so`).join("\n")}
TypesConfig /etc/mime.types
Timeout 60
${keepAlive}
${main}
DocumentRoot /var/www/site
<Directory /var/www>
  Require all granted
</Directory>
<VirtualHost *:80>
  ServerName www.example.com
  Redirect permanent / https://www.example.com/
</VirtualHost>
<VirtualHost *:443>
  ServerName www.example.com
  SSLEngine on
  SSLCertificateFile /etc/nginx/tls/site.pem
  SSLCertificateKeyFile /etc/nginx/tls/site.key
  ${site}
</VirtualHost>
`,
  );
  return host.serve("apache2", ["-f", "/etc/apache2/apache2.conf", "-DFOREGROUND"], port);
}
