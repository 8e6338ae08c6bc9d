package dev.hazir.host.host;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.security.Access;
import java.util.ArrayList;
import java.util.List;

/** What keeps people out, as problems. */
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
        return problems;
    }
}
