/**
 * The end of the names of Cloudflare's name servers. A zone of a larger plan may have some of its own name, which ends otherwise.
 * Source: Cloudflare docs, dns/nameservers (authoritative nameservers offering) and dns/nameservers/custom-nameservers.
 */
export const cloudflareNameServer = /\.ns\.cloudflare\.com\.?$/i;
