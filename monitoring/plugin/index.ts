import { serveMonitors } from "../provider";

// The engine reads the port from the first line, and ends the process when it is done.
void serveMonitors().then(({ port }) => console.log(port));
