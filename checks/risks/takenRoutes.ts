import { otherTypes } from "../../facts/resourceTypes";
import { tokensAt, unknownLink } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import { lateRisks } from "./lateRisks";
import { changesOf, isDeleted, type Risk, type RiskContext } from "./risk";
import { subnetRouteRisks } from "./subnetRoutes";

/**
 * Finds origins whose answers found their way by what goes with a route table although the program keeps it: all standing routes of a main table that the
 * program takes over, and the routes and associations of a table that is deleted, whose subnets follow the main one from then on.
 * Source: AWS Terraform provider, aws_default_route_table ("immediately removes all defined routes") and internal/service/ec2, aws_route_table
 * (all associations are taken away before the table is deleted).
 */
export function takenRouteRisks(context: RiskContext): Risk[] {
  const taken = new Set(
    [...takenByAdoption(context), ...takenByDeletion(context)]
      .filter(({ key }) => !context.changes.has(key))
      .map(({ key }) => key),
  );
  const left = context.plan.after.filter(({ key }) => !taken.has(key));
  return taken.size === 0 ? [] : lateRisks(context, left, subnetRouteRisks);
}

function takenByAdoption(context: RiskContext): ModelResource[] {
  const tokens = changesOf(context, "routeTable", ["create"])
    .filter(({ type }) => type === otherTypes.defaultRouteTable)
    .flatMap(({ after }) => (after === undefined ? [] : tokensAt(after, "defaultRouteTableId")))
    .filter((token) => token !== unknownLink);
  return context.after.inventory.linkedToAny(tokens, "route");
}

function takenByDeletion(context: RiskContext): ModelResource[] {
  const { inventory } = context.after;
  const ids = changesOf(context, "routeTable", ["delete"])
    .filter(isDeleted)
    .flatMap(({ before }) => before?.id ?? [])
    .filter((id) => inventory.byId("routeTable", id) === undefined);
  return (["route", "routeTableAssociation", "mainRouteTableAssociation"] as const).flatMap(
    (type) => inventory.linkedToAny(ids, type),
  );
}
