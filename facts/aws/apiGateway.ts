/**
 * How API Gateway writes that anybody may call a route or a method, and that requests have to be signed; each other word asks for a token.
 * Source: Amazon API Gateway, version 2 API reference, routes (authorizationType), and REST API reference, PutMethod (authorizationType).
 */
export const apiAuthorizations = { none: "NONE", signed: "AWS_IAM" } as const;

/** The type of an API that the networks of its endpoints alone reach. Source: Amazon API Gateway developer guide, apigateway-private-apis. */
export const privateEndpoint = "PRIVATE";
