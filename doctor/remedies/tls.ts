import { remedy } from "./remedy";

const shown = "openssl s_client -connect ADDRESS:HTTPS_PORT -servername NAME -showcerts </dev/null";

const renews = [
  "OriginCertificate",
  "it is of Cloudflare's own authority, for the site's names, and lasts for years",
] as const;

/** TLS between Cloudflare and the origin. */
export const tlsRemedies = {
  "certificate-expired": remedy("Renew the origin's certificate, and let the server read it", {
    commands: [
      "openssl x509 -noout -dates -subject -in FILE",
      "sudo certbot renew",
      "sudo systemctl reload nginx",
    ],
    settings: [
      "Cloudflare, SSL/TLS, Origin Server: a certificate of Cloudflare's for up to 15 years",
    ],
    by: renews,
  }),
  "certificate-wrong-name": remedy("Give the server of this name a certificate for it", {
    commands: [
      shown,
      "sudo nginx -T | grep -nE 'server_name|ssl_certificate '",
      "sudo certbot certificates",
    ],
    settings: [
      "nginx: ssl_certificate in the server whose server_name is the site's, or in default_server",
    ],
    by: [
      "OriginCertificate",
      "it is for the names that are declared, which the review compares with the site's",
    ],
  }),
  "certificate-untrusted": remedy(
    "Use a certificate of Cloudflare's authority, or of a public one",
    {
      commands: [shown],
      settings: [
        "Cloudflare, SSL/TLS, Origin Server: create a certificate, and install it",
        "Cloudflare, Custom Origin Trust Store: with an authority in it no other one counts",
      ],
      by: renews,
    },
  ),
  "certificate-chain-incomplete": remedy(
    "Show the certificates between the server's own and the root with it",
    {
      commands: [shown, "sudo nginx -T | grep -n 'ssl_certificate '"],
      settings: [
        "nginx: ssl_certificate fullchain.pem, not cert.pem",
        "Apache: SSLCertificateFile fullchain.pem",
      ],
      by: [
        "OriginCertificate",
        "Cloudflare's authority signs it directly: there is nothing between",
      ],
    },
  ),
  "certificate-not-reloaded": remedy("Let the server read the certificate that was renewed", {
    commands: ["sudo nginx -t", "sudo systemctl reload nginx", "sudo systemctl reload apache2"],
    settings: ["certbot: --deploy-hook 'systemctl reload nginx'"],
    by: ["OriginCertificate", "it need not be renewed for years"],
  }),
  "tls-version": remedy("Let the origin speak TLS 1.2 and 1.3", {
    commands: [
      "openssl s_client -connect ADDRESS:HTTPS_PORT -servername NAME -tls1_2 </dev/null",
      "sudo nginx -T | grep -n ssl_protocols",
    ],
    settings: [
      "nginx: ssl_protocols TLSv1.2 TLSv1.3",
      "Apache: SSLProtocol -all +TLSv1.2 +TLSv1.3",
      "Application Load Balancer: the policy ELBSecurityPolicy-TLS13-1-2-2021-06",
    ],
    by: ["AlbOrigin", "its listener has a policy with TLS 1.2 or newer"],
  }),
  "tls-handshake": remedy(
    "See why the origin breaks the handshake off: no certificate for the name, no cipher in common",
    {
      commands: [
        shown,
        "sudo nginx -T | grep -nE 'ssl_|server_name'",
        "tail -n 50 /var/log/nginx/error.log",
      ],
      settings: [
        "nginx: ssl_certificate in the server, and no ssl_reject_handshake for the site's name",
      ],
      by: ["AlbOrigin", "its listener has a certificate, and a policy with Cloudflare's ciphers"],
    },
  ),
  "plain-http-on-tls-port": remedy("Let the server speak TLS at this port", {
    commands: ["sudo nginx -T | grep -n listen", "curl -sSI http://ADDRESS:HTTPS_PORT/"],
    settings: ["nginx: listen 443 ssl", "Apache: SSLEngine on in the virtual host of port 443"],
    by: ["nginxConfig", "it writes the listeners with TLS"],
  }),
  "client-certificate-missing": remedy(
    "Let Cloudflare show its client certificate, or do not demand one",
    {
      commands: [
        "sudo nginx -T | grep -nE 'ssl_verify_client|ssl_client_certificate'",
        "sudo apachectl -S",
      ],
      settings: [
        "Cloudflare, SSL/TLS, Origin Server: Authenticated Origin Pulls on",
        "nginx: ssl_client_certificate is the authority of the certificate that Cloudflare shows",
      ],
      by: ["OriginPulls", "it gives Cloudflare the certificate before the origin demands it"],
    },
  ),
  "encryption-mode": remedy("Let the origin listen with TLS, and set the mode Full (strict)", {
    commands: ["ss -ltnp '( sport = :HTTPS_PORT or sport = :80 )'"],
    settings: ["Cloudflare, SSL/TLS, Overview: Full (strict), and Custom in place of Automatic"],
    by: ["StrictTls", "it sets Full (strict), and takes the mode from Automatic SSL/TLS"],
  }),
} as const;
