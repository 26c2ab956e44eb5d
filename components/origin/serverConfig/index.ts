export {
  apacheConfig,
  nginxConfig,
  nodeConfig,
  phpFpmConfig,
  serverConfigCloudInit,
} from "./serverConfig";
export * from "../../../servers/args";
export {
  serverConfigText,
  type ServerConfig,
  type ServerFile,
} from "../../../servers/serverConfig";
