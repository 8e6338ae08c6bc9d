package dev.hazir.applet.web;

import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import org.jspecify.annotations.Nullable;

/** Answers requests of a blocking resource. Called on a worker thread, for several requests at a time; may block. */
@FunctionalInterface
public interface BlockingHandler {

    /**
     * Answers one request.
     *
     * @return a {@link Reply}, or a value that becomes JSON; {@code null} or an empty {@link java.util.Optional} answers
     *     204
     * @throws Exception to answer 500; {@link dev.hazir.applet.loop.StatusException} chooses another status
     */
    @Nullable
    Object handle(Request request) throws Exception;
}
