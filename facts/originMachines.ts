import { tunnelDomain } from "./cloudflare/tunnelConnections";

/** How the addresses of a kind of machine are known. */
export interface MachineAddresses {
  /** Outputs that hold addresses or hostnames, with dots to what stands beneath; a list counts as each of its elements. */
  readonly outputs: readonly string[];
  /** What follows the id in a hostname that is made of it. Absent where the outputs say all. */
  readonly idEnding?: string;
  /** Whether an address is kept for as long as the resource stands, so that programs and people write it down. */
  readonly lasting: boolean;
}

const loadBalancer: MachineAddresses = { outputs: ["dnsName"], lasting: true };

/**
 * What requests can end at, by Pulumi type token as `oneToken` gives it, and where it says at which addresses.
 * Source: schemas of the AWS and Cloudflare providers; Cloudflare docs, cloudflare-one/networks/connectors/cloudflare-tunnel/routing-to-tunnel.
 */
export const machineAddresses: Readonly<Record<string, MachineAddresses>> = {
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:elb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:globalaccelerator/accelerator:Accelerator": {
    ...{ outputs: ["dnsName", "dualStackDnsName", "ipSets.ipAddresses"], lasting: true },
  },
  "aws:apigatewayv2/domainName:DomainName": {
    ...{ outputs: ["domainNameConfiguration.targetDomainName"], lasting: true },
  },
  "aws:apigateway/domainName:DomainName": {
    ...{ outputs: ["regionalDomainName", "cloudfrontDomainName"], lasting: true },
  },
  "aws:cloudfront/distribution:Distribution": { outputs: ["domainName"], lasting: true },
  "aws:ec2/eip:Eip": { outputs: ["publicIp", "publicDns"], lasting: true },
  "aws:ec2/instance:Instance": {
    outputs: ["publicIp", "publicDns", "ipv6Addresses"],
    lasting: false,
  },
  "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared": {
    ...{ outputs: [], idEnding: tunnelDomain, lasting: true },
  },
};
