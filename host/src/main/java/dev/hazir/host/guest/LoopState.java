package dev.hazir.host.guest;

import java.time.Duration;

/**
 * How an event loop keeps up.
 *
 * @param name the loop's thread
 * @param lag how long a task waits for its turn, as measured last
 * @param worst the longest of the last minute
 * @param waiting how many tasks wait now
 */
public record LoopState(String name, Duration lag, Duration worst, int waiting) {}
