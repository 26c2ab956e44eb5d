/** Calls a Zabbix's API by a session of its administrator, beside the provider that is tested. */
export class RawZabbix {
  private constructor(
    private readonly url: string,
    private readonly session: string,
  ) {}

  /**
   * Asks for the version, which needs no session.
   * @param url - Address of the frontend.
   * @returns The version; undefined where nobody answers.
   */
  static async versionOf(url: string): Promise<string | undefined> {
    try {
      return (await post(url, "apiinfo.version", {}, null)) as string;
    } catch {
      return undefined;
    }
  }

  /**
   * Logs in as the administrator of a new installation.
   * @param url - Address of the frontend.
   */
  static async logIn(url: string): Promise<RawZabbix> {
    const credentials = { username: "Admin", password: "zabbix" };
    return new RawZabbix(url, (await post(url, "user.login", credentials, null)) as string);
  }

  /** Makes an API token of the administrator. */
  async newToken(): Promise<string> {
    const { tokenids } = (await this.call("token.create", { name: "pulumi", userid: "1" })) as {
      tokenids: string[];
    };
    const [made] = (await this.call("token.generate", tokenids)) as { token: string }[];
    return made?.token ?? "";
  }

  /** Calls a method and gives back its result. */
  call(method: string, params: unknown): Promise<unknown> {
    return post(this.url, method, params, this.session);
  }
}

async function post(
  url: string,
  method: string,
  params: unknown,
  auth: string | null,
): Promise<unknown> {
  const response = await fetch(`${url}/api_jsonrpc.php`, {
    method: "POST",
    headers: { "Content-Type": "application/json-rpc" },
    body: JSON.stringify({ jsonrpc: "2.0", method, params, auth, id: 1 }),
  });
  const answer = (await response.json()) as { result?: unknown; error?: unknown };
  if (answer.error !== undefined) {
    throw new Error(JSON.stringify(answer.error));
  }
  return answer.result;
}
