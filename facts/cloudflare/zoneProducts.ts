/**
 * What Super Bot Fight Mode does with bots, beside letting them go on.
 *
 * Source: Cloudflare API reference, bot management (`sbfm_definitely_automated` and the like); Cloudflare docs, bots/get-started.
 */
export const botActions: readonly string[] = ["block", "managed_challenge"];

/**
 * The phase of Super Bot Fight Mode, which rules can skip. Bot Fight Mode of the Free plan none can.
 * Source: Cloudflare docs, waf/custom-rules/skip/options and bots/get-started/bot-fight-mode.
 */
export const botPhase = "http_request_sbfm";

/**
 * What schema validation and token validation do with a call that does not conform, where they refuse it.
 * Source: Cloudflare API reference, schema validation settings (`validation_default_mitigation_action`: `log`, `block`, `none`) and token
 * validation rules (`action`: `log`, `block`).
 */
export const refusingAction = "block";

/** What of schema validation overrides the zone's action and those of operations. Source: that of `refusingAction`. */
export const noValidation = "none";

/**
 * The action of a policy of Page Shield by which browsers load nothing that it does not name; the others log.
 * Source: Cloudflare docs, page-shield/policies ("positive blocking").
 */
export const enforcingAction = "allow";

/**
 * The mode of a zone in which Cloudflare only answers DNS.
 * Source: Cloudflare API reference, DNS settings (`zone_mode`: `standard`, `cdn_only`, `dns_only`).
 */
export const dnsOnlyMode = "dns_only";

/** The status of DNSSEC in which a zone is not signed. Source: Cloudflare API reference, DNSSEC (`status`). */
export const unsignedStatus = "disabled";

/** The status of DNSSEC before the parent zone has the DS record. Source: Cloudflare docs, dns/dnssec/dnssec-states. */
export const pendingStatus = "pending";

/** The managed transform by which no origin gets a visitor's address. Source: Cloudflare docs, rules/transform/managed-transforms/reference. */
export const addressRemoval = "remove_visitor_ip_headers";

/**
 * How an application of Spectrum says that it sends no PROXY protocol before a connection, also where it says nothing.
 * Source: Cloudflare docs, spectrum/how-to/enable-proxy-protocol; Cloudflare API reference, Spectrum applications (`proxy_protocol`).
 */
export const noProxyProtocol = "off";

/**
 * How Spectrum speaks to origins where it ends the TLS of clients. Otherwise it passes on what they send.
 * Source: Cloudflare docs, spectrum/reference/configuration-options, "Edge TLS termination".
 */
export const spectrumTls = { inClear: ["flexible"], encrypted: ["full", "strict"] } as const;
