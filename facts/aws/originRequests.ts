/**
 * The managed policy by which CloudFront passes on all that a viewer sends, the Host header too.
 * Source: Amazon CloudFront developer guide, using-managed-origin-request-policies (AllViewer; AllViewerExceptHostHeader is there for origins
 * such as API Gateway and function URLs, which answer their own name alone).
 */
export const allViewerPolicy = "216adef6-5c7f-47e4-b989-5492eafa07d3";
