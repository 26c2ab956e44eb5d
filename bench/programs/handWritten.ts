import * as pulumi from "@pulumi/pulumi";

/** A component as an author writes one, who registers what it made as its outputs. */
export class HandWritten extends pulumi.ComponentResource {
  /**
   * Registers the outputs, once everything is declared.
   * @param outputs - What it made, by name.
   */
  public publish(outputs: pulumi.Inputs): void {
    this.registerOutputs(outputs);
  }
}
