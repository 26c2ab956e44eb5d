import { tlsSettings } from "../../facts/cloudflare/zoneSettings";

/**
 * Settings of a zone that decide nothing about whether requests are answered, by their names on the wire, with the reason.
 * Source: Cloudflare API reference, zone settings; the settings of `@pulumi/cloudflare` 6, `ZoneSetting`.
 */
export const settingsWithoutPart: Readonly<Record<string, string>> = {
  [tlsSettings.automaticHttpsRewrites.id]: "rewrites links inside pages that are answered already",
  [tlsSettings.opportunisticEncryption.id]: "a header that browsers are free to follow",
  ...Object.fromEntries(
    ["http3", "0rtt", "early_hints", "brotli", "h2_prioritization", "opportunistic_onion"].map(
      (id) => [id, "how fast visitors are answered; who does not bear it is answered without it"],
    ),
  ),
  ...Object.fromEntries(
    ["polish", "webp", "mirage"].map((id) => [
      id,
      "how small images are; pages show them all the same",
    ]),
  ),
  ...Object.fromEntries(
    ["redirects_for_ai_training", "content_converter", "search_for_agents", "pre_render"].map(
      (id) => [id, "what crawlers and agents of AI and search get, which no visitor is"],
    ),
  ),
  ...Object.fromEntries(
    ["privacy_pass", "server_side_exclude", "advanced_ddos"].map((id) => [
      id,
      "of a product that is no more, or that nobody switches",
    ]),
  ),
  browser_cache_ttl: "how long browsers keep what the edge keeps; each is answered as before",
  email_obfuscation: "addresses of mail in pages, which browsers show as before",
  origin_error_page_pass_thru: "whose page an error has; it is one either way",
  origin_h2_max_streams: "how many requests share a connection to an origin",
  prefetch_preload: "how fast visitors are answered; who does not bear it is answered without it",
  sort_query_string_for_cache: "one file of the cache for a query in whatever order",
  ssl_recommender: "mail that recommends a mode; it changes none",
  always_online: "pages of an archive where the origin is down",
  challenge_ttl: "after how long who was challenged is challenged again",
  nel: "browsers report network errors; no request is answered otherwise",
};
