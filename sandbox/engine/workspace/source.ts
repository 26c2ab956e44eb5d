import type { OnProgress } from "../acquire/engine";
import type { InlineProgram } from "../host/inlineProgram";
import { readProject, readStackSettings } from "../project/project";
import {
  inlineSettings,
  sandboxSettings,
  type Seal,
  type StackEncryption,
} from "../project/stackConfig";
import type { StackStore } from "./stackStore";

/** What is to be opened. */
export interface SourceOptions {
  /** The folder of a Pulumi project, or a program in this process. */
  readonly project: string | InlineProgram;
  /** The stack's name. */
  readonly stack: string;
  /** Told about every step that takes time. Defaults to nobody. */
  readonly onProgress?: OnProgress;
}

/** Where a program comes from, and the settings of its stack for the sandbox. */
export interface Source {
  readonly name: string;
  readonly directory?: string;
  readonly settings: (
    encryption: StackEncryption,
    store: StackStore,
  ) => Promise<Record<string, unknown>>;
}

/**
 * Reads where a program comes from; a project's folder and settings are looked at.
 * @param options - What is to be opened.
 * @returns The source.
 * @throws SandboxError when the project or its stack cannot be used.
 */
export function readSource({ project, stack, onProgress }: SourceOptions): Source {
  if (typeof project !== "string") {
    const config = project.config ?? {};
    return {
      name: project.name,
      settings: (encryption, store) =>
        inlineSettings(config, encryption, (texts) => store.seal(texts, encryption)),
    };
  }
  const opened = readProject(project);
  const { name, directory } = opened;
  const own = readStackSettings(opened, stack);
  return {
    name,
    directory,
    settings: async (encryption, store) => {
      const seal: Seal = (texts) => store.seal(texts, encryption);
      const copy = await sandboxSettings(own, encryption, seal);
      if (copy.secrets.length > 0) {
        onProgress?.({
          text: `Using stand-ins for secrets of ${stack}, which only their own key opens`,
          items: copy.secrets,
        });
      }
      return copy.settings;
    },
  };
}
