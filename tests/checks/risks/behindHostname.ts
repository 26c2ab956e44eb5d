/** The kinds of risks that stand behind the hostname. */
export const isBehindHostname =
  /^(address-(?:lost|moved|released|untied)|balancer-(?:internal|leaves-subnet)|bucket-shut|capacity-|certificate-revoked|client-certificate-|deployment-|egress-|lambda-|listener-|machine-|network-|origin-(?:gap|gone|header|name|opened|shut|unready)|probe-(?:order|refused)|rules?-(?:in-two|refused)|subnet-|target|web-acl-)/;
