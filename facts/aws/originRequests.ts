/**
 * Managed policies by which CloudFront passes on what viewers send, by whether the Host header is among it.
 * Source: Amazon CloudFront developer guide, using-managed-origin-request-policies (AllViewer and AllViewerAndCloudFrontHeaders-2022-06;
 * AllViewerExceptHostHeader, which is there for origins such as API Gateway and function URLs, CORS-CustomOrigin, CORS-S3Origin and
 * UserAgentRefererHeaders).
 */
export const originRequestPolicies = {
  withHost: ["216adef6-5c7f-47e4-b989-5492eafa07d3", "33f36d7e-f396-46d9-90e0-52428a34d9dc"],
  withoutHost: [
    "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    "59781a5b-3903-41f3-afcb-af62929ccde1",
    "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    "acba4595-bd28-49b8-b9fe-13317c0390fa",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
