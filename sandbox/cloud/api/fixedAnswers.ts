import { planOrder } from "../../../facts/cloudflare/plans";
import { accountsNow } from "../cloudflare/accounts";
import { refuseRoute, zoneOf } from "../cloudflare/rest";
import type { Properties } from "../values";
import { planOnWire } from "./answerForms";
import type { Answer, ApiParts, Incoming, Operation } from "./incoming";
import { listAnswer } from "./lists";
import type { Route } from "./route";

/**
 * A read of what no program makes.
 * @param type - Pulumi type token under which the journal has it.
 * @param answer - Makes the answer; throws `ApiError` to refuse.
 * @returns The operation.
 */
export function read(
  type: string,
  answer: (incoming: Incoming, parts: ApiParts) => Answer,
): Operation {
  return (incoming, parts) =>
    Promise.resolve({
      request: { service: "cloudflare", method: "GET", path: incoming.path, type },
      effect: () => answer(incoming, parts),
    });
}

/** The token is the sandbox's own, and never ends. */
const verify = read("cloudflare:index/apiToken:ApiToken", () => ({
  result: { id: "0".repeat(32), status: "active" },
  messages: [{ code: 10000, message: "This API Token is valid and active" }],
}));

const accountType = "cloudflare:index/account:Account";

function accountsOnWire({ place }: ApiParts): Properties[] {
  return accountsNow(place).map(({ id, name, type }) => ({
    id: id ?? null,
    name: name ?? null,
    type: type ?? "standard",
    settings: { enforce_twofactor: false },
  }));
}

/** What clients read on their way to what programs make. */
export const fixedRoutes: readonly Route[] = [
  {
    path: "/ips",
    methods: {
      GET: read("cloudflare:index/getIpRanges:getIpRanges", (_incoming, { place }) => {
        const { ipv4, ipv6 } = place.seed.ranges;
        const etag = `${ipv4.length}-${ipv6.length}`;
        return { result: { ipv4_cidrs: [...ipv4], ipv6_cidrs: [...ipv6], etag } };
      }),
    },
  },
  { path: "/user/tokens/verify", methods: { GET: verify } },
  { path: "/accounts/:accountId/tokens/verify", methods: { GET: verify } },
  {
    path: "/accounts",
    methods: {
      GET: read(accountType, ({ query }, parts) =>
        listAnswer(
          accountsOnWire(parts),
          { form: "pages", perPage: 20, filters: { name: "exact" } },
          query,
        ),
      ),
    },
  },
  {
    path: "/accounts/:accountId",
    methods: {
      GET: read(accountType, ({ params, path }, parts) => {
        const found = accountsOnWire(parts).find(({ id }) => id === params.accountId);
        return found === undefined ? refuseRoute(path) : { result: found };
      }),
    },
  },
  {
    path: "/zones/:zoneId/available_plans",
    methods: {
      GET: read("cloudflare:index/zone:Zone", ({ params }, { place }) => {
        const { plan } = zoneOf({ ...params }, place);
        return {
          // How often a plan is billed is left out, as its price is none: it is not declared to be "".
          result: planOrder.map((one) => {
            const { frequency: _frequency, ...rest } = planOnWire(one);
            return { ...rest, is_subscribed: one === plan, can_subscribe: one !== plan };
          }),
        };
      }),
    },
  },
];
