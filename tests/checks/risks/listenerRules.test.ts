import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, type Step } from "../report/plans";
import { dnsName, forward, front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { instance, listener, listenerRule, scalingGroup, securityGroup, targetGroup } = modelTypes;
const { targetGroupAttachment } = modelTypes;
const sealed = { vpcId: "vpc-1", name: "inner" };
const from = { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: ["front"] };

/** A target group with a machine of its own. */
const group = (name: string): Step[] => [
  known(same(targetGroup, name, targets({ name }))),
  known(same(instance, `${name}-1`, { vpcSecurityGroupIds: ["inner"] })),
  same(targetGroupAttachment, name, { targetGroupArn: name, targetId: `${name}-1` }),
];
const served: readonly Step[] = [
  ...front,
  ...group("app"),
  same(securityGroup, "inner", { ...sealed, ingress: [from] }),
];
const nowhere = known(
  same(
    listener,
    "https",
    listens({ defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404" } }] }),
  ),
);
const inTheEnd404 = served.map((step) => (step.name === "https" ? nowhere : step));
const named = (name: string): Step =>
  same("record", name, {
    ...{ zoneId, name, type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
  });

const byHost = (...values: readonly string[]): object => ({ hostHeader: { values } });
const byPath = (...values: readonly string[]): object => ({ pathPattern: { values } });
const byMethod = (...values: readonly string[]): object => ({ httpRequestMethod: { values } });
const byAddress = (...values: readonly string[]): object => ({ sourceIp: { values } });
const answers = (statusCode: string): object => ({
  type: "fixed-response",
  fixedResponse: { statusCode },
});
const redirects = (redirect: object): object => ({
  type: "redirect",
  redirect: { statusCode: "HTTP_301", ...redirect },
});
const rule = (action: object, ...conditions: readonly object[]): object => ({
  ...{ listenerArn: "https", priority: 10, actions: [action], conditions },
});
const toApi = { type: "forward", targetGroupArn: "api" };

describe("rules of listeners that redirect", () => {
  judgesAsExpected([
    [
      "the domain to its www, which is served",
      [
        ...[...served, named("example.com")],
        comes(
          listenerRule,
          "www",
          rule(redirects({ host: "www.example.com" }), byHost("example.com")),
        ),
      ],
      [],
    ],
    [
      "the domain to its www, where a rule redirects back",
      [
        ...[...served, named("example.com")],
        comes(
          listenerRule,
          "www",
          rule(redirects({ host: "www.example.com" }), byHost("example.com")),
        ),
        comes(listenerRule, "back", {
          ...rule(redirects({ host: "example.com" }), byHost("www.example.com")),
          priority: 11,
        }),
      ],
      ["high listener-rule-answers example.com", "high listener-rule-answers www.example.com"],
    ],
    [
      "the domain to a hostname of which the plan says nothing",
      [
        ...[...served, named("example.com")],
        comes(
          listenerRule,
          "new",
          rule(redirects({ host: "www.example.org" }), byHost("example.com")),
        ),
      ],
      ["medium listener-rule-answers example.com"],
    ],
    [
      "programs to a hostname that is served",
      [
        ...[...served, named("api.example.com")],
        comes(
          listenerRule,
          "www",
          rule(redirects({ host: "www.example.com" }), byHost("api.example.com")),
        ),
      ],
      ["medium listener-rule-answers api.example.com"],
    ],
    [
      "all of a hostname to a page of its own",
      [
        ...[
          ...served,
          same(listenerRule, "page", { ...rule(forward, byPath("/sorry")), priority: 5 }),
        ],
        comes(listenerRule, "sorry", rule(redirects({ path: "/sorry" }), byPath("/*"))),
      ],
      ["high listener-rule-answers www.example.com"],
    ],
    [
      "a path to another that is served",
      [...served, comes(listenerRule, "old", rule(redirects({ path: "/new" }), byPath("/old/*")))],
      [],
    ],
    [
      "all of a hostname to a port at which nothing listens",
      [...served, comes(listenerRule, "port", rule(redirects({ port: "8443" }), byPath("/*")))],
      ["high listener-rule-answers www.example.com"],
    ],
    [
      "all of a hostname to a port that Cloudflare does not take",
      [...served, comes(listenerRule, "port", rule(redirects({ port: "9443" }), byPath("/*")))],
      ["high listener-rule-answers www.example.com"],
    ],
    [
      "all of a hostname to a port at which another listener forwards",
      [
        ...[...served, known(same(listener, "other", listens({ port: 8443 })))],
        comes(listenerRule, "port", rule(redirects({ port: "8443" }), byPath("/*"))),
      ],
      [],
    ],
    [
      "a path to one beneath it",
      [
        ...served,
        comes(listenerRule, "old", rule(redirects({ path: "/old/new" }), byPath("/old/*"))),
      ],
      ["medium listener-rule-answers www.example.com at /old/*"],
    ],
  ]);
});

describe("rules of listeners that refuse a part", () => {
  judgesAsExpected([
    [
      "files that nobody asks for",
      [...served, comes(listenerRule, "git", rule(answers("404"), byPath("/.git/*", "/.env")))],
      [],
    ],
    [
      "a folder",
      [...served, comes(listenerRule, "admin", rule(answers("403"), byPath("/wp-admin/*")))],
      ["low listener-rule-answers www.example.com at /wp-admin/*"],
    ],
    [
      "the first page",
      [...served, comes(listenerRule, "home", rule(answers("503"), byPath("/", "/index.html")))],
      ["high listener-rule-answers www.example.com at /, /index.html"],
    ],
    [
      "what is sent to the first page",
      [...served, comes(listenerRule, "home", rule(answers("405"), byPath("/"), byMethod("POST")))],
      ["medium listener-rule-answers www.example.com at /"],
    ],
    [
      "what programs ask for",
      [...served, comes(listenerRule, "api", rule(answers("403"), byPath("/api/*")))],
      ["medium listener-rule-answers www.example.com at /api/*"],
    ],
    [
      "a folder, with an error of the server",
      [...served, comes(listenerRule, "shop", rule(answers("503"), byPath("/shop/*")))],
      ["medium listener-rule-answers www.example.com at /shop/*"],
    ],
    [
      "a method that nobody sends",
      [
        ...served,
        comes(listenerRule, "trace", rule(answers("405"), byPath("/*"), byMethod("TRACE"))),
      ],
      [],
    ],
    [
      "the method of forms",
      [...served, comes(listenerRule, "post", rule(answers("405"), byMethod("POST")))],
      ["medium listener-rule-answers www.example.com"],
    ],
    [
      "some addresses, which are not Cloudflare's",
      [
        ...served,
        comes(
          listenerRule,
          "ban",
          rule(answers("403"), byPath("/*"), byAddress("198.51.100.0/24")),
        ),
      ],
      [],
    ],
  ]);
});

describe("rules of listeners that forward less", () => {
  const all = rule(forward, byHost("www.example.com"));
  const narrowed = (...more: readonly object[]): Step[] => [
    ...inTheEnd404,
    becomes(listenerRule, "www", all, rule(forward, byHost("www.example.com"), ...more)),
  ];
  judgesAsExpected([
    [
      "to an office, which Cloudflare is not",
      narrowed(byAddress("198.51.100.0/24")),
      ["high listener-rule-answers www.example.com"],
    ],
    [
      "to addresses of which some are Cloudflare's",
      narrowed(byAddress("104.16.0.0/13", "172.64.0.0/13")),
      ["medium listener-rule-answers www.example.com"],
    ],
    ["to a method", narrowed(byMethod("GET")), ["medium listener-rule-answers www.example.com"]],
    [
      "to a method, where programs ask",
      [
        ...[...inTheEnd404, named("api.example.com")],
        becomes(
          listenerRule,
          "api",
          rule(forward, byHost("api.example.com")),
          rule(forward, byHost("api.example.com"), byMethod("GET", "HEAD")),
        ),
      ],
      ["high listener-rule-answers api.example.com"],
    ],
    [
      "to none, where the listener has no other rule: told with the listener, once",
      [...inTheEnd404, goes(listenerRule, "www", all)],
      ["high listener-answers edge"],
    ],
    [
      "to none, where another rule stays",
      [
        ...inTheEnd404,
        goes(listenerRule, "www", all),
        same(listenerRule, "other", { ...rule(forward, byHost("b.example.com")), priority: 20 }),
      ],
      ["high listener-rule-answers www.example.com"],
    ],
  ]);

  it("name the methods that are left out, and what brings the requests back", () => {
    const [risk] = reviewSteps(narrowed(byMethod("GET"))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on, and until a rule forwards it again, at edge every request for www.example.com by other methods than GET is answered by the load balancer itself, with the code 404.",
    );
    expect(bareText(risk?.hint ?? [])).to.equal(
      "Keep the rule that forwards before all that take www.example.com by other methods than GET, or add what takes its place in an update before this one.",
    );
  });
});

describe("rules of listeners by path that go", () => {
  const api = rule(toApi, byPath("/api/*"));
  const both: readonly Step[] = [...served, ...group("api")];
  const wild = (priority: number): Step =>
    same(listenerRule, "all", { ...rule(forward, byHost("*.example.com")), priority });
  judgesAsExpected([
    [
      "what they took goes to other targets",
      [...both, goes(listenerRule, "api", api)],
      ["medium listener-rule-shadows www.example.com at /api/*"],
    ],
    [
      "they come behind what takes all",
      [...both, wild(20), becomes(listenerRule, "api", api, { ...api, priority: 30 })],
      ["high listener-rule-shadows www.example.com at /api/*"],
    ],
    [
      "they leave the path to what takes all behind them",
      [...[...both, wild(20)], becomes(listenerRule, "api", api, rule(toApi, byPath("/v2/*")))],
      ["medium listener-rule-shadows www.example.com at /api/*"],
    ],
    [
      "they come behind what takes all, where nothing runs",
      [
        ...[...both, known(same(targetGroup, "idle", targets({ name: "idle" })))],
        same(scalingGroup, "idle", {
          ...{ name: "idle", minSize: 0, desiredCapacity: 0, maxSize: 1 },
          targetGroupArns: ["idle"],
        }),
        same(listenerRule, "all", {
          ...rule({ ...toApi, targetGroupArn: "idle" }, byHost("*.example.com")),
          priority: 20,
        }),
        becomes(listenerRule, "api", api, { ...api, priority: 30 }),
      ],
      ["high listener-rule-shadows www.example.com at /api/*"],
    ],
    [
      "they come behind what takes another hostname",
      [
        ...both,
        same(listenerRule, "all", { ...rule(forward, byHost("*.example.org")), priority: 20 }),
        becomes(listenerRule, "api", api, { ...api, priority: 30 }),
      ],
      [],
    ],
    [
      "another rule takes the path",
      [
        ...[...both, ...group("blue")],
        goes(listenerRule, "api", api),
        comes(listenerRule, "blue", {
          ...rule({ ...toApi, targetGroupArn: "blue" }, byPath("/api/*")),
          priority: 9,
        }),
      ],
      [],
    ],
    [
      "a rule comes before that leads to the same group",
      [
        ...both,
        same(listenerRule, "api", api),
        comes(listenerRule, "early", { ...rule(toApi, byPath("/api/*")), priority: 1 }),
      ],
      [],
    ],
    [
      "what served there goes too",
      [
        ...served,
        goes(listenerRule, "api", api),
        ...group("api").map((step) => ({ ...step, op: "delete" })),
      ],
      ["low listener-rule-shadows www.example.com at /api/*"],
    ],
  ]);
});

describe("rules of listeners that lead a path to a group in which nothing runs", () => {
  const fresh = known(comes(targetGroup, "new", targets({ name: "new" })));
  const toNew = rule({ type: "forward", targetGroupArn: "new" }, byPath("/blog/*"));
  const early = comes(listenerRule, "blog", { ...toNew, priority: 1 });
  const stood = rule({ type: "forward", targetGroupArn: "blog" }, byPath("/blog/*"));
  const machine = same(targetGroupAttachment, "new", { targetGroupArn: "new", targetId: "app-1" });
  judgesAsExpected([
    [
      "and that had no rule of its own",
      [...served, fresh, early],
      ["medium listener-rule-shadows www.example.com at /blog/*"],
    ],
    [
      "and that another rule led to targets",
      [...served, ...group("blog"), same(listenerRule, "old", stood), fresh, early],
      ["high listener-rule-shadows www.example.com at /blog/*"],
    ],
    ["and registers a machine", [...served, fresh, machine, early], []],
  ]);
});

describe("rules of listeners that come before those of hostnames", () => {
  const api = rule(toApi, byHost("api.example.com"));
  const both: readonly Step[] = [
    ...[...served, ...group("api"), named("api.example.com")],
    same(listenerRule, "api", api),
  ];
  const toNew = { type: "forward", targetGroupArn: "new" };
  const takes = (...conditions: readonly object[]): Step =>
    comes(listenerRule, "all", { ...rule(toNew, ...conditions), priority: 1 });
  const wild = takes(byHost("*.example.com"));
  const fresh = known(comes(targetGroup, "new", targets({ name: "new" })));
  const fleet = (size: object): Step =>
    comes(scalingGroup, "fleet", { name: "fleet", targetGroupArns: ["new"], maxSize: 3, ...size });
  const none = fleet({ minSize: 0, desiredCapacity: 0 });
  // The rule that names the one stays and takes nothing any more; the other was taken by default.
  const told = (severity: string): string[] => [
    "high listener-rule-shadows api.example.com",
    `${severity} listener-rule-shadows www.example.com`,
  ];
  judgesAsExpected([
    ["and lead to a fleet of none", [...both, fresh, none, wild], told("high")],
    ["and lead to a new group without targets", [...both, fresh, wild], told("high")],
    [
      "and lead to a fleet that runs some",
      [...both, fresh, fleet({ minSize: 1, desiredCapacity: 1 }), wild],
      told("medium"),
    ],
    [
      "and lead to a fleet of which nobody says how many it runs",
      [...both, fresh, fleet({ minSize: 0 }), wild],
      told("medium"),
    ],
    [
      "and lead to a group that stood, to which something else may have registered targets",
      [...both, known(same(targetGroup, "new", targets({ name: "new" }))), wild],
      told("medium"),
    ],
    [
      "and name the hostname themselves",
      [...both, fresh, fleet({ minSize: 1, desiredCapacity: 1 }), takes(byHost("api.example.com"))],
      ["medium listener-rule-shadows api.example.com"],
    ],
    [
      "and stand in place of the rule that named it",
      [
        ...both.filter(({ type, name }) => type !== listenerRule || name !== "api"),
        ...[goes(listenerRule, "api", api), fresh, fleet({ minSize: 1, desiredCapacity: 1 }), wild],
      ],
      told("medium").map((each) => each.replace("high", "medium")),
    ],
    ["and take other hostnames", [...both, fresh, none, takes(byHost("pr-*.example.com"))], []],
    [
      "from one that nothing served",
      [
        ...both.filter(({ type, name }) => type !== targetGroupAttachment || name !== "api"),
        same(scalingGroup, "idle", {
          ...{ name: "idle", minSize: 0, desiredCapacity: 0, maxSize: 1, targetGroupArns: ["api"] },
        }),
        ...[fresh, none, takes(byHost("api.example.com"))],
      ],
      ["medium listener-rule-shadows api.example.com"],
    ],
  ]);

  it("say that nothing runs where requests go", () => {
    const [risk] = reviewSteps([...both, fresh, none, wild]).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on, and until the rule goes or comes later, at edge every request for api.example.com goes to new and no longer to api, since all takes it before api does: fleet runs nothing behind new, and visitors get Error 503 from the load balancer.",
    );
  });
});
