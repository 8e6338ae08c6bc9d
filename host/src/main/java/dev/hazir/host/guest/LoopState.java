package dev.hazir.host.guest;

import java.time.Duration;

/**
 * How an event loop keeps up.
 *
 * @param name the loop's thread
 * @param lag how long a task waits for its turn, as measured last
 * @param worst the longest of the last minute
 * @param median what half of the measurements of the last minute did not exceed
 * @param p99 what all but one in a hundred did not exceed
 * @param waiting how many tasks wait now
 */
public record LoopState(String name, Duration lag, Duration worst, Duration median, Duration p99, int waiting) {}
