import { tlsSettings } from "../../facts/cloudflare/zoneSettings";

/** Settings of a zone that decide nothing about whether requests are answered, by their names on the wire, with the reason. */
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
  email_obfuscation: "hides mail addresses in pages from programs; browsers show them",
  server_side_exclude: "hides marked parts of pages from suspicious visitors",
  sort_query_string_for_cache: "one answer stands for a query in every order",
  origin_error_page_pass_thru: "what an error of the origin looks like",
  privacy_pass: "who has passed a challenge elsewhere passes here",
  prefetch_preload: "what the edge asks for ahead; visitors are answered without it",
  always_online: "pages of an archive where the origin is down",
  challenge_ttl: "after how long who was challenged is challenged again",
  nel: "browsers report network errors; no request is answered otherwise",
};
