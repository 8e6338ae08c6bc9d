package dev.hazir.host.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EventListener;
import java.util.Optional;

/** One thing that a deployment declares for its servlet context. Two of them are equal only if they are the same. */
abstract sealed class Declaration {

    private final String pattern;
    private final String kind;
    private final String name;

    private Declaration(String pattern, String kind, String name) {
        this.pattern = pattern;
        this.kind = kind;
        this.name = name;
    }

    /** A URL pattern relative to the context path. */
    final String pattern() {
        return pattern;
    }

    /** What answers, for people. */
    final String name() {
        return name;
    }

    /** Under which Jetty knows it: unique in its context. */
    final String holderName() {
        return name + "@" + Integer.toHexString(System.identityHashCode(this)) + (pattern.isEmpty() ? "/" : pattern);
    }

    Optional<WebMapping> mapping() {
        return Optional.of(new WebMapping(pattern, name, kind));
    }

    boolean collidesWith(Declaration other) {
        return false;
    }

    /** A servlet, or a page, which is one too. */
    static final class OfServlet extends Declaration {
        final Servlet servlet;

        OfServlet(String pattern, String kind, String name, Servlet servlet) {
            super(pattern, kind, name);
            this.servlet = servlet;
        }

        @Override
        boolean collidesWith(Declaration other) {
            return other instanceof OfServlet && other.pattern.equals(pattern());
        }
    }

    /** A filter. */
    static final class OfFilter extends Declaration {
        final Filter filter;

        OfFilter(String pattern, String name, Filter filter) {
            super(pattern, "filter", name);
            this.filter = filter;
        }
    }

    /** A listener, which has no path. */
    static final class OfListener extends Declaration {
        final EventListener listener;

        OfListener(EventListener listener) {
            super("", "listener", listener.getClass().getName());
            this.listener = listener;
        }

        @Override
        Optional<WebMapping> mapping() {
            return Optional.empty();
        }
    }
}
