package dev.hazir.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.http.RequestPath;
import dev.hazir.host.lifecycle.Gate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private final Owner owner = new Owner("meter", "1.0.0", new Gate());
    private final RouteTable table = RouteTable.of(List.of(
            route("/apps/meter/*", Side.WEB, "context"),
            route("/apps/meter/data", Side.WEB, "servlet"),
            route("/apps/meter/data", Side.LOOP, "loop"),
            route("/res/meter/{id}", Side.LOOP, "one"),
            route("/res/meter/next", Side.LOOP, "next"),
            route("/res/meter/{id}/history", Side.LOOP, "history"),
            route("/res/meter/files/*", Side.LOOP, "files"),
            route("/res/meter/store/save", Side.LOOP, "save", "POST"),
            route("/res/meter/store/save", Side.WEB, "read", "GET")));

    @ParameterizedTest
    @CsvSource({
        "GET, /apps/meter/data, loop",
        "GET, /apps/meter/other, context",
        "GET, /apps/meter/, context",
        "GET, /apps/meter, context",
        "GET, /res/meter/next, next",
        "GET, /res/meter/n1, one",
        "GET, /res/meter/n1/history, history",
        "GET, /res/meter/next/history, history",
        "GET, /res/meter/files, files",
        "GET, /res/meter/files/a/b, files",
        "POST, /res/meter/store/save, save",
        "GET, /res/meter/store/save, read",
        "HEAD, /res/meter/store/save, read",
    })
    void theRightRouteAnswers(String method, String path, String name) {
        assertThat(table.find(method, RequestPath.parse(path).segments()))
                .isInstanceOfSatisfying(
                        Finding.Found.class,
                        found -> assertThat(found.match().route().name()).isEqualTo(name));
    }

    @Test
    void parametersAndRestAreGiven() {
        assertThat(match("/res/meter/a%20b/history").parameter("id")).isEqualTo("a b");
        assertThat(match("/res/meter/files/a/b.txt").rest()).isEqualTo("a/b.txt");
        assertThat(match("/res/meter/files").rest()).isEmpty();
    }

    @Test
    void anotherMethodIsToldWhatIsAllowed() {
        RouteTable post = RouteTable.of(List.of(route("/res/a", Side.LOOP, "a", "POST")));
        assertThat(post.find("GET", RequestPath.parse("/res/a").segments()))
                .isEqualTo(new Finding.MethodNotAllowed(Set.of("POST")));
        assertThat(post.find("GET", RequestPath.parse("/res/b").segments())).isEqualTo(new Finding.Nothing());
    }

    @Test
    void aShutGateIsPassedOnlyThroughANewerTable() {
        Routes routes = new Routes();
        Owner next = new Owner("meter", "2.0.0", new Gate());
        routes.swap(empty -> RouteTable.of(List.of(route("/res/a", Side.LOOP, "old"))));
        owner.gate().shut();
        assertThat(routes.enter("GET", List.of("res", "a"))).isInstanceOf(Finding.Closing.class);
        routes.swap(old -> RouteTable.of(List.of(new Route(
                PathPattern.parse("/res/a"), Set.of(), "resource", Side.LOOP, next, "new", false, (e, m) -> {}))));
        assertThat(routes.enter("GET", List.of("res", "a"))).isInstanceOf(Finding.Found.class);
        assertThat(next.gate().inside()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a//b", "/a/../b", "/{}", "/{a}/{a}", "/a/*/b", "/a*", "/x{id}", "/{1}"})
    void malformedPatternsAreRefused(String pattern) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> PathPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/*, /a/b, true",
        "/a/*, /a, true",
        "/a/*, /a/{x}/c, true",
        "/a/{x}, /a/b, true",
        "/a/{x}, /a/{y}, true",
        "/a/{x}, /a/*, false",
        "/a/b, /a/{x}, false",
        "/a/{x}, /a/, false",
        "/a, /a/b, false",
        "/a/b, /a, false",
    })
    void coveringIsDecidedSegmentBySegment(String one, String other, boolean covers) {
        assertThat(PathPattern.parse(one).covers(PathPattern.parse(other))).isEqualTo(covers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/{x}", "/a/*", "/a/x*", "/a/{", "/{x}/{x}"})
    void aLiteralPathMatchesNothingButItself(String path) {
        PathPattern literal = PathPattern.literal(path);
        RouteTable files = RouteTable.of(
                List.of(new Route(literal, Set.of(), "file", Side.LOOP, owner, "text/plain", false, (e, m) -> {})));
        assertThat(files.find("GET", RequestPath.parse(literal.toString()).segments()))
                .isInstanceOf(Finding.Found.class);
        for (String other : List.of("/a/b", "/a", "/a/b/c", "/b/b")) {
            List<String> segments = RequestPath.parse(other).segments();
            assertThat(files.find("GET", segments)).isEqualTo(new Finding.Nothing());
            assertThat(literal.matches(segments)).isFalse();
            assertThat(literal.overlaps(PathPattern.parse(other))).isFalse();
        }
        assertThat(literal.sameAs(PathPattern.parse("/a/{x}"))).isFalse();
        assertThat(literal.covers(PathPattern.parse("/a/{x}"))).isFalse();
        assertThat(PathPattern.parse("/{any}/{other}").covers(literal)).isTrue();
        assertThat(PathPattern.parse("/*").overlaps(literal)).isTrue();
    }

    private Match match(String path) {
        return ((Finding.Found) table.find("GET", RequestPath.parse(path).segments())).match();
    }

    private Route route(String pattern, Side side, String name, String... methods) {
        return new Route(
                PathPattern.parse(pattern), Set.of(methods), "resource", side, owner, name, false, (e, m) -> {});
    }
}
