/** Why what only looks on has no part in the path of traffic. */
const looksOn = "watches and records; no request passes it and it changes nothing";
const finds = "searches for faults and reports them; it changes nothing";
const counts = "counts what things cost; it changes nothing";
const desks = "desktops and sites of employees, which no visitor meets";
const writes = "keeps or builds source code; what is rolled out from it is a change of its own";
const analyses = "analyses data that is there; no request waits for it";
const reads = "signs people in to AWS; no request passes them";

/**
 * Modules of `@pulumi/aws` none of whose types has a part in the path of a request from Cloudflare to an origin, with the reason.
 * A module that is not listed is not judged, and neither is one of which a single type may take a site down: databases, queues,
 * roles, functions and clusters, networks, certificates and firewalls are all left out on purpose.
 */
export const awsModulesWithoutPart: Readonly<Record<string, string>> = {
  accessanalyzer: finds,
  appstream: desks,
  athena: analyses,
  auditmanager: looksOn,
  bcmdata: counts,
  billing: counts,
  chatbot: "tells people in chats; no request passes it",
  chime: "meetings and telephone calls, which no request of a visitor passes",
  cleanrooms: analyses,
  cloud9: writes,
  codecatalyst: writes,
  codecommit: writes,
  codeguruprofiler: finds,
  codegurureviewer: finds,
  codestarnotifications: "tells people of builds; no request passes it",
  computeoptimizer: "advises on sizes; it changes nothing",
  costexplorer: counts,
  costoptimizationhub: counts,
  cur: counts,
  dataexchange: analyses,
  datazone: analyses,
  detective: finds,
  devicefarm: "tests applications on telephones; no visitor meets it",
  devopsguru: finds,
  finspace: analyses,
  glue: analyses,
  guardduty: finds,
  inspector: finds,
  inspector2: finds,
  invoicing: counts,
  kendra: analyses,
  lakeformation: analyses,
  macie: finds,
  macie2: finds,
  networkflowmonitor: looksOn,
  networkmonitor: looksOn,
  notifications: "tells people; no request passes it",
  oam: looksOn,
  quicksight: analyses,
  resourceexplorer: "searches for resources; it changes nothing",
  rum: "measures in browsers; no request waits for it",
  savingsplans: counts,
  securityhub: finds,
  securitylake: looksOn,
  ssmcontacts: "tells people; no request passes it",
  synthetics: "probes from outside as a visitor would; it changes nothing",
  transcribe: analyses,
  workmail: "mail of employees, which no request of a visitor passes",
  workspaces: desks,
  workspacesweb: desks,
  xray: looksOn,
};

/** Single types of modules that are not judged as a whole, without a part in the path of traffic, with the reason. */
export const awsTypesWithoutPart: Readonly<Record<string, string>> = {
  "aws:backup/plan:Plan": "backups are only read when something is restored",
  "aws:backup/reportPlan:ReportPlan": looksOn,
  "aws:backup/selection:Selection": "backups are only read when something is restored",
  "aws:cloudtrail/trail:Trail": looksOn,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm":
    "tells people or calls a function when other alarms are on; it can neither stop nor add a machine",
  "aws:cloudwatch/dashboard:Dashboard": looksOn,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": looksOn,
  "aws:cloudwatch/queryDefinition:QueryDefinition": looksOn,
  "aws:ec2/flowLog:FlowLog": looksOn,
  "aws:ec2/networkInsightsAnalysis:NetworkInsightsAnalysis": finds,
  "aws:ec2/networkInsightsPath:NetworkInsightsPath": finds,
  "aws:ec2/spotDatafeedSubscription:SpotDatafeedSubscription": counts,
  "aws:ec2/trafficMirrorFilter:TrafficMirrorFilter": "copies packets; the packets themselves go on",
  "aws:ec2/trafficMirrorFilterRule:TrafficMirrorFilterRule":
    "copies packets; the packets themselves go on",
  "aws:ec2/trafficMirrorSession:TrafficMirrorSession":
    "copies packets; the packets themselves go on",
  "aws:iam/accountAlias:AccountAlias": reads,
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": reads,
  "aws:iam/userLoginProfile:UserLoginProfile": reads,
  "aws:iam/virtualMfaDevice:VirtualMfaDevice": reads,
  "aws:route53/queryLog:QueryLog": looksOn,
  "aws:s3/analyticsConfiguration:AnalyticsConfiguration": looksOn,
  "aws:s3/bucketMetric:BucketMetric": looksOn,
  "aws:s3/inventory:Inventory": looksOn,
  "aws:sns/topicSubscription:TopicSubscription":
    "carries messages to whoever subscribed; no request of a visitor passes it",
};

/** Types whose new resources serve nobody until something else leads there, which is judged by itself, with the reason. */
export const awsNewWithoutPart: Readonly<Record<string, string>> = {
  "aws:ecs/cluster:Cluster": "a new cluster is empty",
  "aws:sns/topic:Topic": "a new topic carries what something sends there",
};
