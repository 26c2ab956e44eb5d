import type { Properties } from "../../../sandbox/cloud/values";
import { object, text } from "../../../sandbox/cloud/values";
import type { RestClient } from "./restClient";

/** Whether a path is that of a Worker's script, which goes up as a form and comes back in pieces, as the real provider does it. */
export function isScript(path: string): boolean {
  return /^\/accounts\/[^/]+\/workers\/scripts\/[^/]+$/.test(path);
}

/**
 * Writes the form of an upload.
 * @param body - The script by the API's names.
 * @returns The form.
 */
export function scriptForm({ content, script_name: _name, ...metadata }: Properties): FormData {
  const form = new FormData();
  form.set("metadata", new Blob([JSON.stringify(metadata)], { type: "application/json" }));
  const name = text(metadata.main_module ?? metadata.body_part);
  form.set(name, new Blob([text(content)], { type: "application/javascript+module" }), name);
  return form;
}

/**
 * Reads a script: what it is, how it is set, and the script itself.
 * @param client - The client.
 * @param path - The script's path.
 * @returns All of it in one.
 */
export async function readScript(client: RestClient, path: string): Promise<Properties> {
  const service = await client.call("GET", path.replace("/scripts/", "/services/"));
  const settings = await client.call("GET", `${path}/settings`);
  const content = await client.text(`${path}/content/v2`);
  return { ...object(object(service.default_environment).script), ...settings, content };
}
