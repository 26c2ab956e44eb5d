import { object, text, type Properties } from "../../../sandbox/cloud/values";
import { scriptForm } from "../../sandbox/cloud/api/scriptForm";
import { account, accountId, at, shapesOf, types, zone, zoneId, type DoorKind } from "./doorKind";

const secret = Buffer.alloc(32, 7).toString("base64");
const module = { mainModule: "main.js", content: "export default {}" };
const worker = { accountId, compatibilityDate: "2026-01-01" };
const last = { service: "http_status:404" };
const room = { totalActiveUsers: 300, newUsersPerMinute: 200 };

const configurations: Properties[][] = [
  [last],
  [{ hostname: "www.example.com", service: "http://localhost:80" }, last],
  [
    { hostname: "*.example.com", path: "/a", service: "http://localhost:80" },
    {
      hostname: "www.example.com",
      service: "https://localhost",
      originRequest: { noTlsVerify: true },
    },
    last,
  ],
  [{ hostname: "www.example.com", service: "http://localhost:80" }],
  [last, last],
];

/** What stands before an origin beside rulesets and load balancers. */
export const trafficKinds: Readonly<Record<string, DoorKind>> = {
  [types.pageRule]: {
    ...at(`${zone}/pagerules`),
    send: ({ body, ...wire }, call) =>
      call(body === undefined ? wire : { ...wire, body: listed(body) }),
    refusals: ["400 1004"],
    shapes: shapesOf(
      [
        { actions: { ssl: "strict" }, status: "active" },
        { actions: { cacheLevel: "bypass", browserCacheTtl: 60 }, priority: 2 },
        { actions: { forwardingUrl: { url: "https://www.example.com/", statusCode: 301 } } },
        { actions: { ssl: "tight" } },
        { target: "example.net/*", actions: { ssl: "strict" } },
      ],
      ({ slot }) => ({ zoneId, target: `example.com/${slot}/*` }),
    ),
  },
  [types.workersRoute]: {
    ...at(`${zone}/workers/routes`),
    refusals: ["400 10022"],
    shapes: [
      ({ slot }) => ({ zoneId, script: "worker-0", pattern: `example.com/${slot}/*` }),
      ({ slot }) => ({ zoneId, script: "worker-1", pattern: `example.com/${(slot + 1) % 3}/*` }),
      ({ slot }) => ({ zoneId, pattern: `*.example.com/${slot}/*` }),
      () => ({ zoneId, script: "worker-0", pattern: "www.example.net/*" }),
    ],
  },
  [types.workersScript]: {
    path: ({ slot }) => `${account}/workers/scripts/worker-${slot}`,
    ...{ single: "PUT", id: ({ slot }) => `worker-${slot}` },
    send: ({ body, ...wire }, call) =>
      call(body === undefined ? wire : { ...wire, body: uploaded(body) }),
    shapes: shapesOf(
      [
        { ...module },
        { ...module, content: "export default { fetch: () => new Response() }" },
        {
          ...module,
          bindings: [
            { name: "ORIGIN", type: "plain_text", text: "www.example.com" },
            { name: "KEY", type: "secret_text", text: "of the worker" },
          ],
        },
        { bodyPart: "script", content: "addEventListener('fetch', () => {})", logpush: true },
        { ...module, compatibilityFlags: ["nodejs_compat"], usageModel: "standard" },
      ],
      ({ slot }) => ({ ...worker, scriptName: `worker-${slot}` }),
    ),
  },
  [types.tunnel]: {
    ...at(`${account}/cfd_tunnel`),
    refusals: ["400 0"],
    shapes: [
      ({ slot }) => ({ accountId, name: `tunnel-${slot}`, configSrc: "cloudflare" }),
      ({ slot }) => ({ accountId, name: `tunnel-${(slot + 1) % 3}`, configSrc: "cloudflare" }),
      ({ slot }) => ({
        ...{ accountId, name: `tunnel-${slot}`, configSrc: "cloudflare", tunnelSecret: secret },
      }),
      ({ slot }) => ({ accountId, name: `tunnel-${slot}`, tunnelSecret: "c2hvcnQ=" }),
      ({ slot }) => ({ accountId, name: `local-${slot}`, configSrc: "local" }),
    ],
  },
  [types.tunnelConfiguration]: {
    path: ({ slot, idOf }) => `${account}/cfd_tunnel/${idOf(types.tunnel, slot)}/configurations`,
    ...{ single: "PUT", never: "delete", id: ({ slot, idOf }) => idOf(types.tunnel, slot) },
    refusals: ["400 1056"],
    shapes: configurations.map((ingresses) => ({ slot, idOf }) => ({
      ...{ accountId, tunnelId: idOf(types.tunnel, slot), config: { ingresses } },
    })),
  },
  [types.waitingRoom]: {
    ...at(`${zone}/waiting_rooms`),
    refusals: ["400 0"],
    shapes: shapesOf(
      [
        { ...room },
        { ...room, newUsersPerMinute: 1 },
        { ...room, newUsersPerMinute: 301 },
        { ...room, totalActiveUsers: 199 },
        { ...room, suspended: true, queueingMethod: "random", sessionDuration: 10 },
        { ...room, cookieSuffix: "q", additionalRoutes: [{ host: "b.example.com", path: "/b" }] },
        { ...room, host: "shop.example.net" },
        { ...room, path: "/0" },
      ],
      ({ slot }) => ({
        ...{ zoneId, name: `room_${slot}`, host: "shop.example.com", path: `/${slot}` },
      }),
    ),
  },
};

/** A page rule as the API takes it: target and actions are lists there. */
function listed({ target, actions, ...body }: Properties): Properties {
  const constraint = { operator: "matches", value: text(target) };
  return {
    ...body,
    ...(target === undefined ? {} : { targets: [{ target: "url", constraint }] }),
    ...(actions === undefined
      ? {}
      : { actions: Object.entries(object(actions)).map(([id, value]) => ({ id, value })) }),
  };
}

/** A script is a part of the form whose metadata names it. */
function uploaded({
  content,
  script_name: _name,
  account_id: _account,
  ...metadata
}: Properties): FormData {
  return scriptForm(metadata, {
    [text(metadata.main_module ?? metadata.body_part ?? "")]: text(content),
  });
}
