package dev.hazir.host.servlet;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds the sessions of requests. A request whose session another deployment has meanwhile is not handled: nothing of the
 * guest has seen it yet, and the other deployment gets it.
 */
final class HostSessionHandler extends SessionHandler {

    private final AppletSessions sessions;
    private final HostSessionCache cache;

    HostSessionHandler(AppletSessions sessions, SessionPlace place) {
        this.sessions = sessions;
        this.cache = new HostSessionCache(this, sessions, place);
        cache.setSessionDataStore(new HostSessionStore(sessions, cache));
        setSessionCache(cache);
    }

    HostSessionCache cache() {
        return cache;
    }

    /** The session ids that a request brings; more than one when cookies of several paths match. */
    List<String> requestedIds(Request request) {
        List<String> ids = new ArrayList<>(1);
        String name = getSessionCookie();
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equalsIgnoreCase(name)) {
                ids.add(getSessionIdManager().getId(cookie.getValue()));
            }
        }
        return ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        try {
            return super.handle(request, response, Uploads.forgettingFailed(request, callback));
        } catch (WentOver e) {
            ((BridgeConnection) request.getConnectionMetaData()).sessionElsewhere(true);
            return false;
        }
    }

    @Override
    protected RequestedSession resolveRequestedSessionId(Request request) {
        if (!request.getHeaders().contains(HttpHeader.COOKIE)) {
            // Cookies alone carry ids; Jetty would note that there are none as an attribute of each request.
            return RequestedSession.NO_REQUESTED_SESSION;
        }
        RequestedSession found = super.resolveRequestedSessionId(request);
        if (found.session() == null && found.sessionId() != null) {
            for (String id : requestedIds(request)) {
                if (sessions.elsewhere(id, cache)) {
                    throw new WentOver();
                }
            }
        }
        return found;
    }

    /** Leaves Jetty's method before the request goes on. */
    private static final class WentOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WentOver() {
            super("the session went over to another deployment", null, false, false);
        }
    }
}
