import { loginReturnPath } from "../../facts/aws/loadBalancing";
import { loginOf } from "../origin/actions";
import { outcomeFor, samplePaths, type Taker } from "../origin/listenerRules";
import { OriginPaths } from "../origin/originPaths";
import { toldUrls } from "../origin/toldUrls";
import { discoveryPath, sentLabels } from "../../facts/hostnameLabels";
import { isProgramsHostname, isProgramsPath, isSignInHostname } from "../traffic/hostnameLabels";
import type { TrafficModel } from "../traffic/path";
import type { AskedHostname } from "./askedHostnames";
import { ofHost, type SampleRequest } from "./sampleRequests";

/** More requests than these of one hostname are not made. */
const mostRequests = 20;

/** How programs change and delete, and how browsers ask first whether they may. Source: RFC 9110, section 9; Fetch, "CORS-preflight request". */
const programsMethods = ["PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/**
 * Makes requests that a hostname's own origin is made for: those that rules of its load balancers forward by their path or method, and the
 * methods of programs where its name says that it is for them.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 * @param home - A visitor's request.
 * @param call - A program's request.
 */
export function plannedRequests(
  model: TrafficModel,
  { title, host }: AskedHostname,
  home: SampleRequest,
  call: SampleRequest,
): SampleRequest[] {
  const paths = OriginPaths.of(model);
  const outcomes = paths
    .balancersOf(title)
    .flatMap((machine) => paths.asked(machine))
    .map((listener) => outcomeFor(model.inventory, listener, host));
  const takers = outcomes
    .flatMap(({ some }) => some)
    .filter(({ action }) => action.kind === "forward");
  const asksWho = outcomes
    .flatMap(({ some, rest }) => [...some, ...(rest === undefined ? [] : [rest])])
    .some(({ resource }) => loginOf(resource) !== undefined);
  const usual = isProgramsHostname(host) ? programsMethods : [];
  const discovery = isSignInHostname(host) ? [asking(call, discoveryPath, "GET")] : [];
  return [
    ...(asksWho ? [{ ...asking(home, loginReturnPath, "GET"), isPlanned: true }] : []),
    ...takers.flatMap((taker) => takenBy(taker, home, call)),
    ...[...discovery, ...toldCalls(model, host, call)],
    ...usual.map((method) => asking(call, call.forms[0]?.path ?? "/", method)),
  ]
    .slice(0, mostRequests)
    .map((sample) => ofHost(sample, host));
}

/** Calls of URLs that what runs is told: it calls them itself, or gives them to others for what they have to say. */
function toldCalls(model: TrafficModel, host: string, call: SampleRequest): SampleRequest[] {
  return toldUrls(model.inventory)
    .filter(({ url }) => url.hostname === host && isProgramsPath(url.pathname))
    .map(({ url: { pathname } }) => {
      const isSent = sentLabels.has(pathname.split("/", 2)[1] ?? "");
      return { ...asking(call, pathname, isSent ? "POST" : "GET"), isPlanned: true };
    });
}

function takenBy(
  { paths, methods }: Taker,
  home: SampleRequest,
  call: SampleRequest,
): SampleRequest[] {
  const asked = paths.length > 0 ? paths.flatMap(samplePaths) : methods.length > 0 ? ["/"] : [];
  return asked.flatMap((path) =>
    methods.length > 0
      ? methods.map((method) => ({ ...asking(call, path, method), isPlanned: true }))
      : [{ ...asking(home, path, "GET"), isPlanned: true }],
  );
}

function asking(sample: SampleRequest, path: string, method: string): SampleRequest {
  return {
    ...{ ...sample, name: method === "GET" ? `for ${path}` : `by ${method} for ${path}` },
    forms: sample.forms.map((form) => ({ ...form, path, method, query: "" })),
  };
}
