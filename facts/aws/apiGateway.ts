/**
 * How API Gateway writes that anybody may call a route or a method, and that requests have to be signed; each other word asks for a token.
 * Source: Amazon API Gateway, version 2 API reference, routes (authorizationType), and REST API reference, PutMethod (authorizationType).
 */
export const apiAuthorizations = { none: "NONE", signed: "AWS_IAM" } as const;

/** The type of an API that the networks of its endpoints alone reach. Source: Amazon API Gateway developer guide, apigateway-private-apis. */
export const privateEndpoint = "PRIVATE";

/** How an integration of API Gateway writes that it asks through a VPC link. Source: Amazon API Gateway, version 2 API reference, integrations (connectionType), and REST API reference, PutIntegration (connectionType). */
export const vpcLinkConnection = "VPC_LINK";

/**
 * What API Gateway answers where it does not reach what a private integration asks.
 * Source for REST APIs: AWS knowledge center, api-gateway-500-error-vpc (security groups, listeners and VPC links that are wrong: 500). Of HTTP APIs no page
 * of AWS says it; reports say 503 (aws-samples/aws-apigw-http-api-private--integrations#2).
 */
export const unreachedIntegration = { httpApi: 503, restApi: 500 } as const;

/**
 * What visitors of an HTTP API get where it asks a listener that ends TLS by plain HTTP: the load balancer's own answer.
 * Source: AWS knowledge center, api-gateway-private-integration-errors.
 */
export const plainHttpToTls = 400;
