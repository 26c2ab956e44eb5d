const inState = "makes values that stand in the state alone; what uses them is a change of its own";
const tells = "watches from outside and tells people; no request passes it";

/** Providers besides Cloudflare and AWS none of whose types has a part in the path of traffic, by package, with the reason. */
export const providersWithoutPart: Readonly<Record<string, string>> = {
  datadog: tells,
  honeycombio: tells,
  newrelic: tells,
  null: "a step of Pulumi's own that makes nothing",
  opsgenie: tells,
  pagerduty: tells,
  random: inState,
  sentry: tells,
  statuscake: tells,
  "steady-edge-monitors": tells,
  time: inState,
  tls: inState,
};
