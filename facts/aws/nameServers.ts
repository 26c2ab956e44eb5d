/**
 * What DHCP options of a network name where the resolver of AWS is asked, which answers while the network has `enableDnsSupport`; it is asked too
 * where there are no options. Source: Amazon VPC user guide, DHCPOptionSet and vpc-dns (DNS attributes).
 */
export const amazonResolver = "AmazonProvidedDNS";
