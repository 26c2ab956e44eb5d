const receivers = [
  "hook",
  "hooks",
  "webhook",
  "webhooks",
  "callback",
  "callbacks",
  "push",
  "ingest",
];

/** First labels of hostnames that programs ask, and hardly a browser. From experience; no source lists them. */
export const programsLabels: ReadonlySet<string> = new Set([
  ...["api", "apis", "rest", "graphql", "grpc", "rpc", "gateway", "ws", "wss", "mqtt"],
  ...receivers,
]);

/** Those of them at which programs send what they have to say. From experience; no source lists them. */
export const sentLabels: ReadonlySet<string> = new Set([...receivers, "graphql", "rpc"]);

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

/** Parts of paths at which clients get a token before they have one. From experience; no source lists them. */
export const tokenLabels: ReadonlySet<string> = new Set([
  ...["auth", "login", "signin", "sign-in", "signup", "register", "session", "sessions"],
  ...["token", "tokens", "oauth", "oauth2", "refresh"],
]);

/** Where programs look how a hostname signs people in. Source: OpenID Connect Discovery 1.0, section 4. */
export const discoveryPath = "/.well-known/openid-configuration";

/** Parts of paths beneath which all that a visitor sees is their own. From experience; no source lists them. */
export const ownLabels: ReadonlySet<string> = new Set([
  ...["account", "accounts", "my", "me", "my-account", "dashboard"],
  ...["cart", "basket", "checkout", "orders", "invoices", "wishlist"],
]);

/** Parts of paths beneath which each visitor sees what is their own, or may. From experience; no source lists them. */
export const personalLabels: ReadonlySet<string> = new Set([
  ...ownLabels,
  ...["profile", "settings", "user", "order", "invoice", "admin"],
  ...["login", "logout", "signin", "sign-in", "signup", "auth", "session", "sessions", "members"],
]);
