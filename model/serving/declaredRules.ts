import { usualQueueingStatusCode } from "../../facts/cloudflare/waitingRooms";
import { zoneOfPath } from "../traffic/answering";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import { ErrorPageKind } from "../../facts/cloudflare/errorPages";
import { blockStatus, requestSteps, type RequestStep } from "../../facts/cloudflare/requestPhases";
import { zoneOf } from "../graph/links";
import { modelType } from "../graph/resourceTypes";
import { answerTo, type EdgeAnswer } from "../rules/edgeAnswers";
import type { MetRules } from "../rules/metRules";
import type { EdgeRule } from "../rules/edgeRules";
import { EdgeZones } from "../rules/edgeZones";
import { targetUrl } from "../rules/redirects";
import { settingsOf } from "../rules/requestSettings";
import { customErrorPage, staleIfErrorSeconds } from "../rules/responseRules";
import { readWaitingRoom } from "./waitingRooms";
import type { TrafficModel } from "../traffic/path";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { Assumed } from "./assumed";
import { declaredErrorPages, type DeclaredErrorPages } from "./declaredErrorPages";
import { declaredLimits } from "./declaredLimits";
import { declaredRooms } from "./declaredRooms";
import type {
  DeclaredRules,
  RuledAnswer,
  RuledError,
  RuledRoom,
  RuledSettings,
  ShownError,
} from "./ruled";
import { declaredWorkers } from "./declaredWorkers";

/** Statuses of the answers that rules make where they name none, or none that is known. */
const statuses = {
  redirected: 302,
  login: 302,
  blocked: blockStatus,
  held: usualQueueingStatusCode,
} as const;

/** Whether a rule answers in place of the origin: a challenge lets browsers go on. */
function isAnswered(outcome: EdgeAnswer["outcome"]): outcome is keyof typeof statuses {
  return Object.hasOwn(statuses, outcome);
}

/**
 * Reads what the rules of the edge do with requests for a hostname.
 * @param model - The paths of hostnames.
 * @param path - The hostname's.
 * @param assumed - Takes what is assumed.
 * @returns The rules; undefined where its zone has none.
 */
export function declaredRules(
  model: TrafficModel,
  path: HostnamePath,
  assumed: Assumed,
): DeclaredRules | undefined {
  const zone = zoneOfPath(path);
  if (zone === undefined) {
    return undefined;
  }
  const layers = edgeLayers(model, zone, path.hostname, assumed);
  const hasResponseRules = model.inventory.ofType("ruleset").some((each) => zoneOf(each) === zone);
  const { worker, rooms, pages } = layers;
  const hasNone = [worker, rooms, pages].every((layer) => layer === undefined);
  if (layers.met.phases.size === 0 && hasNone && !hasResponseRules) {
    return undefined;
  }
  noteTaken(model, zone, path.hostname, assumed);
  return { ...ruledRequests(layers, assumed), ...ruledResponses(model, zone, layers) };
}

function edgeLayers(model: TrafficModel, zone: string, hostname: string, assumed: Assumed) {
  return {
    met: EdgeZones.of(model).metIn(zone),
    worker: declaredWorkers(model, zone, hostname, assumed),
    rooms: declaredRooms(model, zone, assumed),
    pages: declaredErrorPages(model, zone, hostname, assumed),
  };
}

/** What a request can meet at the edge. */
type EdgeLayers = ReturnType<typeof edgeLayers>;

function ruledRequests(
  { met, worker, rooms, pages }: EdgeLayers,
  assumed: Assumed,
): Pick<DeclaredRules, "answer" | "waitingRoom" | "limits"> {
  // A request is led through the rules once, however much is asked about it.
  const led = new WeakMap<ExpressionRequest, EdgeAnswer>();
  const answerFor = (request: ExpressionRequest): EdgeAnswer =>
    getOrCreate(led, request, () => answerTo(met, request));
  return {
    answer: (request): RuledAnswer | undefined => {
      const answer = answerFor(request);
      const ruled = ruledAnswer(answer, request, pages);
      return answer.step === balancingStep
        ? (worker?.(request) ?? ruled)
        : (ruled ?? worker?.(request));
    },
    waitingRoom: rooms && ((request) => roomPassed(rooms, answerFor(request), request)),
    limits: declaredLimits(met, answerFor, pages, assumed),
  };
}

function ruledResponses(
  { inventory }: TrafficModel,
  zone: string,
  { met, pages }: EdgeLayers,
): Pick<DeclaredRules, "settings" | "errorPage"> {
  return {
    settings: (request) => ({
      ...ruledSettings(met, request),
      staleIfErrorSeconds: staleIfErrorSeconds(inventory, zone, request),
    }),
    errorPage: (request, error): RuledError | undefined =>
      customErrorPage(inventory, zone, withError(request, error)) ??
      pages?.forError(request, error),
  };
}

function ruledSettings(
  met: MetRules,
  request: ExpressionRequest,
): Omit<RuledSettings, "staleIfErrorSeconds"> {
  const sample = { name: "", asker: "visitors", isPage: true, forms: [request] } as const;
  const { port, originHost, keptSeconds } = settingsOf(met, sample);
  return {
    port: knownOnly(port?.value),
    address: knownOnly(originHost?.value),
    keptSeconds: knownOnly(keptSeconds?.value),
  };
}

const roomsStep: RequestStep = "waiting rooms";

/** The one step that comes after Workers. */
const balancingStep: RequestStep = "load balancing rules";

/** None for what is answered before rooms, and none where it is not known what rules make of the URL. */
function roomPassed(
  rooms: (request: ExpressionRequest) => RuledRoom | undefined,
  { step, rewritten }: EdgeAnswer,
  request: ExpressionRequest,
): RuledRoom | undefined {
  const isAnswered =
    step !== undefined && requestSteps.indexOf(step) <= requestSteps.indexOf(roomsStep);
  const asked = rewritten === undefined ? request : rewritten.request;
  return isAnswered || asked === undefined ? undefined : rooms(asked);
}

/** Which page a refusal shows where the rule itself says none. */
const refusals: Readonly<Partial<Record<RequestStep, ErrorPageKind>>> = {
  "IP access rules": ErrorPageKind.IpBlock,
  http_request_firewall_custom: ErrorPageKind.WafBlock,
};

function ruledAnswer(
  { outcome, by, step, redirect }: EdgeAnswer,
  request: ExpressionRequest,
  pages: DeclaredErrorPages | undefined,
): RuledAnswer | undefined {
  if (by === undefined || !isAnswered(outcome)) {
    return undefined;
  }
  const { status, title } = saidBy(by);
  const own = by.action.kind === "block" ? by.action.page : undefined;
  const refusal = step === undefined ? undefined : refusals[step];
  const page = own ?? (refusal && pages?.forRefusal(request, refusal));
  return {
    status: typeof status === "number" ? status : statuses[outcome],
    ...{ by: title, location: redirect && targetUrl(redirect, request)?.href },
    ...{ retryAfter: undefined, page: knownOnly(page) },
  };
}

function saidBy({ action, resource, title }: EdgeRule): {
  readonly status: Known<number>;
  readonly title: string;
} {
  if (action.kind === "hold" && modelType(resource.type) === "waitingRoom") {
    const { name, status } = readWaitingRoom(resource);
    return { status, title: `the waiting room ${name}` };
  }
  return { status: action.kind === "block" ? action.status : unknownValue, title };
}

/** Of what rules do with the requests of visitors, what is not known, and what browsers get past. */
function noteTaken(model: TrafficModel, zone: string, host: string, assumed: Assumed): void {
  const answers = EdgeZones.of(model)
    .answersFor(zone, { title: host, host, monitored: "/" })
    .filter(({ sample }) => sample.asker === "visitors");
  for (const { title } of new Set(answers.flatMap(({ perhaps }) => perhaps))) {
    assumed.note(
      `whether the rule ${title} answers visitors of ${host} is not known: it is taken not to`,
    );
  }
  const challenged = answers.filter(({ outcome }) => outcome === "challenged");
  for (const { title } of new Set(challenged.flatMap(({ by }) => by ?? []))) {
    assumed.note(`visitors of ${host} are taken to get past the challenge of the rule ${title}`);
  }
}

/** Source: Cloudflare docs, ruleset-engine/rules-language/fields (`cf.response.error_type`, `cf.response.1xxx_code`). */
function withError(
  request: ExpressionRequest,
  { code, detailCode, isOfEdge }: ShownError,
): ExpressionRequest {
  const type = !isOfEdge ? "" : detailCode === undefined ? "5xx" : "1xxx";
  return {
    ...request,
    fields: {
      ...request.fields,
      "http.response.code": code,
      "cf.response.error_type": type,
      "cf.response.1xxx_code": detailCode ?? 0,
    },
  };
}

function knownOnly<T>(value: Known<T> | undefined): T | undefined {
  return value === unknownValue ? undefined : value;
}
