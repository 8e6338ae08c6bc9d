package dev.hazir.host.routing;

import java.util.List;

/** An endpoint behind several routes that chooses itself what answers a path: a servlet context. */
public interface ChoosingEndpoint extends Endpoint {

    /** What it would choose for the decoded segments of a path. Any thread. */
    Behind behind(List<String> path);
}
