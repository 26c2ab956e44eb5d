import { listenerConstraints } from "../../../constraints/awsLoadBalancers";
import { brokenRules, type ValueRule } from "../../../constraints/constraint";
import { dnsRecordConstraints } from "../../../constraints/dnsRecords";
import { capacityInOrder, ecsServiceConstraints } from "../../../constraints/ecsServices";
import { loadBalancerConstraints } from "../../../constraints/loadBalancers";
import { monitorConstraints } from "../../../constraints/monitors";
import { nodeGroupConstraints } from "../../../constraints/nodeGroups";
import { notificationConstraints } from "../../../constraints/notifications";
import { allRegionsEntitled, poolConstraints } from "../../../constraints/pools";
import { scalingConstraints } from "../../../constraints/scalingGroups";
import { rulesetRefusals } from "../../../constraints/rulesets";
import { taskDefinitionConstraints } from "../../../constraints/taskDefinitions";
import { tunnelConfigurationConstraints } from "../../../constraints/tunnels";
import { waitingRoomEventConstraints } from "../../../constraints/waitingRoomEvents";
import { waitingRoomConstraints } from "../../../constraints/waitingRooms";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { knownList } from "../../../model/graph/reading";
import type { ModelResource } from "../../../model/graph/resources";
import { nodeGroupSizes, scalingBounds } from "../../../model/origin/capacity";
import { listenerFields } from "../../../model/origin/listeners";
import { OriginPaths } from "../../../model/origin/originPaths";
import { ecsServiceFields, scalableBounds } from "../../../model/origin/services";
import { taskDefinitionFields } from "../../../model/origin/taskDefinitions";
import { rulesetApiFields } from "../../../model/rules/rulesetApiFields";
import { tunnelConfigurationFields } from "../../../model/traffic/tunnels";
import { tunnelConfigs } from "../../../model/traffic/tunnelConfigs";
import {
  waitingRoomEventFields,
  waitingRoomEventView,
} from "../../../model/rules/waitingRoomEventFields";
import { waitingRoomFields, waitingRoomView } from "../../../model/rules/waitingRoomFields";
import { notificationFields } from "../../../model/traffic/alerts";
import {
  dnsRecordFields,
  loadBalancerFields,
  monitorFields,
  poolFieldsOf,
} from "../../../model/traffic/apiFields";
import type { PlanSide } from "../context";
import { oneWordOf } from "../limits";
import { defineLimitedRule, type Violation } from "../rule";
import { about } from "../subjects";

const plans = Object.values(CloudflarePlan);

/** Values that an API does not take. */
export const refusedByApi = defineLimitedRule({
  id: "refused-by-api",
  severity: "high",
  sentence: "No resource has values that the API refuses.",
  reason:
    "A preview takes them; the API refuses them in the middle of an update whose other calls were already made.",
  source: "The API's own documentation, named beside each constraint in this library's sources",
  hint: "Give a value that the API takes, or set the limits to what the account has",
  limits: {
    zonePlan: oneWordOf<CloudflarePlan>(
      CloudflarePlan.Enterprise,
      "the plan of the zones, which records and load balancers follow",
      plans,
    ),
    accountPlan: oneWordOf<CloudflarePlan>(
      CloudflarePlan.Enterprise,
      "the highest plan of the account's zones, which pools and monitors follow",
      plans,
    ),
    trafficSteering: oneWordOf<"yes" | "no">(
      "yes",
      "whether the account has the Traffic Steering add-on",
      ["yes", "no"],
    ),
  },
  evaluate: ({ after }, { zonePlan, accountPlan, trafficSteering }) => {
    const view = { plan: zonePlan, trafficSteering: trafficSteering === "yes" };
    const { records, loadBalancers, monitors } = after.traffic;
    return [
      ...records.flatMap(({ resource, hostname }) =>
        violations(resource, dnsRecordConstraints, dnsRecordFields(resource), view, hostname),
      ),
      ...loadBalancers.flatMap(({ resource, hostname }) =>
        violations(resource, loadBalancerConstraints, loadBalancerFields(resource), view, hostname),
      ),
      ...monitors.flatMap((monitor) =>
        violations(monitor.resource, monitorConstraints, monitorFields(monitor), {
          plan: accountPlan,
        }),
      ),
      ...poolViolations(after, accountPlan),
      ...after.traffic.inventory
        .ofType("scalingGroup")
        .flatMap((group) => violations(group, scalingConstraints, scalingBounds(group), undefined)),
      ...after.traffic.inventory
        .ofType("nodeGroup")
        .flatMap((group) =>
          violations(group, nodeGroupConstraints, nodeGroupSizes(group), undefined),
        ),
      ...listenerViolations(after),
      ...serviceViolations(after),
      ...after.traffic.inventory
        .ofType("alert")
        .flatMap((alert) =>
          violations(alert, notificationConstraints, notificationFields(alert), undefined),
        ),
      ...tunnelViolations(after),
      ...waitingRoomViolations(after, zonePlan),
      ...[...waitingRoomEventViolations(after), ...rulesetViolations(after, zonePlan)],
    ];
  },
});

function listenerViolations({ traffic: { inventory } }: PlanSide): Violation[] {
  return inventory
    .ofType("listener")
    .flatMap((listener) =>
      violations(listener, listenerConstraints, listenerFields(inventory, listener), undefined),
    );
}

/** Services of ECS, what they run, and between how many tasks they are kept. */
function serviceViolations({ traffic }: PlanSide): Violation[] {
  const { inventory } = traffic;
  const { uses } = OriginPaths.of(traffic);
  return [
    ...inventory
      .ofType("ecsService")
      .flatMap((service) =>
        violations(
          service,
          ecsServiceConstraints,
          ecsServiceFields(inventory, uses, service),
          undefined,
        ),
      ),
    ...inventory
      .ofType("taskDefinition")
      .flatMap((each) =>
        violations(each, taskDefinitionConstraints, taskDefinitionFields(each), undefined),
      ),
    ...inventory
      .ofType("scalableTarget")
      .flatMap((target) =>
        violations(target, [capacityInOrder], scalableBounds(target), undefined),
      ),
  ];
}

function tunnelViolations({ traffic: { inventory } }: PlanSide): Violation[] {
  return tunnelConfigs(inventory).flatMap((config) =>
    violations(
      config.resource,
      tunnelConfigurationConstraints,
      tunnelConfigurationFields(config),
      undefined,
    ),
  );
}

/** Waiting rooms are made one after the other: those are refused whose name or place is taken by then, or that are too many. */
function waitingRoomViolations(
  { traffic: { inventory } }: PlanSide,
  plan: CloudflarePlan,
): Violation[] {
  const rooms = inventory.ofType("waitingRoom");
  return rooms.flatMap((room, index) => {
    const view = waitingRoomView(inventory, room, rooms.slice(0, index), plan);
    return violations(room, waitingRoomConstraints, waitingRoomFields(room), view);
  });
}

function waitingRoomEventViolations({ traffic: { inventory } }: PlanSide): Violation[] {
  const events = inventory.ofType("waitingRoomEvent");
  return events.flatMap((event, index) => {
    const view = waitingRoomEventView(event, events.slice(0, index));
    return violations(event, waitingRoomEventConstraints, waitingRoomEventFields(event), view);
  });
}

/** That a phase has two entry points, `ruleset-phase-shared` tells. */
function rulesetViolations({ traffic }: PlanSide, plan: CloudflarePlan): Violation[] {
  return traffic.inventory.ofType("ruleset").flatMap((ruleset) =>
    rulesetRefusals(rulesetApiFields(ruleset), { plan, hasOtherEntryPoint: "no" }).map(
      ({ problem: { path, rule: must, actual } }) => ({
        ...{ ...about(ruleset, path), must },
        // Parameters may hold a header's value, which may be a secret.
        actual: path.endsWith("actionParameters") ? "what stands there" : actual,
      }),
    ),
  );
}

/** `check-regions-beyond-plan` has every region at once. */
const ownPoolConstraints = poolConstraints.filter((each) => each !== allRegionsEntitled);

/** Pools are made one after the other: those are refused that go over a quota. */
function poolViolations({ traffic }: PlanSide, plan: CloudflarePlan): Violation[] {
  let endpointsElsewhere = 0;
  return traffic.pools.flatMap((pool) => {
    const fields = poolFieldsOf(pool);
    const view = { plan, endpointsElsewhere };
    endpointsElsewhere += knownList(fields.origins)?.length ?? 0;
    return violations(pool.resource, ownPoolConstraints, fields, view);
  });
}

function violations<Fields, View>(
  resource: ModelResource,
  constraints: readonly ValueRule<Fields, View>[],
  fields: Fields,
  view: View,
  hostname?: string,
): Violation[] {
  return brokenRules(constraints, fields, view).map(({ rule, must, actual }) => ({
    ...about(resource, rule.property),
    ...(hostname === undefined ? {} : { title: hostname }),
    ...{ must, actual },
  }));
}
