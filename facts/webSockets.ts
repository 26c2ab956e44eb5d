/** First labels of hostnames at which clients keep a WebSocket open. From experience; no source lists them. */
export const webSocketLabels: ReadonlySet<string> = new Set([
  ...["ws", "wss", "websocket", "websockets", "socket", "sockets", "realtime"],
]);

/** Paths at which servers take them by default. Source: documentation of Socket.IO, Rails (Action Cable), SockJS; the others from experience. */
export const webSocketPath =
  /^\/(?:wss?|websockets?|socket\.io|cable|sockjs(?:-node)?|signalr|realtime)(?:[/*]|$)/;

/** The schemes of URLs of WebSockets. Source: RFC 6455, section 3. */
export const webSocketSchemes: readonly string[] = ["ws:", "wss:"];

/** What a client names in Upgrade that asks for one. Source: RFC 6455, section 4.1. */
export const webSocketProtocol = "websocket";
