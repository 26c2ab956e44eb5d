import { addOn, texts, type FieldGroup } from "./fieldGroups";
import { CloudflarePlan } from "./plans";

const { Pro, Business, Enterprise } = CloudflarePlan;

/** Fields of what Cloudflare detects in requests. Source: that of `expressionFields`. */
export const detectionFields: readonly FieldGroup[] = [
  { type: "Integer", names: ["cf.threat_score"] },
  { type: "Boolean", names: ["cf.client.bot"] },
  { type: "String", names: ["cf.verified_bot_category"] },
  {
    type: "Boolean",
    prefix: "cf.bot_management.",
    names: [
      ...["verified_bot", "static_resource", "js_detection.passed", "corporate_proxy"],
      "signed_agent",
    ],
    ...addOn,
  },
  { type: "Integer", names: ["cf.bot_management.score"], ...addOn },
  { type: "Array<Integer>", names: ["cf.bot_management.detection_ids"], ...addOn },
  { type: "String", prefix: "cf.bot_management.", names: ["ja3_hash", "ja4"], ...addOn },
  { type: "Boolean", names: ["cf.api_gateway.auth_id_present"], ...addOn },
  {
    type: "Boolean",
    prefix: "cf.",
    names: [
      ...["api_gateway.request_violates_schema", "api_gateway.fallthrough_detected"],
      ...["schema_validation.learned.violated", "schema_validation.uploaded.violated"],
      "waf.credential_check.password_leaked",
    ],
  },
  {
    type: "Boolean",
    prefix: "cf.waf.content_scan.",
    names: ["has_obj", "has_malicious_obj", "has_failed"],
    ...addOn,
  },
  {
    type: "Integer",
    prefix: "cf.waf.content_scan.",
    names: ["num_malicious_obj", "num_obj"],
    ...addOn,
  },
  { type: "Array<Integer>", names: ["cf.waf.content_scan.obj_sizes"], ...addOn },
  { type: texts, prefix: "cf.waf.content_scan.", names: ["obj_types", "obj_results"], ...addOn },
  {
    type: "Integer",
    prefix: "cf.waf.score",
    names: ["", ".sqli", ".xss", ".rce"],
    plan: Enterprise,
  },
  { type: "String", names: ["cf.waf.score.class"], plan: Business },
  {
    type: "Boolean",
    prefix: "cf.waf.",
    names: [
      ...["auth_detected", "credential_check.username_leaked"],
      "credential_check.username_password_similar",
    ],
    plan: Enterprise,
  },
  { type: "Boolean", names: ["cf.waf.credential_check.username_and_password_leaked"], plan: Pro },
  {
    type: "Boolean",
    prefix: "cf.llm.prompt.",
    names: ["detected", "pii_detected", "unsafe_topic_detected"],
    plan: Enterprise,
  },
  {
    type: texts,
    prefix: "cf.llm.prompt.",
    names: ["pii_categories", "unsafe_topic_categories"],
    plan: Enterprise,
  },
  {
    type: "Integer",
    prefix: "cf.llm.prompt.",
    names: ["injection_score", "token_count"],
    plan: Enterprise,
  },
  { type: "Map<Integer>", names: ["cf.llm.prompt.custom_topic_categories"], plan: Enterprise },
];
