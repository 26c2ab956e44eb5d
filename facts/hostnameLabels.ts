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

/** First labels of hostnames at which people sign in, and programs look how. From experience; no source lists them. */
export const signInLabels: ReadonlySet<string> = new Set([
  ...["auth", "login", "id", "idp", "sso", "oauth", "accounts", "identity"],
]);

/** Where programs look how a hostname signs people in. Source: OpenID Connect Discovery 1.0, section 4. */
export const discoveryPath = "/.well-known/openid-configuration";
