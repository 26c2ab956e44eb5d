/**
 * Properties of an instance that the provider changes by stopping the machine and starting it again.
 * Source: the package `@pulumi/aws` 7, `ec2.InstanceArgs` ("Updates to this field will trigger a stop/start of the EC2 instance").
 */
export const stoppingProperties: readonly string[] = ["instanceType", "userData", "userDataBase64"];

/** What a machine is told to be that is kept stopped. Source: the package `@pulumi/aws` 7, `ec2transitgateway.InstanceStateArgs`. */
export const stoppedState = "stopped";
