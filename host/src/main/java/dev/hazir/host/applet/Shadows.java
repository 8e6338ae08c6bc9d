package dev.hazir.host.applet;

import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which routes of the web side are hidden by routes of the loop side. */
final class Shadows {

    /** A route that never answers while another one is there. */
    record Shadow(Route winner, Route loser) {}

    private static final Logger log = LoggerFactory.getLogger(Shadows.class);

    private Shadows() {}

    static List<Shadow> in(List<Route> routes) {
        List<Shadow> shadows = new ArrayList<>();
        for (Route loser : routes) {
            if (loser.side() == Side.WEB && !loser.kind().equals(Route.CONTEXT)) {
                routes.stream()
                        .filter(winner -> winner.side() == Side.LOOP)
                        .filter(winner -> winner.pattern().covers(loser.pattern()))
                        .filter(winner -> winner.methods().isEmpty()
                                || !loser.methods().isEmpty()
                                        && winner.methods().containsAll(loser.methods()))
                        .findFirst()
                        .ifPresent(winner -> shadows.add(new Shadow(winner, loser)));
            }
        }
        return shadows;
    }

    /** Logs a warning for each one that was not declared to be intended. */
    static void warn(Deployment live) {
        for (Shadow shadow : in(live.routes())) {
            if (!shadow.winner().instead()) {
                log.warn(
                        "{}: {} {} is hidden by {} {} on the loop side; say instead() on the route if that is intended",
                        live.info(),
                        shadow.loser().kind(),
                        shadow.loser().pattern(),
                        shadow.winner().kind(),
                        shadow.winner().name());
            }
        }
    }
}
