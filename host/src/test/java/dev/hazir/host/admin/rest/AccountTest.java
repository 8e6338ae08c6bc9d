package dev.hazir.host.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.RestBrowser;
import dev.hazir.host.TestHost;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One's own account by REST. */
class AccountTest {

    private static final String PASSWORD = "seven small green boats";
    private static final String OTHER = "eight large red boats";

    @TempDir
    static Path directory;

    private static TestHost host;

    private RestBrowser vera;
    private RestBrowser phone;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        host.host().access().people().addFirst("anna", PASSWORD);
        host.host().access().people().add("vera", Role.VIEWER, PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        host.host().access().resetPassword("vera", PASSWORD);
        vera = RestBrowser.signIn(host, "vera", PASSWORD);
        phone = RestBrowser.signIn(host, "vera", PASSWORD);
    }

    @Test
    void personSeesWhoSheIsAndWhereSheIsSignedIn() throws Exception {
        RestBrowser anna = RestBrowser.signIn(host, "anna", PASSWORD);

        JsonNode account = json(vera.send("GET", "/account", ""));

        assertThat(account.path("name").asString()).isEqualTo("vera");
        assertThat(account.path("role").asString()).isEqualTo("viewer");
        assertThat(account.path("registered").asBoolean()).isTrue();
        assertThat(account.path("session").asString()).isEqualTo(handle(vera));
        assertThat(account.path("sessions")
                        .valueStream()
                        .map(one -> one.path("handle").asString()))
                .containsExactlyInAnyOrder(handle(vera), handle(phone))
                .doesNotContain(handle(anna));
    }

    @Test
    void ownPasswordIsChangedWithThePresentOneAndOtherBrowsersAreSignedOut() throws Exception {
        HttpResponse<String> wrong = vera.send("PUT", "/account/password", passwords("a guess of mine", OTHER));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("The present password is wrong. Nothing has changed.");
        assertThat(vera.send("PUT", "/account/password", passwords(PASSWORD, "short"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(vera.send("PUT", "/account/password", "{}").statusCode()).isEqualTo(403);

        assertThat(vera.send("PUT", "/account/password", passwords(PASSWORD, OTHER))
                        .statusCode())
                .isEqualTo(200);

        assertThat(vera.send("GET", "/account", "").statusCode()).isEqualTo(200);
        assertThat(phone.send("GET", "/account", "").statusCode()).isEqualTo(401);
        assertThat(RestBrowser.signIn(host, "vera", OTHER)
                        .send("GET", "/account", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(host.cli("audit", "--who", "vera", "--text", "account password"))
                .contains("done", "refused")
                .doesNotContain(PASSWORD, OTHER);
    }

    @Test
    void guessesOfThePresentPasswordHaveToWaitAndAreToldHowLong() throws Exception {
        try (TestHost own = TestHost.start(directory.resolve("guessed"), new ManualTime(), Map.of())) {
            own.host().access().people().addFirst("eve", PASSWORD);
            RestBrowser eve = RestBrowser.signIn(own, "eve", PASSWORD);
            for (int guess = 0; guess < 5; guess++) {
                assertThat(eve.send("PUT", "/account/password", passwords("a guess of mine", OTHER))
                                .statusCode())
                        .isEqualTo(403);
            }

            HttpResponse<String> late = eve.send("PUT", "/account/password", passwords(PASSWORD, OTHER));

            assertThat(late.statusCode()).isEqualTo(429);
            assertThat(late.headers().firstValueAsLong("retry-after")).hasValue(1);
        }
    }

    @Test
    void ownSessionIsEndedAndOnlyOwnOnes() throws Exception {
        RestBrowser anna = RestBrowser.signIn(host, "anna", PASSWORD);

        assertThat(vera.send("DELETE", "/account/sessions/" + handle(anna), "").statusCode())
                .isEqualTo(404);
        assertThat(vera.send("DELETE", "/account/sessions/" + handle(phone), "").statusCode())
                .isEqualTo(200);

        assertThat(phone.send("GET", "/account", "").statusCode()).isEqualTo(401);
        assertThat(anna.send("GET", "/account", "").statusCode()).isEqualTo(200);
        assertThat(host.cli("audit", "--who", "vera", "--text", handle(phone))).contains("account sessions delete");
    }

    @Test
    void withoutTheTokenOfAFormNothingIsChanged() throws Exception {
        assertThat(host.send(vera.request("/account/password").PUT(BodyPublishers.ofString(passwords(PASSWORD, OTHER))))
                        .statusCode())
                .isEqualTo(403);
        assertThat(host.send(vera.request("/account/sessions/" + handle(phone)).DELETE())
                        .statusCode())
                .isEqualTo(403);
        assertThat(phone.send("GET", "/account", "").statusCode()).isEqualTo(200);
    }

    @Test
    void programIsToldWhoItIsAndHasNoAccountToChange() throws Exception {
        JsonNode account = json(host.send(host.api("/account")));
        assertThat(account.path("name").asString()).isEqualTo("api");
        assertThat(account.path("role").asString()).isEqualTo("admin");
        assertThat(account.path("registered").asBoolean()).isFalse();
        assertThat(account.path("session").isNull()).isTrue();
        assertThat(account.path("sessions")).isEmpty();

        HttpResponse<String> refused =
                host.send(host.api("/account/password").PUT(BodyPublishers.ofString(passwords(PASSWORD, OTHER))));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("api is a program", "/people");
        assertThat(host.send(host.api("/account/sessions/" + handle(phone)).DELETE())
                        .statusCode())
                .isEqualTo(403);
    }

    private static String handle(RestBrowser browser) {
        return browser.begun().signIn().handle();
    }

    private static String passwords(String present, String next) {
        return "{\"current\": \"" + present + "\", \"password\": \"" + next + "\"}";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
