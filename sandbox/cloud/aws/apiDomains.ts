import { createHash } from "node:crypto";

import { pathTypes } from "../../../facts/resourceTypes";
import type { ResourceHandler } from "../resources/handler";
import { object, text } from "../values";
import { awsHandler } from "./action";

/** Domain names of API Gateway, which are their own ids. Source: AWS Terraform provider, aws_apigatewayv2_domain_name. */
export const apiDomainHandler: ResourceHandler = awsHandler(
  pathTypes.apiDomain,
  "apigateway",
  {
    create: "CreateDomainName",
    read: "GetDomainName",
    update: "UpdateDomainName",
    delete: "DeleteDomainName",
  },
  {
    hasNoRules: true,
    computedInside: ["domainNameConfiguration.targetDomainName"],
    newId: ({ domainName }) => text(domainName),
    computeOutputs: ({ domainName, domainNameConfiguration }, { region }) => ({
      arn: `arn:aws:apigateway:${region}::/domainnames/${text(domainName)}`,
      domainNameConfiguration: {
        ...object(domainNameConfiguration),
        targetDomainName: targetOf(text(domainName), region),
      },
    }),
  },
);

/** Source: Amazon API Gateway developer guide, apigateway-regional-api-custom-domain-create. */
function targetOf(domainName: string, region: string): string {
  const own = createHash("sha256").update(domainName).digest("hex").slice(0, 10);
  return `d-${own}.execute-api.${region}.amazonaws.com`;
}
