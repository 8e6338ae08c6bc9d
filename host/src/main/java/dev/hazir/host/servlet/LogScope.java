package dev.hazir.host.servlet;

import dev.hazir.host.guest.Guest;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler.ContextScopeListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the applet's id into the log context wherever Jetty calls into a context, which async listeners are reached by. */
final class LogScope implements ContextScopeListener {

    private final String applet;

    LogScope(String applet) {
        this.applet = applet;
    }

    @Override
    public void enterScope(Context context, @Nullable Request request) {
        MDC.put(Guest.LOG_KEY, applet);
    }

    @Override
    public void exitScope(Context context, @Nullable Request request) {
        MDC.remove(Guest.LOG_KEY);
    }
}
