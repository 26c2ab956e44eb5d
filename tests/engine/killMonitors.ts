import { expect } from "chai";
import { OperationFailed } from "../../sandbox/testing";
import { liveMonitors, type ServeMonitors } from "../../monitoring/connection";
import type { KeptMonitor } from "../../monitoring/monitorKind";
import { engineOf } from "./killEngine";

/** Where an engine is killed: at what is done to which type, before the service hears of it or after. */
export interface Cut {
  readonly type: string;
  readonly method: "create" | "update" | "delete";
  readonly moment: "before" | "after";
}

/** The types of the library's provider, but that the engine is killed where a test says. */
export class CutMonitors {
  /** Where next; undefined once it is done. */
  cut: Cut | undefined;

  /**
   * Kills nothing yet.
   * @param state - Gives the state directory of the run that is under way.
   */
  constructor(private readonly state: () => string) {}

  /** The types, for the provider. */
  readonly serve: ServeMonitors = (settings, cancelled) => {
    const live = liveMonitors(settings, cancelled);
    const each = Object.entries(live).map(
      ([type, kept]) => [type, this.cutting(type, kept)] as const,
    );
    return Object.fromEntries(each);
  };

  /**
   * Expects that a run ends by the kill that is asked for.
   * @param run - The run.
   */
  async killed(run: Promise<unknown>): Promise<void> {
    await expect(run).to.be.rejected.and.eventually.satisfy(
      (error: unknown) => error instanceof OperationFailed && error.exitCode === null,
    );
    expect(this.cut).to.equal(undefined);
  }

  private cutting(type: string, kept: KeptMonitor): KeptMonitor {
    const at = async <Result>(method: Cut["method"], work: () => Promise<Result>) => {
      if (this.cut?.type !== type || this.cut.method !== method) {
        return work();
      }
      const { moment } = this.cut;
      this.cut = undefined;
      const done = moment === "after" ? await work() : undefined;
      process.kill(engineOf(this.state()), "SIGKILL");
      return done as Result;
    };
    return {
      ...kept,
      create: (inputs, making) => at("create", () => kept.create(inputs, making)),
      update: (id, inputs) => at("update", () => kept.update(id, inputs)),
      delete: (id) => at("delete", () => kept.delete(id)),
    };
  }
}
