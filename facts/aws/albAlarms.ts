/** A metric of an Application Load Balancer that an alarm watches. */
export interface AlbMetric {
  /** Its name in CloudWatch. */
  readonly name: string;
  /** What it is split by: the load balancer alone, or the target group too. */
  readonly of: "load balancer" | "target group";
  /** How its values of a minute are put together. */
  readonly statistic: "Sum" | "Maximum";
  /** What it means for visitors, and where to look. */
  readonly means: string;
}

/** Where these metrics stand. */
export const albMetricsNamespace = "AWS/ApplicationELB";

/** Where those of a Network Load Balancer stand. Source: Elastic Load Balancing user guide for Network Load Balancers, load-balancer-cloudwatch-metrics. */
export const nlbMetricsNamespace = "AWS/NetworkELB";

/** The metric of targets that are well, measured while any is registered. Source: that of `albMetrics`. */
export const healthyHostCount = "HealthyHostCount";

/** What acts where an alarm is on and tells nobody. Source: CloudWatch API reference, PutMetricAlarm (AlarmActions). */
export const actsAlone = /^arn:[^:]*:(automate|autoscaling|ec2|swf):/;

/**
 * Metrics of an Application Load Balancer that tell of Error 502 and its relatives, by the noun in the alarm's name. Those that count
 * errors are published only where there are any.
 *
 * Source: Elastic Load Balancing user guide for Application Load Balancers, load-balancer-cloudwatch-metrics (names, dimensions, when
 * they are published) and load-balancer-troubleshooting (causes of 502, 503, 504). The 525 is derived: Cloudflare's name for a TLS
 * handshake that fails.
 */
export const albMetrics = {
  "elb-502": {
    name: "HTTPCode_ELB_502_Count",
    of: "load balancer",
    statistic: "Sum",
    means:
      "a target closed the connection (keep-alive shorter than the idle timeout) or gave a broken answer",
  },
  "elb-503": {
    name: "HTTPCode_ELB_503_Count",
    of: "load balancer",
    statistic: "Sum",
    means: "the target group has no targets",
  },
  "elb-504": {
    name: "HTTPCode_ELB_504_Count",
    of: "load balancer",
    statistic: "Sum",
    means: "a target did not answer in time",
  },
  "target-connection": {
    name: "TargetConnectionErrorCount",
    of: "target group",
    statistic: "Sum",
    means: "targets are not reached: process, port, security group",
  },
  "target-tls": {
    name: "TargetTLSNegotiationErrorCount",
    of: "target group",
    statistic: "Sum",
    means: "TLS with targets fails: ciphers, protocol",
  },
  "client-tls": {
    name: "ClientTLSNegotiationErrorCount",
    of: "load balancer",
    statistic: "Sum",
    means: "TLS with Cloudflare fails (Error 525): policy, client certificate",
  },
  "unhealthy-hosts": {
    name: "UnHealthyHostCount",
    of: "target group",
    statistic: "Maximum",
    means: "targets fail their health check",
  },
} as const satisfies Readonly<Record<string, AlbMetric>>;

/** The noun in an alarm's name. */
export type AlbAlarmNoun = keyof typeof albMetrics;

/** What it means where none of these alarms is on. Derived. */
export const albAlarmsOff =
  "If none is on while Cloudflare shows 521 to 526, it does not reach the load balancer: security group, route, certificate.";

/** The longest description of an alarm, in characters. Source: Amazon CloudWatch API reference, PutCompositeAlarm. */
export const longestAlarmDescription = 1024;

/** The end of a load balancer's ARN, and of a target group's, by which CloudWatch splits metrics. Source: that of `albMetrics`. */
export const arnSuffixes = {
  loadBalancer: /^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{1,32}$/,
  networkLoadBalancer: /^net\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{1,32}$/,
  targetGroup: /^targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{1,32}$/,
} as const;

/**
 * What metrics of load balancers tell of. Errors are told by several of them, of which each tells of most faults.
 * Source: that of `albMetrics` and of `nlbMetricsNamespace`.
 */
export const metricConcerns: readonly (readonly [metric: RegExp, concern: string])[] = [
  [/^HTTPCode_(ELB|Target)_5|ErrorCount$|^RejectedConnectionCount$/, "errors"],
  [/^(Un)?HealthyHostCount$|^(Un)?[Hh]ealthy(State|Routing)/, "targets that are well or not"],
];

/**
 * What an alarm takes for which nothing is measured, as of a target group without targets, where it says nothing, and where that counts as
 * over its threshold. Source: CloudWatch API reference, PutMetricAlarm (TreatMissingData).
 */
export const missingMeasures = { default: "missing", counted: "breaching" } as const;

/** How comparisons begin by which an alarm is on for too little. Source: CloudWatch API reference, PutMetricAlarm (ComparisonOperator). */
export const lessThan = "LessThan";

/**
 * An alarm in the rule of a composite one: `ALARM("name")`, the quotation marks for names with blanks.
 * Source: CloudWatch API reference, PutCompositeAlarm (AlarmRule).
 */
export const rungAlarm = /\bALARM\s*\(\s*(?:"([^"]+)"|([^\s"()]+))\s*\)/g;

/** What an alarm's own ARN ends with before its name. Source: Service Authorization Reference, CloudWatch (alarm). */
export const alarmArnPart = ":alarm:";

/**
 * What keeps a topic of SNS from telling what an alarm says: AWS's own key, which CloudWatch may not use and whose policy nobody changes, and a
 * filter that asks for attributes, of which its messages have none. `confirmed` are the protocols whose subscriber hears nothing before he has
 * confirmed by hand.
 * Source: Amazon SNS developer guide, sns-key-management (compatibility with event sources), sns-message-filtering-scope (the default) and
 * SendMessageToHttp; Amazon SNS API reference, Subscribe. That alarms send no attributes is not in the documents: AWS re:Post says so.
 */
export const snsDelivery = {
  ownKey: /(^|:)alias\/aws\/sns$/,
  attributes: "MessageAttributes",
  confirmed: ["email", "email-json"],
} as const;
