package dev.hazir.testkit;

import java.time.Duration;

/** How long clients wait for what must come: long enough for a machine that has other things to do. */
final class Patience {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private Patience() {}
}
