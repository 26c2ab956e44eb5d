import type { Shape } from "../../sandbox/cloud/types/shape";

/** Texts that the APIs take, by the name of the property. */
const texts: Readonly<Record<string, readonly string[]>> = {
  address: ["203.0.113.77"],
  addressFamily: ["IPv6"],
  cidrIpv6: ["::/0", "2400:cb00::/32"],
  connectivityType: ["private"],
  countingExpression: [`http.response.code eq 404`],
  desyncMitigationMode: ["strictest"],
  expression: ["true"],
  hostname: ["www.example.com"],
  ipAddressType: ["dualstack", "ipv4"],
  ipv6CidrBlock: ["::/0"],
  loadBalancerType: ["network"],
  matcher: ["200", "418"],
  path: ["/other"],
  policyType: ["StepScaling"],
  port: ["traffic-port", "8081"],
  protocol: ["HTTP", "TCP"],
  protocolVersion: ["GRPC", "HTTP2"],
  schedulingStrategy: ["DAEMON"],
  sni: ["other.example.com"],
  type: ["full", "partial", "source_ip"],
  validationOverrideMitigationAction: ["none"],
  xffHeaderProcessingMode: ["remove"],
};

/**
 * Makes values of a property that no stored plan need have.
 * @param path - The property.
 * @param shape - Its declared type.
 * @returns A few; none of objects.
 */
export function samplesOf(path: string, shape: Shape): readonly unknown[] {
  const name = path.split(".").at(-1) ?? "";
  if (shape.kind === "boolean") {
    return [true, false];
  }
  if (shape.kind === "number") {
    return [0, 1, 400];
  }
  if (shape.kind === "string") {
    return texts[name] ?? ["other"];
  }
  if (shape.kind === "list") {
    return samplesOf(path, shape.element).map((each) => [each]);
  }
  return shape.kind === "either" ? shape.members.flatMap((each) => samplesOf(path, each)) : [];
}
