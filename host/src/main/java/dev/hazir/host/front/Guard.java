package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.routing.Owner;
import org.jspecify.annotations.Nullable;

/** Keeps requests from routes that are not for them. On event loops: it must not block. */
@FunctionalInterface
public interface Guard {

    /** Lets everything through. */
    Guard NONE = (request, owner) -> null;

    /** What a request is answered that found a route of this owner, or null when the route may answer. */
    @Nullable
    ErrorAnswer refusal(RequestHead request, Owner owner);
}
