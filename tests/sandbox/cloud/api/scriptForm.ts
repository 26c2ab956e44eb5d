/**
 * Writes the form by which a Worker's script is uploaded.
 * @param metadata - What says which part is the script, and how it runs.
 * @param parts - The uploaded parts, by their names.
 * @returns The form.
 */
export function scriptForm(metadata: unknown, parts: Readonly<Record<string, string>>): FormData {
  const body = new FormData();
  body.set("metadata", new Blob([JSON.stringify(metadata)], { type: "application/json" }));
  for (const [name, content] of Object.entries(parts)) {
    body.set(name, new Blob([content], { type: "application/javascript+module" }), name);
  }
  return body;
}
