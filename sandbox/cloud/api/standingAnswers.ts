import { accountPath, admitAccount, zoneOf, zonePath } from "../cloudflare/rest";
import { cloudflareHandler } from "../cloudflare/handlers";
import { types } from "../account/indexes";
import { notFound } from "../resources/store";
import type { Properties } from "../values";
import { read } from "./fixedAnswers";
import type { ApiParts } from "./incoming";
import { listAnswer, type ListRule } from "./lists";
import type { Route } from "./route";

/**
 * The pages of an account or a zone that can be customized, all of them as Cloudflare has them: the sandbox customizes none.
 * Source: the npm package `cloudflare` 7.3, resources/custom-pages.
 */
const customPages: readonly string[] = [
  ...["1000_errors", "500_errors", "basic_challenge", "country_challenge", "ip_block"],
  ...["managed_challenge", "ratelimit_block", "under_attack", "waf_block", "waf_challenge"],
];

const wholeList: ListRule = { form: "whole" };
const pages = customPages.map((id): Properties => ({ id, state: "default", url: null }));

/** No monitor of the sandbox ever asks an origin, so nothing is known of any region. */
function poolHealth(accountId: string, id: string, { place }: ApiParts): Properties {
  admitAccount(accountId, place);
  if (place.account.get(types.pool, id)?.properties.accountId !== accountId) {
    throw notFound(cloudflareHandler(types.pool));
  }
  return { pool_id: id, pop_health: {} };
}

/** What stands in an account or a zone without a program, or without a handler that could make it. */
export const standingRoutes: readonly Route[] = [
  {
    path: `${accountPath({ accountId: ":accountId" })}/load_balancers/pools/:id/health`,
    methods: {
      GET: read(types.pool, ({ params: { accountId = "", id = "" } }, parts) => ({
        result: poolHealth(accountId, id, parts),
      })),
    },
  },
  // Nor does any of them write down that an origin changed.
  {
    path: "/user/load_balancing_analytics/events",
    methods: { GET: read(types.pool, () => ({ result: [] })) },
  },
  {
    path: `${accountPath({ accountId: ":accountId" })}/custom_pages`,
    methods: {
      GET: read(
        "cloudflare:index/customPages:CustomPages",
        ({ params: { accountId = "" }, query }, { place }) => {
          admitAccount(accountId, place);
          return listAnswer(pages, wholeList, query);
        },
      ),
    },
  },
  {
    path: `${zonePath({ zoneId: ":zoneId" })}/custom_pages`,
    methods: {
      GET: read(
        "cloudflare:index/customPages:CustomPages",
        ({ params: { zoneId = "" }, query }, { place }) => {
          zoneOf({ zoneId }, place);
          return listAnswer(pages, wholeList, query);
        },
      ),
    },
  },
];
