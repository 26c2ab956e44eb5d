/** What was seen of the real provider, and the test that asks the same of the stand-in. */
export interface MeasuredSentence {
  /** What the real provider did. */
  readonly says: string;
  /** The test's file. */
  readonly file: string;
  /** The test's title, or its beginning. Absent where the stand-in differs, and is meant to. */
  readonly test?: string;
  /** How the stand-in differs, and why. Absent where it does not. */
  readonly differs?: string;
}

const cloud = "tests/engine/cloud.test.ts";
const measured = "tests/engine/measured.test.ts";
const changes = "tests/engine/changes.test.ts";
const balancing = "tests/sandbox/cloud/loadBalancing.test.ts";
const records = "tests/sandbox/cloud/dnsRecords.test.ts";
const otherTypes = "tests/sandbox/cloud/otherTypes.test.ts";
const noise = "tests/sandbox/cloud/previewNoise.test.ts";
const faults = "tests/sandbox/cloud/faults.test.ts";
const retries = "tests/sandbox/cloud/retries.test.ts";

/**
 * Runs of pulumi-cloudflare 6.17.0 (upstream 5.19.1) on the engine 3.246.0 against a small HTTP twin of the API, 2026: what is said
 * of the provider was seen, what the API would answer was not.
 */
export const measuredSentences: readonly MeasuredSentence[] = [
  {
    says: "A pool that goes: first the load balancer is sent without it, then it is deleted",
    file: changes,
    test: "takes a pool out of the load balancer before it deletes the pool",
  },
  {
    says: "A monitor that is replaced: the new one is made, each pool sent, the old one deleted",
    file: changes,
    test: "makes a new monitor, moves the pools to it, and deletes the old one last",
  },
  {
    says: "A pool that only the program renames, without an alias: a second one of the same name is created first; an account refuses the name",
    file: measured,
    test: "a pool renamed in the program alone is created under the name that is taken, and refused",
  },
  {
    says: "Steering that is turned off: the load balancer is sent without its regions, then their pool is deleted",
    file: measured,
    test: "a load balancer that is no longer steered is sent without its regions, before their pool goes",
  },
  {
    says: "The hostname of a load balancer changes in place, by one PUT",
    file: measured,
    test: "a load balancer's hostname changes in place: one PUT, and the old one has none from then on",
  },
  {
    says: "A rule that goes from a ruleset is one PUT of the whole list; by `ref` nothing else is touched",
    file: measured,
    test: "a rule taken out of a ruleset is one PUT of all that stay, which keep their ids by ref",
  },
  {
    says: "`import` that stays in the program deletes the live pool on the second `up`, where its inputs were not those of the program",
    file: measured,
    test: "deletes the live pool on the second up, where the first had changed it",
  },
  {
    says: "The same of a zone setting",
    file: measured,
    test: "replaces a zone setting on the second up, where the first had changed it",
  },
  {
    says: "`import` that is taken out before the second `up` is safe",
    file: measured,
    test: "is harmless once it is taken out before the second up",
  },
  {
    says: "`import` of an object whose inputs are those of the program stays as it is",
    file: measured,
    test: "keeps a pool that was live as the program has it",
  },
  {
    says: "An A record that becomes a CNAME passes the preview and fails at apply, unless it is deleted first",
    file: cloud,
    test: "lets A become CNAME only when the record is deleted first",
  },
  {
    says: "A proxied record with a TTL of 300 passes the preview and fails at apply",
    file: records,
    test: "lets a proxied record with a TTL of 300 pass the preview and refuses it at apply",
  },
  {
    says: "HSTS in camelCase passes the preview and goes to the API as it is",
    file: otherTypes,
    test: "takes camelCase HSTS in the preview and refuses it at apply with 1007",
  },
  {
    says: "Origins that are not sorted: no diff in a plain preview, an update in each preview with refresh, for ever",
    file: measured,
    test: "unsorted origins are an update in each preview with refresh, for ever",
  },
  {
    says: "A monitor of type `HTTPS` and interval 1 passes the preview",
    file: balancing,
    test: "accepts a monitor's type HTTPS and interval 1 in the preview, and refuses both at apply",
  },
  {
    says: "A steering policy that there is not is refused in the preview",
    file: balancing,
    test: "refuses a wrong steering policy in the preview, by the provider's words",
  },
  {
    says: "A POST whose answer is lost is sent again: the object exists twice",
    file: faults,
    test: "leaves a duplicate when a POST was dropped after it had reached the API",
  },
  {
    says: "429 with `Retry-After: 1`: eleven calls in about 10 s",
    file: retries,
    test: "eleven times in about ten seconds after 429 with Retry-After: 1",
  },
  {
    says: "500 without the header: eleven calls in about 3 minutes",
    file: retries,
    test: "eleven times in about three minutes after 500 without the header",
  },
  {
    says: "Connections that break are tried again as often",
    file: retries,
    test: "eleven times where the connection breaks, and nothing is made where none reached the API",
  },
  {
    says: "What the API refuses otherwise is not tried again",
    file: retries,
    test: "once, without a wait, after ${status}",
  },
  {
    says: "When the fault is gone, the next `up` creates only what is missing",
    file: cloud,
    test: "creates only what is missing after a fault",
  },
  {
    says: "The steps of a preview have no detailed diff",
    file: measured,
    test: "a step of the preview has no detailed diff, and lists computed attributes as changing",
  },
  {
    says: "Computed attributes are unknown on an update, each type's own list",
    file: noise,
    test: "lists what the real provider lists for ${type.split",
  },
  {
    says: "The same of a load balancer, fifteen attributes",
    file: noise,
    test: "lists what the real provider lists for a load balancer",
  },
  {
    says: "Names are sent as given; relative ones and `@` show no diff afterwards",
    file: measured,
    test: "relative names are sent as given, and show no diff afterwards, refreshed or not",
  },
  {
    says: "A zone setting that is made gets a warning that it cannot be destroyed",
    file: cloud,
    test: "warns of each resource that destroy leaves behind, when it is made and at no other time",
  },
  {
    says: "SRV sends data and a priority at the top, MX content and priority, HTTPS and TLSA data",
    file: measured,
    test: "records are sent with what their type has: content, data, and a priority at the top",
  },
  {
    says: "Region pools are sent as a map of lists",
    file: measured,
    test: "regions of a load balancer are sent as a map of lists",
  },
  {
    says: "All environments: second `up` and preview after a refresh empty",
    file: "tests/engine/environments.test.ts",
    test: "brings ${stackName} up, finds nothing more to do, and takes it away",
  },
  {
    says: "The same of the smallest site and of two stacks in one zone",
    file: "tests/engine/exampleLives.ts",
    test: "smallest-site comes up, has nothing more to do, and goes away",
  },
  {
    says: "The same of the table of transitions, no call of which is refused",
    file: "tests/engine/transitions.ts",
    test: "drains the primary",
  },
  {
    says: "The engine adds diagnostics of its own to the JSON of a preview, as warnings of a plugin's version",
    file: "tests/model/plan/previewJson.test.ts",
    test: "lists failures without the engine's colours",
  },
  {
    says: "Outputs in the state carry `__meta` and `__pulumi_raw_state_delta`",
    file: "tests/fixtures/plans/state-after-first-deployment.json",
    differs:
      "the stand-in writes neither: they are the bridge's notes to itself. States of the real provider are among the fixtures of the judge",
  },
];
