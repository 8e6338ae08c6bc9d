package dev.hazir.hosttests;

import java.time.Duration;

/** How long tests wait for what must come: long enough for a machine that has other things to do. */
final class Patience {

    static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}
}
