/**
 * Lists the names that a certificate is for beside its subject, as Node writes them: `DNS:example.com, IP Address:192.0.2.1`. What has
 * signs in it that no hostname has stands there in quotation marks, and is one name whatever is within. Source: Node's documentation,
 * X509Certificate, subjectAltName.
 * @param subjectAltName - What Node read; undefined where the certificate has no such names.
 * @returns For each name its kind, e.g. `DNS`, and the name.
 */
export function alternativeNames(
  subjectAltName: string | undefined,
): (readonly [string, string])[] {
  const entries = (subjectAltName ?? "").matchAll(
    /(?:^|, )([\w ]{1,40}):("(?:[^"\\]|\\.)*"|[^,]*)/g,
  );
  return [...entries].map(([, kind = "", name = ""]) => [kind, name] as const);
}

/**
 * Lists the hostnames among them, wildcards as written, each once.
 * @param subjectAltName - What Node read; undefined where the certificate has no such names.
 */
export function alternativeHostnames(subjectAltName: string | undefined): string[] {
  const hostnames = alternativeNames(subjectAltName).filter(
    ([kind, name]) => kind === "DNS" && !/[\s"]/.test(name),
  );
  return [...new Set(hostnames.map(([, name]) => name))];
}
