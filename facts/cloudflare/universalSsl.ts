/**
 * How many labels below its zone a hostname may have to be on the zone's Universal SSL certificate, which covers the zone's name
 * and `*.` before it. Source: Cloudflare docs, ssl/edge-certificates/universal-ssl/limitations.
 */
export const universalSslLabels = 1;

/**
 * How a zone is set up, as the API writes it in `type`. In a partial set-up every proxied name, however deep, has a Universal
 * SSL certificate of its own, but the hostname of a load balancer has none unless a proxied record of its name stands beneath
 * it, which helps a zone's own name and names one label below it.
 *
 * Sources disagree on load balancers elsewhere: Cloudflare docs, ssl/edge-certificates/universal-ssl/limitations says that
 * Universal SSL does not cover their hostnames by default, load-balancing/load-balancers/dns-records that this is so in
 * partial set-ups. Total TLS makes no certificate for them in any: ssl/edge-certificates/additional-options/total-tls.
 */
export const partialSetup = "partial";
