/** The number that takes the limit of a function's runs at once away. Source: the package `@pulumi/aws` 7, `lambda.FunctionArgs` (reservedConcurrentExecutions, by default -1). */
export const unlimitedConcurrency = -1;

/**
 * Who calls a function of Lambda for an API, in the permission that lets it.
 * Source: Amazon API Gateway developer guide, http-api-develop-integrations-lambda and permissions (resource-based policies).
 */
export const apiPrincipal = "apigateway.amazonaws.com";

/**
 * The version of a function that is not published, which a call without a qualifier means. A function has a policy of its own for each version and
 * each alias. Source: AWS Lambda developer guide, access-control-resource-based and lambda-api-permissions-ref (function ARNs).
 */
export const unpublishedVersion = "$LATEST";
