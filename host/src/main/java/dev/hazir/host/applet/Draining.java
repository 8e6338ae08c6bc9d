package dev.hazir.host.applet;

import dev.hazir.host.lifecycle.Holding;
import java.time.Instant;
import java.util.List;

/**
 * A deployment that is being ended, as operators see it.
 *
 * @param version its version
 * @param since when it was taken out of reach
 * @param deadline when the last of what it holds is ended
 * @param secondsLeft until then
 * @param holding what it still holds; empty while it is being unloaded
 */
public record Draining(String version, Instant since, Instant deadline, long secondsLeft, List<Holding> holding) {}
