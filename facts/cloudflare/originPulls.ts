/**
 * The common name of the authority that issued the client certificate which Cloudflare shows origins where a zone has uploaded none: all
 * zones have the same. Source: Cloudflare docs, ssl/origin-configuration/authenticated-origin-pull/set-up/zone-level (the file
 * authenticated_origin_pull_ca.pem).
 */
export const sharedPullsAuthority = "origin-pull.cloudflare.net";
