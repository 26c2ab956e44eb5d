import { parentHostnames } from "../../core/hostnames";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { isObject, readFlag, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { partsOf } from "./listedItems";
import type { EdgeRule } from "./edgeRules";
import { methodOf, type RedirectAction } from "./urlActions";

/** One redirect of a list. */
interface ListedRedirect extends Pick<RedirectAction, "mayKeepMethod"> {
  readonly target: string;
  readonly coversSubdomains: boolean;
  readonly coversSubpaths: boolean;
  readonly keepsSuffix: boolean;
  readonly keepsQuery: boolean;
}

/** The redirects of one list by their source: scheme or none, host and path. */
type Redirects = Map<string, ListedRedirect>;

/** Lists of redirects by URL, each read when it is first asked for. */
export class RedirectLists {
  readonly #lists = new Map<string, { readonly redirects: Redirects | undefined }>();

  /**
   * Has read nothing yet.
   * @param inventory - The resources.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Finds the redirect of a list for a request.
   *
   * Source: Cloudflare docs, rules/url-forwarding/bulk-redirects/reference/parameters and concepts.
   * @param name - The list's name.
   * @param request - The request.
   * @returns The redirect; undefined where the list has none for it, unknown where the plan does not hold the list.
   */
  find(name: Known<string>, request: ExpressionRequest): Known<RedirectAction | undefined> {
    const redirects = name === unknownValue ? undefined : this.#redirectsOf(name);
    return redirects === undefined ? unknownValue : redirectOf(redirects, request);
  }

  /**
   * Lists the hostnames by which a rule, or the list that it redirects by, tells requests apart.
   * @param rule - The rule.
   * @returns The hostnames; undefined among them where they are not all.
   */
  hostsAsked({ action, hosts, asksWholeHosts }: EdgeRule): readonly (string | undefined)[] {
    const list = action.kind === "redirects" ? action.list : undefined;
    const own = asksWholeHosts ? hosts : [undefined, ...hosts];
    const redirects = typeof list === "string" ? this.#redirectsOf(list) : undefined;
    const listed = redirects === undefined ? [] : [...redirects];
    const isWide = list !== undefined && redirects === undefined;
    return isWide || listed.some(([, { coversSubdomains }]) => coversSubdomains)
      ? [undefined, ...own]
      : [...own, ...listed.map(([source]) => hostOf(source))];
  }

  #redirectsOf(name: string): Redirects | undefined {
    return getOrCreate(this.#lists, name, () => ({ redirects: this.#read(name) })).redirects;
  }

  #read(name: string): Redirects | undefined {
    const list = this.inventory.ofType("rulesList").find((each) => each.properties.name === name);
    if (list === undefined) {
      return undefined;
    }
    const own = readList(list.properties.items);
    const redirects: Redirects = new Map();
    const others = partsOf(this.inventory, list);
    const items = [...(own === unknownValue ? [] : own), ...others.map((each) => each.properties)];
    items.filter(isObject).forEach((item) => add(redirects, item));
    return own === unknownValue ? undefined : redirects;
  }
}

/**
 * Lists the URLs that a list redirects, or an item of one.
 * @param resource - A `List` or a `ListItem`.
 * @returns The sources as written.
 */
export function redirectSources(resource: ModelResource): readonly string[] {
  return redirectsIn(resource).flatMap(({ sourceUrl }) => {
    const source = readText(sourceUrl);
    return typeof source === "string" ? [source] : [];
  });
}

/**
 * Lists the URLs to which a list redirects, or an item of one.
 * @param resource - A `List` or a `ListItem`.
 * @returns The targets as written, each by its source.
 */
export function redirectTargets(resource: ModelResource): ReadonlyMap<string, string> {
  return new Map(
    redirectsIn(resource).flatMap(({ sourceUrl, targetUrl }): (readonly [string, string])[] => {
      const [source, target] = [readText(sourceUrl), readText(targetUrl)];
      return typeof source === "string" && typeof target === "string" ? [[source, target]] : [];
    }),
  );
}

function redirectsIn({ properties }: ModelResource): readonly ModelObject[] {
  const own = readList(properties.items);
  return [properties, ...(own === unknownValue ? [] : own)].flatMap((item) =>
    isObject(item) && isObject(item.redirect) ? [item.redirect] : [],
  );
}

/**
 * Gives the host of a URL that a list redirects, with a scheme or without.
 * @param source - The URL.
 */
export function hostOf(source: string): string {
  return source.replace(/^\w+:\/\//, "").split("/", 1)[0] ?? source;
}

function add(redirects: Redirects, { redirect }: ModelObject): void {
  if (!isObject(redirect)) {
    return;
  }
  const [source, target] = [readText(redirect.sourceUrl), readText(redirect.targetUrl)];
  if (typeof source === "string" && typeof target === "string") {
    redirects.set(source.includes("/", source.indexOf("://") + 3) ? source : `${source}/`, {
      target,
      coversSubdomains: readFlag(redirect.includeSubdomains, "no") === "yes",
      coversSubpaths: readFlag(redirect.subpathMatching, "no") === "yes",
      keepsSuffix: readFlag(redirect.preservePathSuffix, "yes") === "yes",
      keepsQuery: readFlag(redirect.preserveQueryString, "no") === "yes",
      ...methodOf(redirect),
    });
  }
}

function redirectOf(
  redirects: Redirects,
  { scheme, host, path }: ExpressionRequest,
): RedirectAction | undefined {
  for (const named of [host, ...parentHostnames(host)]) {
    for (const beneath of [path, ...parentPaths(path)]) {
      const source = `${named}${beneath}`;
      const found = redirects.get(`${scheme}://${source}`) ?? redirects.get(source);
      const covers =
        found !== undefined &&
        (named === host || found.coversSubdomains) &&
        (beneath === path || found.coversSubpaths);
      if (covers) {
        const rest = path.slice(beneath.replace(/\/$/, "").length);
        const isSuffixed = beneath !== path && found.keepsSuffix;
        const url = isSuffixed ? `${found.target.replace(/\/$/, "")}${rest}` : found.target;
        const { keepsQuery, mayKeepMethod } = found;
        const kept = mayKeepMethod === true ? { mayKeepMethod } : {};
        return { kind: "redirect", target: { kind: "url", url }, keepsQuery, ...kept };
      }
    }
  }
  return undefined;
}

/** `/a/`, `/a` and `/` of `/a/b`, the longest first. */
function parentPaths(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return [
    ...parts
      .map((_part, index) => `/${parts.slice(0, index + 1).join("/")}`)
      .reverse()
      .flatMap((parent) => [`${parent}/`, parent]),
    "/",
  ];
}
