import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { cloudConnector, pageRule, ruleset } = modelTypes;

const named = (name: string, content: string): Step => ({
  ...{ ...www, name, id: name },
  old: { ...www.old, name: `${name}.example.com`, content },
});
const [files, other] = [named("files", "203.0.113.20"), named("other", "203.0.113.21")];

const rules = (
  phase: string,
  action: string,
  list: readonly (readonly [string, object])[],
): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase },
  rules: list.map(([expression, actionParameters]) => ({ action, expression, actionParameters })),
});
const below = (path: string): string => `starts_with(http.request.uri.path, "${path}")`;
const wwwBelow = (path: string): string => `http.host eq "www.example.com" and ${below(path)}`;

const routes = (...list: readonly (readonly [string, object])[]): object =>
  rules("http_request_origin", "route", list);
const led = (host: string): readonly [string, object] => [
  wwwBelow("/files/"),
  { origin: { host } },
];

const caching = (...list: readonly (readonly [string, object])[]): object =>
  rules("http_request_cache_settings", "set_cache_settings", list);
const kept = (seconds: number): object => ({
  ...{ cache: true, edgeTtl: { mode: "override_origin", default: seconds } },
});
const everything = 'http.host eq "www.example.com"';

const connects = (host: string, expression: string): object => ({
  zoneId,
  rules: [
    { cloudConnectorRulesProvider: "aws_s3", expression, enabled: true, parameters: { host } },
  ],
});
const bucket = "images.s3.amazonaws.com";

const shared = ["medium cache-shares-pages www.example.com"];
const own = ["high cache-shares-pages www.example.com"];
const elsewhere = ["medium destination-changed www.example.com"];
const perhapsElsewhere = ["low destination-changed www.example.com"];

const plans: StrangersPlans = [
  [
    "a rule leads files to another hostname of the plan than until now",
    [
      www,
      files,
      other,
      becomes(ruleset, "o", routes(led("files.example.com")), routes(led("other.example.com"))),
    ],
    perhapsElsewhere,
  ],
  [
    "a rule goes that led files to another hostname",
    [www, files, goes(ruleset, "o", routes(led("files.example.com")))],
    elsewhere,
  ],
  [
    "a rule comes that leads files to a hostname of the plan",
    [www, files, comes(ruleset, "o", routes(led("files.example.com")))],
    [],
  ],
  [
    "a rule that leads a hostname to itself goes",
    [
      files,
      goes(ruleset, "o", routes([below("/files/"), { origin: { host: "files.example.com" } }])),
    ],
    [],
  ],
  [
    "images come from another bucket",
    [
      www,
      becomes(
        cloudConnector,
        "c",
        connects(bucket, below("/img/")),
        connects("b.s3.amazonaws.com", below("/img/")),
      ),
    ],
    perhapsElsewhere,
  ],
  [
    "images come from a bucket no more",
    [www, goes(cloudConnector, "c", connects(bucket, below("/img/")))],
    elsewhere,
  ],
  [
    "everything comes from the bucket of the images",
    [www, becomes(cloudConnector, "c", connects(bucket, below("/img/")), connects(bucket, "true"))],
    perhapsElsewhere,
  ],
  [
    "images come from a bucket from now on",
    [www, comes(cloudConnector, "c", connects(bucket, below("/img/")))],
    [],
  ],
  [
    "accounts are kept for everybody",
    [www, comes(ruleset, "k", caching([below("/account/"), kept(3_600)]))],
    own,
  ],
  [
    "a checkout is kept for everybody, by a page rule",
    [
      www,
      comes(pageRule, "k", {
        ...{ zoneId, target: "www.example.com/checkout/*", status: "active", priority: 1 },
        actions: { cacheLevel: "cache_everything", edgeCacheTtl: 7_200 },
      }),
    ],
    own,
  ],
  [
    "answers of GraphQL are kept for everybody",
    [www, comes(ruleset, "k", caching(['http.request.uri.path eq "/graphql"', kept(60)]))],
    shared,
  ],
  [
    "articles are kept for everybody",
    [www, comes(ruleset, "k", caching([below("/blog/"), kept(3_600)]))],
    [],
  ],
  [
    "accounts were kept for everybody before, for longer",
    [
      www,
      becomes(
        ...([ruleset, "k"] as const),
        caching([below("/account/"), kept(7_200)]),
        caching([below("/account/"), kept(3_600)]),
      ),
    ],
    [],
  ],
  [
    "pages that were kept are kept for no second",
    [
      www,
      becomes(ruleset, "k", caching([everything, kept(3_600)]), caching([everything, kept(0)])),
    ],
    ["medium cache-off www.example.com"],
  ],
  [
    "pages that were kept are kept for less long",
    [
      www,
      becomes(ruleset, "k", caching([everything, kept(3_600)]), caching([everything, kept(600)])),
    ],
    [],
  ],
];

describe("rules for some paths in plans of strangers", () => {
  judgesAsExpected(plans);
});
