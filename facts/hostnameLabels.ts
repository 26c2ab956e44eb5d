/** First labels of hostnames that programs ask, and hardly a browser. From experience; no source lists them. */
export const programsLabels: ReadonlySet<string> = new Set([
  ...["api", "apis", "rest", "graphql", "grpc", "rpc", "gateway", "ws", "wss", "mqtt"],
  ...["hook", "hooks", "webhook", "webhooks", "callback", "callbacks", "push", "ingest"],
]);

/** First labels of hostnames that only those ask who work there. From experience; no source lists them. */
export const staffLabels: ReadonlySet<string> = new Set([
  ...["admin", "backoffice", "intranet", "internal", "intern", "staff", "office", "vpn", "sso"],
  ...["dev", "test", "testing", "qa", "uat", "stage", "staging", "preview", "preprod", "sandbox"],
  ...["grafana", "kibana", "prometheus", "alertmanager", "metrics", "logs", "monitoring"],
  ...["jenkins", "ci", "argocd", "git", "gitlab", "gitea", "registry", "wiki", "jira", "tools"],
  ...["phpmyadmin", "adminer", "db", "console", "dashboard", "ops", "erp", "crm"],
]);
