package dev.hazir.applet.loop;

import org.jspecify.annotations.Nullable;

/** Answers requests of an asynchronous resource. Called on the event loop of the request's connection; must not block. */
@FunctionalInterface
public interface ResourceHandler {

    /**
     * Answers one request, now or later.
     *
     * @return a {@link Reply}; any other value becomes JSON; {@code null} or an empty {@link java.util.Optional} answers
     *     204; a {@link java.util.concurrent.CompletionStage} of any of these answers when it completes. The stage is
     *     cancelled when the client goes away or the route's time-out is over.
     * @throws Exception to answer 500 without details; {@link StatusException} chooses another status
     */
    @Nullable
    Object handle(Request request) throws Exception;
}
