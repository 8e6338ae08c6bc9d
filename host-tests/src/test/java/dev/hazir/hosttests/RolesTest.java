package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a role may not do is refused at every door, whatever the description of the interface and the site map list. */
class RolesTest {

    private static final List<String> ROLES = List.of("VIEWER", "OPERATOR", "ADMIN");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    @TempDir
    static Path directory;

    private static FurnishedHost host;
    private static Rest admin;

    /** Sends a form of this path with the secret of a page, and says what comes back. */
    private static final String SEND = """
            fetch('%s', {method: 'POST', redirect: 'manual',
                body: new URLSearchParams({csrf: document.querySelector('input[name=csrf]').value})}).then(a => String(a.status))
            """;

    private static final String GET = "fetch('%s', {redirect: 'manual'}).then(a => String(a.status))";

    /** One call of the REST interface. */
    private record Call(String method, String path, String role) {}

    @BeforeAll
    static void start() {
        host = FurnishedHost.bare(directory);
        admin = host.process().rest();
        admin.deploy(Hazir.builtJar("hello"));
        admin.act("POST", "backups");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEWER", "OPERATOR"})
    void callsForMoreThanTheRoleAreRefusedAndChangeNothing(String role) throws Exception {
        Rest program = new Rest(host.process().url(), token(role));
        String before = state();
        List<String> let = new ArrayList<>();

        List<Call> forbidden =
                described().stream().filter(call -> above(call.role(), role)).toList();
        for (Call call : forbidden) {
            int status = send(program, call);
            if (status != 403) {
                let.add(call + ": " + status);
            }
        }

        assertThat(let).isEmpty();
        assertThat(forbidden.size()).isGreaterThan(role.equals("VIEWER") ? 30 : 15);
        assertThat(program.admin("GET", "applets").status()).isEqualTo(200);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whateverChangesSomethingButTheOwnAccountIsForMoreThanViewers() {
        assertThat(described())
                .filteredOn(call -> !call.method().equals("GET") && !above(call.role(), "VIEWER"))
                .extracting(Call::path)
                .containsExactlyInAnyOrder(
                        "/routes/explain", // which asks
                        "/account/password",
                        "/account/sessions/{handle}");
    }

    @ParameterizedTest
    @CsvSource({"VIEWER, vera", "OPERATOR, otto"})
    void pagesAndFormsForMoreThanTheRoleAreRefusedAndChangeNothing(String role, String person) throws Exception {
        String before = state();
        List<String> let = new ArrayList<>();
        List<SitePlan.Call> forbidden = SitePlan.ofSources().calls().stream()
                .filter(call -> above(call.role(), role))
                .toList();
        try (Browser browser = Browser.start(directory.resolve(person))) {
            host.signIn(browser, person);
            for (SitePlan.Call call : forbidden) {
                String status = browser.evaluate((call.act() ? SEND : GET).formatted(filled(call.path())));
                if (!status.equals("403")) {
                    let.add(call + ": " + status);
                }
            }
        }

        assertThat(let).isEmpty();
        assertThat(forbidden.size()).isGreaterThan(role.equals("VIEWER") ? 30 : 15);
        assertThat(state()).isEqualTo(before);
    }

    private static boolean above(String needed, String role) {
        return ROLES.indexOf(needed) > ROLES.indexOf(role);
    }

    /** All calls that the description of the interface lists. */
    private static List<Call> described() {
        List<Call> calls = new ArrayList<>();
        admin.admin("GET", "openapi.json")
                .json()
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        String role = operation.path("x-role").asString("").toUpperCase(Locale.ROOT);
                        assertThat(ROLES).contains(role);
                        calls.add(new Call(method.toUpperCase(Locale.ROOT), path, role));
                    }
                }));
        return calls;
    }

    /** Sends what would change something if it were let through. */
    private static int send(Rest program, Call call) throws FileNotFoundException {
        String path = filled(call.path()).substring(1);
        if (path.startsWith("applets") && call.method().equals("POST")) {
            return program.admin("POST", path, BodyPublishers.ofFile(Hazir.builtJar("meter")))
                    .status();
        }
        return program.json(call.method(), path, "{\"name\": \"mallory\", \"role\": \"admin\"}")
                .status();
    }

    /** A path with things that are there. */
    private static String filled(String path) {
        return path.replace("people/{name}", "people/" + FurnishedHost.VIEWER)
                .replace("backups/{name}", "backups/" + backup())
                .replace("{id}", "hello")
                .replace("{applet}", "hello")
                .replace("ports/hello/{port}", "ports/hello/echo")
                .replace("ports/hello/{name}", "ports/hello/echo")
                .replaceAll("\\{\\w+}", "1");
    }

    private static String backup() {
        return admin.admin("GET", "backups").json().path(0).path("name").asString();
    }

    private static String token(String role) {
        JsonNode made = admin.json(
                        "POST",
                        "tokens",
                        "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(role, role.toLowerCase(Locale.ROOT)))
                .json();
        return made.path("secret").asString();
    }

    /** All that an administrator can see and others could want to change. */
    private static String state() {
        StringBuilder state = new StringBuilder(host.process().rest().standing("hello"));
        state.append(admin.applet("hello").orElseThrow().path("since"));
        for (String path : List.of(
                "applets/hello/settings", "people", "backups", "operations", "logs/levels", "topics", "ports")) {
            state.append('\n').append(admin.admin("GET", path).text());
        }
        for (JsonNode token : admin.admin("GET", "tokens").json()) {
            state.append('\n').append(token.path("id"));
        }
        return state.toString();
    }
}
