import { instanceArchitecture, instanceSize } from "../../facts/aws/instanceTypes";
import type { Architecture, InstanceSize } from "../../facts/aws/instanceTypes";
import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { isObject, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** What says how machines are made. */
export interface MachineKind {
  /** E.g. `m7g.large`. */
  readonly instanceType: string;
  /** What its processor runs; undefined where the name does not say. */
  readonly architecture: Architecture | undefined;
  /** How much it has; undefined where that is not known. */
  readonly size: InstanceSize | undefined;
  /** What its image is built for; undefined where the plan does not say. */
  readonly imageArchitecture: Architecture | undefined;
  /** What names its image; none where the plan does not say yet. */
  readonly image: string | undefined;
}

/**
 * Reads what machines a launch template makes.
 * @param inventory - The resources.
 * @param carrier - A launch template.
 * @returns The kind; undefined where the type is not known.
 */
export function machineKind(
  inventory: Inventory,
  { properties }: ModelResource,
): MachineKind | undefined {
  const instanceType = readText(properties.instanceType);
  const [image] = linkTokens(properties.imageId);
  return typeof instanceType !== "string"
    ? undefined
    : {
        ...{ instanceType, architecture: instanceArchitecture(instanceType) },
        size: instanceSize(instanceType),
        imageArchitecture: imageArchitecture(inventory, image),
        image: image === unknownLink ? undefined : image,
      };
}

/** The types in whose outputs the architecture of an image stands. Source: the package `@pulumi/aws` 7. */
const imageTypes = ["image", "copiedImage", "imageOfMachine"] as const;

/** An image of the program says it; a parameter of AWS by its name. Source: Amazon EC2 user guide, finding-an-ami-parameter-store. */
function imageArchitecture(
  inventory: Inventory,
  image: string | undefined,
): Architecture | undefined {
  const own = imageTypes
    .flatMap((type) => inventory.ofType(type))
    .find(({ key, id }) => image !== undefined && [key, id].includes(image));
  const said = readText(own?.properties.architecture);
  const word =
    own === undefined
      ? /^resolve:ssm:.*(arm64|x86_64)/.exec(image ?? "")?.[1]
      : own.properties.architecture === undefined && own.type.startsWith("aws:ec2/ami:")
        ? "x86_64"
        : said;
  return word === "arm64" || word === "x86_64" ? word : undefined;
}

/**
 * Says whether machines are of the architecture of their image.
 * Source: Amazon EC2 user guide, ComponentsAMIs (the architecture of the image) and Amazon EC2 Auto Scaling user guide, ts-as-ami.
 * @param was - The kind before.
 * @param is - The kind after.
 * @returns Whether they are; undefined where either is not known. An image that stays is for what the earlier type has.
 */
export function fitsImage(was: MachineKind, is: MachineKind): boolean | undefined {
  const stays = was.image !== undefined && was.image === is.image;
  const image = is.imageArchitecture ?? (stays ? was.architecture : undefined);
  return image === undefined || is.architecture === undefined
    ? undefined
    : image === is.architecture;
}

/** Whether a group takes the types of its machines from elsewhere than its launch template. */
export function namesOwnTypes({ properties }: ModelResource): boolean {
  const { mixedInstancesPolicy } = properties;
  return isObject(mixedInstancesPolicy);
}
