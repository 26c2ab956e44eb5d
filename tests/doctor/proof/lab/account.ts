import type { ApiAccess } from "../../../../doctor/api";
import { defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { startCloud } from "../../../../sandbox/startCloud";
import { hostname } from "../../../sandbox/edge/sites";

/**
 * Starts an account at Cloudflare that holds the site's record, served by the sandbox's own API; it ends with the lab.
 * @param address - What the record leads to.
 * @returns How the account is read.
 */
export async function startAccount(address: string): Promise<ApiAccess> {
  const cloud = await startCloud();
  const { url: baseUrl, token } = await cloud.openApi();
  const answer = await fetch(`${baseUrl}/zones/${defaultZoneId}/dns_records`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ type: "A", name: hostname, content: address, ttl: 1, proxied: true }),
  });
  if (!answer.ok) {
    throw new Error(`the record was not made: ${await answer.text()}`);
  }
  return { token, baseUrl };
}
