package dev.hazir.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.lifecycle.Gate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The listing and the explanation say what the route table does. */
class RouteListingTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH");

    @Test
    void webRouteBehindALoopRouteIsShadowedWithItsReason() {
        RouteTable table = RouteTable.of(List.of(
                route("/apps/hello/data", Side.WEB, "servlet"), route("/apps/hello/data", Side.LOOP, "resource")));

        List<RouteListing.Line> lines = RouteListing.of(table);

        assertThat(lines.get(0).state()).isEqualTo(RouteListing.State.SHADOWED);
        assertThat(lines.get(0).reason()).isEqualTo("answered by /apps/hello/data (resource, event loop)");
        assertThat(lines.get(1).state()).isEqualTo(RouteListing.State.ACTIVE);
        assertThat(lines.get(1).reason()).isEmpty();
    }

    @Test
    void webRouteThatLosesSomeRequestsOnlySaysWhich() {
        RouteTable table = RouteTable.of(List.of(
                route("/apps/hello/*", Side.WEB, "servlet"),
                route("/apps/hello/ws", Side.LOOP, "websocket", "GET"),
                route("/res/hello/later", Side.LOOP, "resource")));

        RouteListing.Line servlet = RouteListing.of(table).get(0);

        assertThat(servlet.state()).isEqualTo(RouteListing.State.ACTIVE);
        assertThat(servlet.reason()).isEqualTo("except GET /apps/hello/ws (websocket, event loop)");
    }

    @Test
    void twoLoopRoutesTogetherCanTakeAllMethodsOfAWebRoute() {
        RouteTable table = RouteTable.of(List.of(
                route("/a", Side.WEB, "servlet", "GET", "POST"),
                route("/a", Side.LOOP, "resource", "GET"),
                route("/*", Side.LOOP, "resource", "POST")));

        assertThat(RouteListing.of(table).get(0).state()).isEqualTo(RouteListing.State.SHADOWED);
    }

    @Test
    void explanationNamesTheOneThatAnswersAndThoseThatAreNeverAsked() {
        RouteTable table = RouteTable.of(List.of(
                route("/a/*", Side.WEB, "servlet"),
                route("/a/{x}", Side.LOOP, "resource", "POST"),
                route("/a/b", Side.WEB, "page", "GET")));

        Explanation explanation = Explanation.of(table, "GET", List.of("a", "b"));

        assertThat(explanation.candidates())
                .extracting(c -> c.route().pattern() + " " + c.verdict().words())
                .containsExactly("/a/{x} does not match: method", "/a/b answers", "/a/* would match, never asked");
    }

    @Property(tries = 2000)
    void explanationAnswersWhatTheTableFinds(
            @ForAll("tables") List<Route> routes,
            @ForAll("paths") List<String> path,
            @ForAll("methods") String method) {
        RouteTable table = RouteTable.of(routes);

        List<Route> answering = Explanation.of(table, method, path).candidates().stream()
                .filter(candidate -> candidate.verdict() == Explanation.Verdict.ANSWERS)
                .map(Explanation.Candidate::route)
                .toList();

        if (table.find(method, path) instanceof Finding.Found found) {
            assertThat(answering).hasSize(1);
            assertThat(answering.get(0)).isSameAs(found.match().route());
        } else {
            assertThat(answering).isEmpty();
        }
    }

    @Property(tries = 2000)
    void shadowedRouteIsNeverFound(
            @ForAll("tables") List<Route> routes,
            @ForAll("paths") List<String> path,
            @ForAll("methods") String method) {
        RouteTable table = RouteTable.of(routes);

        if (table.find(method, path) instanceof Finding.Found found) {
            assertThat(RouteListing.of(table).stream()
                            .filter(line -> line.route() == found.match().route())
                            .map(RouteListing.Line::state))
                    .containsExactly(RouteListing.State.ACTIVE);
        }
    }

    @Property(tries = 1000)
    void activeRouteIsFoundForSomeRequest(@ForAll("tables") List<Route> routes) {
        RouteTable table = RouteTable.of(routes);

        for (RouteListing.Line line : RouteListing.of(table)) {
            if (line.state() == RouteListing.State.ACTIVE) {
                // A word that no pattern knows stands for all others; a sub-tree is reached in several depths.
                boolean found = RESTS.stream()
                        .map(rest -> sample(line.route().pattern(), rest))
                        .flatMap(path -> METHODS.stream().map(method -> table.find(method, path)))
                        .anyMatch(finding -> finding instanceof Finding.Found hit
                                && hit.match().route() == line.route());
                assertThat(found || sameSideBeats(table, line.route()))
                        .as("%s in %s", line, routes)
                        .isTrue();
            }
        }
    }

    private static final List<List<String>> RESTS =
            List.of(List.of("other", "", "other", "other", "other"), List.of("other"), List.of(""), List.of());

    private static List<String> sample(PathPattern pattern, List<String> rest) {
        return IntStream.range(0, pattern.segments().size())
                .boxed()
                .flatMap(index -> pattern.isParameter(index)
                        ? Stream.of("other")
                        : pattern.isSubtree(index)
                                ? rest.stream()
                                : Stream.of(pattern.segments().get(index)))
                .toList();
    }

    @Property(tries = 2000)
    void overlapIsSeenFromBothSides(
            @ForAll("patterns") String a, @ForAll("patterns") String b, @ForAll("paths") List<String> path) {
        PathPattern one = PathPattern.parse(a);
        PathPattern two = PathPattern.parse(b);

        assertThat(one.overlaps(two)).isEqualTo(two.overlaps(one));
        if (one.matches(path) && two.matches(path)) {
            assertThat(one.overlaps(two)).isTrue();
        }
        if (one.covers(two)) {
            assertThat(one.overlaps(two)).isTrue();
        }
    }

    @Property(tries = 2000)
    void everyRouteThatOverlapsIsNear(@ForAll("tables") List<Route> routes, @ForAll("patterns") String asked) {
        RouteTable table = RouteTable.of(routes);
        PathPattern pattern = PathPattern.parse(asked);

        for (Side side : Side.values()) {
            List<Route> overlapping = routes.stream()
                    .filter(route -> route.side() == side && route.pattern().overlaps(pattern))
                    .toList();
            assertThat(table.near(side, pattern)).containsAll(overlapping);
        }
    }

    @Test
    void listingLooksAtNeighboursOnlyHoweverManyRoutesThereAre() {
        RouteTable table = RouteTable.of(IntStream.range(0, 10_000)
                .mapToObj(i -> route("/res/a" + i % 100 + "/r" + i, i % 2 == 0 ? Side.LOOP : Side.WEB, "resource"))
                .toList());

        int looks = table.routes().stream()
                .mapToInt(route -> table.near(Side.LOOP, route.pattern()).size()
                        + table.near(Side.WEB, route.pattern()).size())
                .sum();

        assertThat(looks).isEqualTo(10_000);
        assertThat(RouteListing.of(table)).hasSize(10_000);
    }

    private static boolean sameSideBeats(RouteTable table, Route route) {
        return table.routes().stream()
                .anyMatch(other -> other != route
                        && other.side() == route.side()
                        && other.pattern().overlaps(route.pattern())
                        && !other.pattern().sameAs(route.pattern()));
    }

    @Provide
    Arbitrary<List<Route>> tables() {
        Arbitrary<Set<String>> methods =
                Arbitraries.of("GET", "POST", "PUT").set().ofMaxSize(2);
        return Combinators.combine(patterns(), Arbitraries.of(Side.class), methods)
                .as((pattern, side, accepted) -> route(pattern, side, "kind", accepted.toArray(String[]::new)))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> first = Arbitraries.of("/a", "/b", "/{x}", "");
        Arbitrary<String> second = Arbitraries.of("/a", "/b", "/{y}", "");
        Arbitrary<String> last = Arbitraries.of("/a", "/b", "/{z}", "/*", "/");
        return Combinators.combine(first, second, last).as((a, b, c) -> a + b + c);
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of("a", "b", "c", "").list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of(METHODS);
    }

    private static Route route(String pattern, Side side, String kind, String... methods) {
        return new Route(
                PathPattern.parse(pattern),
                Set.of(methods),
                kind,
                side,
                new Owner("hello", "1.0.0", new Gate()),
                kind,
                false,
                (exchange, match) -> {});
    }
}
