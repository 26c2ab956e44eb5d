/**
 * What Network Firewall does with packets that nothing else decides. The strict ones are all packets, the established ones those of connections that
 * are made. Source: AWS Network Firewall developer guide, suricata-rule-evaluation-order (default actions of strict order) and stateless-default-actions.
 * What visitors of Cloudflare get where the established ones are dropped no source states: 522, or 525 as the handshake of TLS comes to nothing, is
 * inferred from that a connection is made first.
 */
export const firewallActions = {
  pass: "aws:pass",
  drop: "aws:drop",
  forward: "aws:forward_to_sfe",
  dropAll: "aws:drop_strict",
  dropEstablished: "aws:drop_established",
} as const;

/** How a policy writes that rules decide in the order of their priorities. Source: AWS Network Firewall API reference, StatefulEngineOptions (RuleOrder; else by actions: pass, drop, reject, alert). */
export const strictOrder = "STRICT_ORDER";

/** The number of TCP among the protocols of IP. Source: IANA, protocol numbers. */
export const tcpNumber = 6;

/** Groups of rules that AWS manages, which drop what is known to be bad. Source: AWS Network Firewall developer guide, nwfw-managed-rule-groups. */
export const managedRuleGroupArn = /:aws-managed:/;

/**
 * Protocols of rules of Suricata: those that each connection over TCP is of, and those that some are, which what is sent in it decides.
 * Source: Suricata user guide, rules/intro (Protocol).
 */
export const suricataProtocols: Readonly<Record<"every" | "some", readonly string[]>> = {
  every: ["tcp", "ip"],
  some: ["tls", "http", "http1", "http2", "tcp-pkt", "tcp-stream", "pkthdr"],
};
