/**
 * How many labels below its zone a hostname may have to be on the zone's Universal SSL certificate, which covers the zone's name
 * and `*.` before it. Source: Cloudflare docs, ssl/edge-certificates/universal-ssl/limitations.
 */
export const universalSslLabels = 1;
