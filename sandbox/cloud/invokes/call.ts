import { action } from "../aws/action";
import type { InvokeCall } from "../provider/invokeCall";
import type { Place } from "../resources/handler";

/**
 * Writes a call of Cloudflare's API that only reads.
 * @param path - Its path.
 * @returns The call.
 */
export function cloudflareGet(path: string): InvokeCall["request"] {
  return { service: "cloudflare", method: "GET", path };
}

/**
 * Writes a call of an AWS API that only reads.
 * @param service - Name of the service, e.g. `ec2`.
 * @param name - Name of the action, e.g. `DescribeVpcs`.
 * @param place - Where.
 * @returns The call.
 */
export function awsGet(service: string, name: string, place: Place): InvokeCall["request"] {
  return { service: "aws", ...action(service, name, place) };
}
