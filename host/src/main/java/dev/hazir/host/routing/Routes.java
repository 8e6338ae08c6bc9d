package dev.hazir.host.routing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The route table in force. Readers see one immutable table; writers swap it whole. */
public sealed class Routes {

    private volatile RouteTable table = RouteTable.of(List.of());

    private final List<Part> parts = new CopyOnWriteArrayList<>();

    private volatile Function<String, Optional<Absent>> absence = applet -> Optional.empty();

    public RouteTable table() {
        return table;
    }

    /** Publishes a changed table in one step and returns it. */
    public synchronized RouteTable swap(UnaryOperator<RouteTable> change) {
        RouteTable next = change.apply(table);
        table = next;
        parts.forEach(part -> part.follow(next));
        return next;
    }

    /**
     * Some of the routes: for requests that find no others. It changes with each swap, and before the swap returns.
     *
     * @param kept which of them
     * @param own routes of it alone
     */
    public synchronized Routes part(Predicate<Route> kept, List<Route> own) {
        Part part = new Part(kept, own);
        part.follow(table);
        part.explainAbsence(this::absence);
        parts.add(part);
        return part;
    }

    /** Says who knows why an applet that is installed has no routes: who stopped it, or empty. Any thread. */
    public void explainAbsence(Function<String, Optional<Absent>> knows) {
        absence = knows;
    }

    /** Why nothing of an applet answers, when it is installed but stopped. Does not block. */
    public Optional<Absent> absence(String applet) {
        return absence.apply(applet);
    }

    /**
     * Finds what answers a request and goes through the gate of its deployment: the caller leaves {@code
     * match.route().owner().gate()} when the exchange is over. A gate is shut only after the table without its routes was
     * published, so that looking again finds the successor.
     */
    public Finding enter(String method, List<String> path) {
        RouteTable seen = table;
        while (true) {
            Finding finding = seen.find(method, path);
            if (!(finding instanceof Finding.Found found)
                    || found.match().route().owner().gate().enter()) {
                return finding;
            }
            RouteTable next = table;
            if (next == seen) {
                return new Finding.Closing(found.match());
            }
            seen = next;
        }
    }

    private static final class Part extends Routes {

        private final Predicate<Route> kept;
        private final List<Route> own;

        Part(Predicate<Route> kept, List<Route> own) {
            this.kept = kept;
            this.own = own;
        }

        void follow(RouteTable whole) {
            swap(before -> whole.without(kept.negate()).with(own));
        }
    }
}
