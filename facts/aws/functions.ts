/** The number that takes the limit of a function's runs at once away. Source: the package `@pulumi/aws` 7, `lambda.FunctionArgs` (reservedConcurrentExecutions, by default -1). */
export const unlimitedConcurrency = -1;
