package dev.hazir.host.host;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.security.Access;
import java.util.ArrayList;
import java.util.List;

/** What keeps people out, and acts from being noted, as problems. */
final class AccessProblems {

    private AccessProblems() {}

    static List<Problem> of(Access access) {
        List<Problem> problems = new ArrayList<>();
        access.people()
                .fault()
                .ifPresent(fault -> problems.add(new Problem(
                        "SEC-502",
                        null,
                        "The list of people in " + access.people().path() + " cannot be read: nobody can sign in.",
                        fault,
                        "Put back the file from a backup, or delete it and set up the host again; then restart the host."
                                + " The command line on the machine works meanwhile.")));
        access.audit()
                .failure()
                .ifPresent(failure -> problems.add(new Problem(
                        "SYS-514",
                        null,
                        "The audit log " + access.audit().file() + " cannot be written.",
                        failure,
                        "Free space there, or let the user of the host write; what is kept in memory is then written"
                                + " by itself, but a restart loses it.")));
        access.signIns()
                .failure()
                .ifPresent(failure -> problems.add(new Problem(
                        "SYS-515",
                        null,
                        failure.stale()
                                ? "Who is signed in cannot be written to " + failure.file()
                                        + ": sign-ins that are ended now may be good again after a restart."
                                : "Who is signed in cannot be written to " + failure.file()
                                        + ": after a restart everybody signs in again.",
                        failure.why(),
                        "Free space there, or let the user of the host write"
                                + (failure.stale() ? ", or delete the file before the next start." : "."))));
        return problems;
    }
}
