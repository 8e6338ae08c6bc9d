package dev.hazir.host.applet;

import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.applet.loop.ResourceRoute;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.loop.WebSocketRoute;
import dev.hazir.host.routing.PathPattern;

/**
 * Claims paths of the loop side below one prefix.
 *
 * @param prefix without a slash at the end
 */
record LoopPaths(String prefix, RecordedPaths paths) {

    ResourceRoute resource(String path, ResourceHandler handler) {
        return paths.resource(whole(path), handler);
    }

    WebSocketRoute websocket(String path, WebSocketHandler handler) {
        return paths.websocket(whole(path), handler);
    }

    private PathPattern whole(String path) {
        return whole(prefix, path);
    }

    /** The whole pattern of a path that an applet has claimed below a prefix. */
    static PathPattern whole(String prefix, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + path + "' (expected: a path that begins with a slash)");
        }
        return PathPattern.parse(prefix + path);
    }
}
