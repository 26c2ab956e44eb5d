import { intermediate, makeOne, root } from "../../certificates";
import { writeCertificate, rightCertificate } from "../lab/nginx";
import { proofCase, type ProofCase } from "../proofCase";

const day = { by: intermediate };
const old = "ssl_protocols TLSv1; ssl_ciphers DEFAULT@SECLEVEL=0;";
const files = { cert: "/etc/nginx/tls/site.pem", key: "/etc/nginx/tls/site.key" };

export const tlsCases: readonly ProofCase[] = [
  proofCase("a certificate that has expired, nginx", "certificate-expired", async (lab) => {
    await lab.nginx({ certificate: makeOne({ ...day, fromDays: -90, untilDays: -1 }) });
  }),
  proofCase("a certificate that has expired, Apache", "certificate-expired", async (lab) => {
    await lab.apache({ certificate: makeOne({ ...day, fromDays: -90, untilDays: -1 }) });
  }),
  proofCase("a certificate that does not count yet", "certificate-expired", async (lab) => {
    await lab.nginx({ certificate: makeOne({ ...day, fromDays: 2, untilDays: 90 }) });
  }),
  proofCase("a certificate signed by itself, nginx", "certificate-untrusted", async (lab) => {
    await lab.nginx({ certificate: makeOne(), chain: [] });
  }),
  proofCase("a certificate signed by itself, Apache", "certificate-untrusted", async (lab) => {
    await lab.apache({ certificate: makeOne(), chain: [] });
  }),
  proofCase(
    "a certificate of an authority that nobody trusts",
    "certificate-untrusted",
    async (lab) => {
      const own = makeOne({
        subject: { commonName: "Our Own CA" },
        hostnames: [],
        isAuthority: true,
      });
      await lab.nginx({ certificate: makeOne({ by: own }), chain: [own.pem] });
    },
  ),
  proofCase("a certificate for other names", "certificate-wrong-name", async (lab) => {
    await lab.nginx({
      certificate: makeOne({ ...day, hostnames: ["example.com", "shop.example.com"] }),
    });
  }),
  proofCase("a wildcard that is a label short", "certificate-wrong-name", async (lab) => {
    await lab.nginx({ certificate: makeOne({ ...day, hostnames: ["*.www.example.com"] }) });
  }),
  proofCase(
    "a certificate without the one between",
    "certificate-chain-incomplete",
    async (lab) => {
      await lab.nginx({ certificate: lab.certificateOfPublicAuthority(), chain: [] });
    },
  ),
  proofCase(
    "a certificate renewed on disk and not reloaded",
    "certificate-not-reloaded",
    async (lab) => {
      await lab.nginx({ certificate: makeOne({ ...day, fromDays: -90, untilDays: -1 }) });
      writeCertificate(lab.origin, rightCertificate());
    },
    ["certificate-expired"],
  ),
  proofCase("TLS 1.0 alone, with an EC key", "tls-version", async (lab) => {
    await lab.nginx({ server: old, listen: "listen 443 ssl;" });
  }),
  proofCase("a name that nginx rejects", "tls-handshake", async (lab) => {
    await lab.nginx({ server: "ssl_reject_handshake on;" });
  }),
  proofCase("plain HTTP at port 443", "plain-http-on-tls-port", async (lab) => {
    await lab.nginx({ listen: "listen 443;" });
  }),
  proofCase(
    "a client certificate that Cloudflare does not show, nginx",
    "client-certificate-missing",
    async (lab) => {
      lab.origin.write("/etc/nginx/tls/ca.pem", root.pem);
      await lab.nginx({
        server: "ssl_client_certificate /etc/nginx/tls/ca.pem; ssl_verify_client on;",
      });
    },
  ),
  proofCase(
    "a client certificate that Cloudflare does not show, Apache",
    "client-certificate-missing",
    async (lab) => {
      lab.origin.write("/etc/nginx/tls/ca.pem", root.pem);
      await lab.apache({
        site: "SSLCACertificateFile /etc/nginx/tls/ca.pem\nSSLVerifyClient require",
      });
    },
  ),
  proofCase("port 443 closed, and the zone in Full (strict)", "encryption-mode", async (lab) => {
    await lab.nginx({ listen: "listen 127.0.0.1:8443 ssl;", plain: "root /var/www/site;" }, 80);
  }),
  proofCase("a redirect to HTTPS without end, in Flexible", "encryption-mode", async (lab) => {
    await lab.nginx();
    return { site: { encryptionMode: "flexible", addresses: lab.flexible() } };
  }),
  proofCase("headers that are too large", "origin-headers-too-large", async (lab) => {
    lab.certificates();
    await lab.application({ does: "huge-headers", at: 443, tls: files });
  }),
  proofCase("gzip that is none", "origin-compression-broken", async (lab) => {
    lab.certificates();
    await lab.application({ does: "no-gzip", at: 443, tls: files });
  }),
  proofCase("two lengths in one answer", "origin-malformed", async (lab) => {
    lab.certificates();
    await lab.application({ does: "two-lengths", at: 443, tls: files });
  }),
  proofCase("an origin that speaks no HTTP", "origin-malformed", async (lab) => {
    lab.certificates();
    await lab.application({ does: "not-http", at: 443, tls: files });
  }),
  proofCase("an origin that breaks connections off", "origin-resets", async (lab) => {
    lab.certificates();
    await lab.application({ does: "reset", at: 443, tls: files });
  }),
  proofCase("an origin whose answers break off", "origin-truncates", async (lab) => {
    lab.certificates();
    await lab.application({ does: "truncated", at: 443, tls: files });
  }),
  proofCase("an origin that hangs", "origin-slow", async (lab) => {
    lab.certificates();
    await lab.application({ does: "hang", at: 443, tls: files });
  }),
  proofCase("HTTP/2 that is offered and not kept to", "origin-http2-broken", async (lab) => {
    lab.certificates();
    await lab.application({ does: "ok", at: 443, tls: files, protocols: ["h2", "http/1.1"] });
  }),
  proofCase("an origin that itself answers 502", "origin-answers-5xx", async (lab) => {
    lab.certificates();
    await lab.application({ does: "answers-502", at: 443, tls: files });
  }),
];
