import { randomBytes } from "node:crypto";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { idPrefixes } from "../../../facts/aws/ids";
import { nameLengths } from "../../../facts/aws/names";
import { otherTypes } from "../../../facts/resourceTypes";
import { bucketObjectTypes } from "../../../facts/typesAlike";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { number, text, type Properties } from "../values";
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
    autoName: { property: "name", maximumLength: nameLengths.trustStore },
    newId: (store, place) => {
      const own = `truststore/${text(store.name)}/${randomBytes(8).toString("hex")}`;
      return arn(place, "elasticloadbalancing", own);
    },
    validate: (store, place, current) => {
      const others = place.account
        .ofType(types.trustStore)
        .filter(({ key }) => key !== current?.key);
      const isTaken = others.some(
        ({ properties }) => properties.region === place.region && properties.name === store.name,
      );
      if (isTaken) {
        refuse(apiErrors.trustStoreExists, `A trust store named '${text(store.name)}' exists`);
      }
      admitBundle(store, place);
    },
    computeOutputs: (_store, _place, id) => ({ arn: id, arnSuffix: id.split(":").at(-1) ?? "" }),
  },
);

/** What a bucket of another program holds is not known here. */
function admitBundle(store: Properties, { account }: Place): void {
  const [bucket, key] = [
    text(store.caCertificatesBundleS3Bucket),
    text(store.caCertificatesBundleS3Key),
  ];
  const isMade = account
    .ofType(otherTypes.bucket)
    .some(({ properties }) => properties.bucket === bucket);
  const objects = bucketObjectTypes.flatMap((type) => account.ofType(type));
  const isThere = objects.some(
    ({ properties }) => properties.bucket === bucket && properties.key === key,
  );
  if (isMade && !isThere) {
    refuse(apiErrors.noBundle, `The specified ca certificate bundle does not exist`);
  }
}

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
    validate: (template, place, current) => {
      const taken = place.account.find(
        `launch-template-name:${place.region}/${text(template.name)}`,
      );
      if ([...taken].some(({ key }) => key !== current?.key)) {
        refuse(apiErrors.launchTemplateExists, "Launch template name already in use.");
      }
    },
    computeOutputs: (_template, place, id, current) => ({
      arn: arn(place, "ec2", `launch-template/${id}`),
      defaultVersion: 1,
      latestVersion: (number(current?.properties.latestVersion) ?? 0) + 1,
    }),
  },
);
