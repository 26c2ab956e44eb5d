import type { ApiErrorFact } from "../apiErrorFact";

/** How Cloudflare's API refuses rulesets and their rules: a part of `apiErrors`. */
export const rulesetErrors = {
  entryPointMissing: {
    status: 404,
    code: "10003",
    when: "the zone or account has no entry point ruleset of the phase yet (could not find entrypoint ruleset in the ... phase)",
    source: "answers of the API quoted in public repositories, with this status, code and sentence",
  },
  rulesetExists: {
    status: 400,
    code: "20217",
    when: "the zone already has an entry point ruleset of the phase ('zone' is not a valid value for kind because exceeded maximum number of zone rulesets for phase ...)",
    source:
      "userbradley/documentation.breadnet.co.uk issue 609 (status, code and sentence); Cloudflare Terraform provider issues 6273 and 2634 (sentence)",
  },
  tooManyRules: {
    status: 400,
    code: "50001",
    when: "an entry point ruleset has more rules than its phase gives on the plan (exceeded the maximum number of rules in the phase ...: 6 out of 5)",
    source:
      "answers of the API quoted in four public repositories, with this code and sentence; one has 20217 instead",
  },
  rulesetActionRefused: {
    status: 400,
    when: "the phase does not have a rule's action ('block' is not a valid value for Action because it is not possible to use the block action in a ruleset with phase ... and kind ...), or the plan does not (not entitled to use the ... action in ratelimiting); no code is published",
    source:
      "Cloudflare Terraform provider issue 1242; answers of the API quoted in public repositories",
  },
  rulesetParameterUnknown: {
    status: 400,
    when: 'a parameter is none of the action\'s (invalid JSON: unknown field "bic"); no code is published',
    source: "Cloudflare Terraform provider issues 3241 and 2990",
  },
  skipParameterRefused: {
    status: 400,
    code: "20117",
    when: "the phase does not take a parameter of skip (skip action parameter 'rulesets' cannot be used in the phase ...)",
    source:
      "answers of the API quoted in two public repositories; the other parameter there, 'rules', has 20118",
  },
  rulesetParameterInvalid: {
    status: 400,
    when: "a parameter has a value that it does not take, or a needed one is missing; no code is published",
    source: "that of the limit; the API's words here are this project's",
  },
  rulesetNotEntitled: {
    status: 400,
    when: "the plan does not have a parameter, a period, a field or an operator (not entitled to use the HostHeader override; not entitled to use the period 60, can only use a period among [10]; not entitled: the use of operator Matches is not allowed); no code is published",
    source: "answers of the API quoted in many public repositories, with these sentences",
  },
  rateLimitWithoutColo: {
    status: 400,
    code: "20155",
    when: "a rate limit does not count by data centre (characteristics field is missing 'cf.colo.id', this is required as ratelimiting counting is processed at colocation level only)",
    source: "an answer of the API quoted in a public repository, with this code and sentence",
  },
  expressionRefused: {
    status: 400,
    code: "20125",
    when: "an expression cannot be read ('...' is not a valid value for expression because could not parse filter expression: Filter parsing error (1:1)), or is empty; the code is proven for the empty one",
    source:
      "answers of the API quoted in public repositories: the sentence in two, the code with the expression cannot be blank in two others",
  },
} as const satisfies Readonly<Record<string, ApiErrorFact>>;
