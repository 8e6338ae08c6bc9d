package dev.hazir.host.host;

import dev.hazir.host.log.LogFile;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.store.Home;
import java.util.ArrayList;
import java.util.List;

/** A disk that is nearly full, and a log that cannot be written, as problems. */
final class DiskProblems {

    private DiskProblems() {}

    static List<Problem> of(Home home, LogFile log) {
        List<Problem> problems = new ArrayList<>();
        long room = home.room();
        if (room < Home.LEAST_ROOM) {
            problems.add(new Problem(
                    "SYS-512",
                    null,
                    "The disk of " + home.root() + " is nearly full: " + (room >> 20) + " MiB are free.",
                    "What runs goes on; installing and upgrading are refused below " + (Home.LEAST_ROOM >> 20)
                            + " MiB.",
                    "Free space on that disk; no restart is needed."));
        }
        log.failure()
                .ifPresent(reason -> problems.add(new Problem(
                        "SYS-513",
                        null,
                        "The log in " + home.logs() + " cannot be written.",
                        reason,
                        "Free space there, or let the user of the host write; the log then goes on by itself.")));
        return problems;
    }
}
