import { randomBytes } from "node:crypto";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { idPrefixes } from "../../../facts/aws/ids";
import { nameLengths } from "../../../facts/aws/names";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { ResourceHandler } from "../resources/handler";
import { number, text } from "../values";
import { arn, awsHandler } from "./action";

/** Rules of listeners. */
export const listenerRuleHandler: ResourceHandler = awsHandler(
  types.listenerRule,
  "elasticloadbalancing",
  { create: "CreateRule", read: "DescribeRules", update: "ModifyRule", delete: "DeleteRule" },
  {
    newId: (rule) =>
      `${text(rule.listenerArn).replace(":listener/", ":listener-rule/")}/${randomBytes(8).toString("hex")}`,
    validate: (rule, place, current) => {
      const priority = number(rule.priority);
      const taken = place.account.find(`listener-rule:${text(rule.listenerArn)}/${priority ?? 0}`);
      if (priority !== undefined && [...taken].some(({ key }) => key !== current?.key)) {
        refuse(apiErrors.priorityInUse, `Priority '${priority}' is currently in use`);
      }
    },
    computeOutputs: (_rule, _place, id) => ({ arn: id }),
  },
);

/** Whose client certificates listeners take. */
export const trustStoreHandler: ResourceHandler = awsHandler(
  types.trustStore,
  "elasticloadbalancing",
  {
    create: "CreateTrustStore",
    read: "DescribeTrustStores",
    update: "ModifyTrustStore",
    delete: "DeleteTrustStore",
  },
  {
    newId: (store, place) => {
      const number = randomBytes(8).toString("hex");
      const name = text(store.name) || `${text(store.namePrefix)}${number}`;
      return arn(place, "elasticloadbalancing", `truststore/${name}/${number}`);
    },
    computeOutputs: (_store, _place, id) => {
      const [, name = "", number = ""] = id.split("/");
      return { arn: id, arnSuffix: `truststore/${name}/${number}`, name };
    },
  },
);

/** What machines are made by: every change makes a new version. */
export const launchTemplateHandler: ResourceHandler = awsHandler(
  types.launchTemplate,
  "ec2",
  {
    create: "CreateLaunchTemplate",
    read: "DescribeLaunchTemplates",
    update: "CreateLaunchTemplateVersion",
    delete: "DeleteLaunchTemplate",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.launchTemplate },
    newId: () => ec2Id(idPrefixes.launchTemplate),
    computeOutputs: (_template, place, id, current) => ({
      arn: arn(place, "ec2", `launch-template/${id}`),
      defaultVersion: 1,
      latestVersion: (number(current?.properties.latestVersion) ?? 0) + 1,
    }),
  },
);
