import type { ApiErrorFact } from "../apiErrorFact";
import { listErrors } from "./listErrors";

/** How Cloudflare's API refuses what else stands before an origin: a part of `apiErrors`. */
export const edgeErrors = {
  routePatternInvalid: {
    status: 400,
    code: "10022",
    when: "a Worker's route has a pattern without the zone's name, with a wildcard elsewhere than at the beginning of the hostname and the end of the path, or with a query (Route pattern must include zone name: ...)",
    source:
      "Cloudflare docs of 2020, workers (status, code and sentences); wrangler-legacy issues 675 and 920 (an answer)",
  },
  routeExists: {
    status: 409,
    code: "10020",
    when: "another route of the zone has the pattern (A route with the same pattern already exists)",
    source:
      "Cloudflare docs of 2020, workers (status and code; the sentence was workers.api.error.duplicate_route then); answers of the API quoted in public repositories (code and the newer sentence)",
  },
  workerMissing: {
    status: 404,
    code: "10007",
    when: "the account has no Worker of the name (This Worker does not exist on your account.)",
    source:
      "crowdsecurity/cs-cloudflare-worker-bouncer issue 44 (code and sentence); the status from a provider that takes it for one that is gone",
  },
  workerWithoutScript: {
    status: 400,
    when: "an upload has no part of the name that its metadata gives as main_module or body_part; that it is refused is documented, status and code are not",
    source: "Cloudflare docs, workers/configuration/multipart-upload-metadata",
  },
  tunnelExists: {
    status: 409,
    code: "1013",
    when: "another tunnel of the account has the name (You already have a tunnel with this name)",
    source:
      "linuxserver/docker-mods issue 280 (code and sentence); the status from a public client's comment",
  },
  tunnelConfigurationInvalid: {
    status: 400,
    code: "1056",
    when: "the configuration of a tunnel cannot be one of cloudflared's (Bad Configuration: Validation failed: The last ingress rule must match all URLs ...)",
    source:
      "Cloudflare Terraform provider issue 2327 (sentence); a public client's comment (status and code)",
  },
  pageRuleInvalid: {
    status: 400,
    code: "1004",
    when: "a page rule is not valid (Page Rule validation failed: See messages for details.); what is wrong stands in the messages",
    source:
      "Cloudflare Terraform provider issues 1459 and 1579; cf-terraforming issue 322 (code and sentence); a public client's fixtures (the messages)",
  },
  pageRuleQuota: {
    status: 400,
    code: "1008",
    when: "the zone has as many page rules as its plan gives (Page Rule limit has been met); code and sentence from two public notes, the status from memory",
    source: "answers of the API quoted in public repositories; Cloudflare docs, rules/page-rules",
  },
  waitingRoomNotEntitled: {
    status: 400,
    code: "1034",
    when: "the zone's plan has no waiting rooms: they come with Business and Enterprise; the status is from memory",
    source:
      "the documentation of alchemy (code, ZoneNotEntitled); Cloudflare docs, waiting-room/plans",
  },
  ...listErrors,
} as const satisfies Readonly<Record<string, ApiErrorFact>>;
