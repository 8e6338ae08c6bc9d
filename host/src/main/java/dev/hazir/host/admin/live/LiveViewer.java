package dev.hazir.host.admin.live;

import dev.hazir.applet.loop.EventStream;
import dev.hazir.applet.loop.ServerEvent;

/** One open page. Guarded by its channel's lock. */
final class LiveViewer {

    private static final int QUIET = 2;

    private final EventStream stream;
    private final String signIn;
    private long has;
    private int quiet;

    LiveViewer(EventStream stream, String signIn) {
        this.stream = stream;
        this.signIn = signIn;
    }

    /** Takes for granted what it had before its connection broke. */
    void begin(LiveState state) {
        has = state.numberOf(stream.lastEventId().orElse(null));
    }

    /** The secret of whoever has it open. */
    String signIn() {
        return signIn;
    }

    /** Sends what it does not have yet, unless there is no room: then it gets the newest when there is. */
    void offer(LiveState state) {
        if (!stream.writable()) {
            return;
        }
        boolean nothing = true;
        for (ServerEvent event : state.since(has)) {
            stream.send(event);
            nothing = false;
        }
        has = state.number();
        quiet = nothing ? quiet + 1 : 0;
        if (quiet >= QUIET) {
            quiet = 0;
            stream.send(ServerEvent.of("tick", ""));
        }
    }

    /**
     * Says good-bye and ends.
     *
     * @param why {@code host} when the host stops, {@code over} when the sign-in has ended
     */
    void end(String why) {
        stream.send(ServerEvent.of("bye", why));
        stream.close();
    }
}
