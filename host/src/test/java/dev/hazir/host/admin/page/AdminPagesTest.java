package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.BrokenApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of operators, used as a browser without scripts uses them, on a real host. */
class AdminPagesTest {

    @TempDir
    static Path directory;

    private static TestHost host;
    private static OperatorBrowser operator;
    private static Path first;
    private static Path second;
    private static Path broken;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        operator = new OperatorBrowser(host).signIn();
        first = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        second = TestHost.jar(directory, "probe", "1.1.0", ProbeApplet.class);
        broken = TestHost.jar(directory, "probe", "2.0.0", BrokenApplet.class);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @AfterEach
    void removeAgain() throws Exception {
        for (String id : List.of("probe", "hostile", "settled")) {
            host.send(host.api("/applets/" + id + "?data=erase").DELETE());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/",
                "/admin/applets",
                "/admin/applets/probe",
                "/admin/applets/probe/settings",
                "/admin/applets/probe/remove",
                "/admin/applets/probe/routes",
                "/admin/applets/probe/topics",
                "/admin/applets/probe/logs",
                "/admin/applets/probe/versions",
                "/admin/applets/probe/files",
                "/admin/install",
                "/admin/operations",
                "/admin/operations/1",
                "/admin/routes",
                "/admin/routes?method=GET&path=/res/probe/version",
                "/admin/ports",
                "/admin/ports/probe/probe",
                "/admin/topics",
                "/admin/problems",
                "/admin/health",
                "/admin/logs",
                "/admin/search",
                "/admin/search?q=probe",
                "/admin/dev/ui-kit",
                "/admin/settings",
                "/admin/settings/access",
                "/admin/settings/audit",
                "/admin/settings/access/people/anna",
                "/admin/account",
                "/admin/welcome",
                "/admin/setup/network",
                "/admin/settings/network",
                "/admin/health/plots",
                "/admin/health/plots?span=days&table=cpu",
                "/admin/health/threads",
                "/admin/health/memory",
                "/admin/map",
                "/admin/map?show=p95&around=applet/probe",
                "/admin/logs?level=WARN&applet=probe&text=x",
                "/admin/nothing-here"
            })
    void everyPageIsWholeAndKeepsTheBrowserStrict(String path) throws Exception {
        install(first);
        Page page = operator.get(path);

        assertThat(page.status()).as(page.text()).isEqualTo(path.endsWith("nothing-here") ? 404 : 200);
        assertThat(page.document().select("h1")).hasSize(1);
        assertThat(page.document().title()).isNotBlank();
        assertThat(page.document().select("main")).hasSize(1);
        assertThat(page.text()).doesNotContain("??");
        assertThat(page.document().select("[style], style, [onclick], [onload]"))
                .isEmpty();
        for (Element script : page.document().select("script")) {
            assertThat(script.data()).isBlank();
            assertThat(script.attr("src")).startsWith("/ui/");
            assertThat(policy(page)).contains("'nonce-" + script.attr("nonce") + "'");
        }
        assertThat(policy(page))
                .contains("default-src 'none'", "script-src 'nonce-", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.answer().headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(page.answer().headers().firstValue("cache-control")).hasValue("no-store");
        for (Element form : page.document().select("form[method=post]")) {
            assertThat(form.select("input[name=csrf]")).as(form.outerHtml()).hasSize(1);
        }
    }

    @Test
    void everyLinkOfTheNavigationLeadsSomewhere() throws Exception {
        install(first);
        for (String start : List.of(
                "/admin/",
                "/admin/applets/probe",
                "/admin/operations",
                "/admin/routes",
                "/admin/ports",
                "/admin/topics",
                "/admin/logs")) {
            for (Element link : operator.get(start).document().select("a[href^=/]")) {
                assertThat(operator.get(link.attr("href")).status())
                        .as(link.outerHtml())
                        .isEqualTo(200);
            }
        }
        assertThat(operator.get("/admin/routes")
                        .document()
                        .select("nav.side [aria-current=page]")
                        .text())
                .isEqualTo("Routes");
    }

    @Test
    void searchFindsWhatIsThereAndGuessesWhatWasMeant() throws Exception {
        install(first);

        Map<String, String> places = Map.of(
                "probe", "/admin/applets/probe",
                "settings of probe", "/admin/applets/probe/settings",
                "PROBE/VERSION", "/admin/routes?method=GET&path=%2Fres%2Fprobe%2Fversion",
                "restart probe", "/admin/applets/probe",
                "why is it slow", "/admin/health",
                "upload jar", "/admin/install");
        for (Map.Entry<String, String> place : places.entrySet()) {
            Page found = search(place.getKey());
            assertThat(found.document().select("#found a").eachAttr("href"))
                    .as(place.getKey())
                    .contains(place.getValue());
        }
        Page missed = search("verzion");
        assertThat(missed.document().select("#found").text()).contains("“verzion”", "Did you mean version?");
        assertThat(operator.get(missed.document().selectFirst("#found a").attr("href"))
                        .document()
                        .select("#found li"))
                .isNotEmpty();
        assertThat(search("<b>x").document().select("#found b")).isEmpty();
        assertThat(search("x".repeat(3_000)).status()).isEqualTo(200);
    }

    @Test
    void kitShowsEveryClassThatTheStyleOffers() throws Exception {
        String style = host.send(host.request("/ui/hazir.css")).body();
        Set<String> shown = new TreeSet<>();
        for (String path : List.of("/admin/dev/ui-kit", "/admin/")) {
            operator.get(path).document().getAllElements().forEach(element -> shown.addAll(element.classNames()));
        }
        Matcher named = Pattern.compile("[.]([a-z][a-z-]*)").matcher(style.substring(0, style.indexOf("*/")));
        Set<String> offered = new TreeSet<>();
        while (named.find()) {
            offered.add(named.group(1));
        }
        offered.removeAll(Set.of("icon", "foot", "devbar")); // of applets' pages, and of developers' hosts

        assertThat(offered).hasSizeGreaterThan(40);
        assertThat(shown).containsAll(offered);
    }

    @Test
    void nobodySeesAPageWithoutSigningIn() throws Exception {
        OperatorBrowser stranger = new OperatorBrowser(host);

        Page asked = stranger.get("/admin/logs?level=WARN");
        assertThat(asked.path()).isEqualTo("/admin/login");
        Page wrong = stranger.submit(asked, "main form", Map.of("name", "anna", "password", "guess"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(stranger.get("/admin/").path()).isEqualTo("/admin/login");
        Page right = stranger.submit(wrong, "main form", Map.of("password", OperatorBrowser.PASSWORD));

        assertThat(right.status()).isEqualTo(200);
        assertThat(stranger.get("/admin/").path()).isEqualTo("/admin/");
        stranger.submit(stranger.get("/admin/"), "form[action=/admin/logout]", Map.of());
        assertThat(stranger.get("/admin/").path()).isEqualTo("/admin/login");
    }

    @Test
    void signInLeadsBackButNowhereElse() throws Exception {
        OperatorBrowser stranger = new OperatorBrowser(host);
        Map<String, String> anna = Map.of("name", OperatorBrowser.NAME, "password", OperatorBrowser.PASSWORD);
        Page there = stranger.submit(stranger.get("/admin/ports"), "main form", anna);
        assertThat(there.path()).isEqualTo("/admin/ports");

        for (String away : List.of("//evil.example/", "https://evil.example/", "/admin/../apps/x", "/admin/\\evil")) {
            OperatorBrowser other = new OperatorBrowser(host);
            Page login = other.get("/admin/login");
            Map<String, String> fields = new HashMap<>(anna);
            fields.put("next", away);
            assertThat(other.submit(login, "main form", fields).path()).isEqualTo("/admin/");
        }
    }

    @Test
    void cookieOfASignInIsForTheseServersPagesOnly() throws Exception {
        HttpResponse<String> form = host.send(host.request("/admin/login"));
        String cookie = form.headers().firstValue("set-cookie").orElseThrow();
        String secret = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));

        HttpResponse<String> answer = host.send(host.request("/admin/login")
                .header("cookie", "hazir-form=" + secret)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "csrf=" + secret + "&name=anna&password=" + OperatorBrowser.PASSWORD.replace(' ', '+'))));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("set-cookie").orElse(""))
                .startsWith("hazir-admin=")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict", "Path=/admin");
    }

    @Test
    void actWithoutTheTokenOfItsFormIsRefused() throws Exception {
        install(first);

        for (String act : List.of("disable", "restart", "remove", "rollback", "settings")) {
            assertThat(operator.post("/admin/applets/probe/" + act, Map.of()).status())
                    .isEqualTo(403);
            assertThat(operator.post("/admin/applets/probe/" + act, Map.of("csrf", "guess"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(operator.upload(second, "guess").status()).isEqualTo(403);
        assertThat(answers()).isEqualTo("\"1.0.0\"");
    }

    @Test
    void jarIsInstalledAfterItsPlanWasSeen() throws Exception {
        Page plan = operator.upload(first);

        assertThat(plan.text()).contains("Nothing has changed yet", "/res/probe/version", "probe tcp");
        assertThat(operator.get("/admin/applets").text()).doesNotContain("probe");
        Page done = operator.submit(plan, "main form.do", Map.of());
        assertThat(done.path()).startsWith("/admin/operations/");
        assertThat(done.text()).contains("Done");
        assertThat(answers()).isEqualTo("\"1.0.0\"");
    }

    @Test
    void planThatIsDiscardedChangesNothing() throws Exception {
        Page plan = operator.upload(first);

        operator.submit(plan, "main form[action$=discard]", Map.of());

        assertThat(operator.get(plan.path()).status()).isEqualTo(404);
        assertThat(operator.get("/admin/applets/probe").status()).isEqualTo(404);
    }

    @Test
    void fileThatIsNoAppletIsToldWithReasons() throws Exception {
        Path text = java.nio.file.Files.writeString(directory.resolve("no.jar"), "not a jar");

        Page refused = operator.upload(text);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("cannot be installed", "APP-1");
    }

    @Test
    void failedUpgradeSaysWhyAndTheOldVersionServes() throws Exception {
        install(first);

        Page failed = operator.submit(operator.upload(broken), "main form.do", Map.of());

        assertThat(failed.text()).contains("the pump does not answer");
        assertThat(answers()).isEqualTo("\"1.0.0\"");
        assertThat(operator.get("/admin/applets/probe").text()).contains("Running");
    }

    @Test
    void appletIsUpgradedRolledBackStoppedStartedAndRemovedByForms() throws Exception {
        install(first);
        operator.submit(operator.upload(second), "main form.do", Map.of());
        assertThat(answers()).isEqualTo("\"1.1.0\"");

        act("rollback");
        assertThat(answers()).isEqualTo("\"1.0.0\"");
        act("restart");
        assertThat(answers()).isEqualTo("\"1.0.0\"");
        act("disable");
        assertThat(operator.get("/admin/applets/probe").text()).contains("Stopped", "Disabled by an operator");
        act("enable");
        assertThat(answers()).isEqualTo("\"1.0.0\"");

        Page untyped = operator.submit(
                operator.get("/admin/applets/probe/remove"), "main form", Map.of("data", "erase", "typed", "prob"));
        assertThat(untyped.status()).isEqualTo(422);
        assertThat(answers()).isEqualTo("\"1.0.0\"");
        operator.submit(
                operator.get("/admin/applets/probe/remove"), "main form", Map.of("data", "erase", "typed", "probe"));
        assertThat(operator.get("/admin/applets/probe").status()).isEqualTo(404);
    }

    @Test
    void settingsAreSavedAndWhatDoesNotFitIsToldAtItsField() throws Exception {
        install(TestHost.jar(directory, "settled", "1.0.0", SettledApplet.class, SettledApplet.Settings.class));
        Page form = operator.get("/admin/applets/settled/settings");

        Page wrong = operator.submit(form, "form.settings", Map.of("set.places", "99"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.document().getElementById("set.places").val()).isEqualTo("99");
        assertThat(wrong.document().getElementById("set.places").attr("aria-invalid"))
                .isEqualTo("true");
        assertThat(wrong.document().getElementById("set.places-error").text()).contains("10");
        assertThat(host.send(host.request("/res/settled/places")).body()).isEqualTo("3");

        Page saved = operator.submit(wrong, "form.settings", Map.of("set.places", "5"));
        assertThat(saved.text()).contains("Saved", "saved by an operator");
        assertThat(host.send(host.request("/res/settled/places")).body()).isEqualTo("5");

        Page back = operator.submit(saved, "form.settings", Map.of("default.places", "on"));
        assertThat(back.document().getElementById("set.places").val()).isEqualTo("3");
        assertThat(operator.submit(back, "form.settings", Map.of()).text()).contains("Nothing was changed");
    }

    @Test
    void markupOfAppletsAndVisitorsIsShownAsText() throws Exception {
        String markup = HostileApplet.MARKUP;
        Path jar =
                TestHost.jar(directory, "hostile", "1.0.0", markup, HostileApplet.class, HostileApplet.Settings.class);
        Page plan = operator.upload(jar);
        operator.submit(plan, "main form.do", Map.of());
        String typed = java.net.URLEncoder.encode("/" + markup, java.nio.charset.StandardCharsets.UTF_8);
        Page remembered = operator.submit(
                operator.get("/admin/applets/hostile/settings"),
                "form.settings",
                Map.of("set.title", markup + markup, "set.number", markup));

        List<Page> pages = List.of(
                plan,
                remembered,
                operator.get("/admin/"),
                operator.get("/admin/applets"),
                operator.get("/admin/applets/hostile"),
                operator.get("/admin/applets/hostile/settings"),
                operator.get("/admin/applets/hostile/routes"),
                operator.get("/admin/applets/hostile/logs"),
                operator.get("/admin/applets/hostile/versions"),
                operator.get("/admin/applets/hostile/files"),
                operator.get("/admin/applets/hostile/remove"),
                operator.get("/"),
                operator.get("/admin/operations"),
                operator.get("/admin/routes?method=GET&path=" + typed),
                operator.get("/admin/logs?applet=hostile"),
                operator.get("/admin/logs?applet=" + typed + "&level=" + typed + "&text=" + typed),
                operator.get("/admin/login?next=" + typed),
                operator.get("/admin/" + typed.substring(3).replace("+", "%20").replace("%2F", "")));
        for (Page page : pages) {
            assertThat(page.document().select("script:not([src^=/ui/]), img, [onerror]"))
                    .as(page.path())
                    .isEmpty();
        }
        assertThat(operator.get("/admin/logs?applet=hostile").text()).contains("alert(1)");
        assertThat(operator.get("/admin/applets/hostile")
                        .document()
                        .selectFirst("h1")
                        .text())
                .contains(markup);
    }

    @Test
    void visitorsOfAStoppedAppletAreToldToComeAgain() throws Exception {
        install(first);
        act("disable");

        for (String path : List.of("/apps/probe/", "/res/probe/version")) {
            Page page = operator.get(path);
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.answer().headers().firstValue("retry-after")).hasValue("60");
            assertThat(page.text()).contains("probe is stopped", "It was stopped by an operator at");
        }
        assertThat(operator.get("/apps/nobody/").status()).isEqualTo(404);
    }

    @Test
    void themeThatWasChosenIsWrittenByTheServer() throws Exception {
        OperatorBrowser own = new OperatorBrowser(host).signIn();
        Page ports = own.get("/admin/ports");
        assertThat(ports.document().selectFirst("html").hasAttr("data-theme")).isFalse();

        Page dark = own.submit(ports, "form[action=/admin/theme]", Map.of("theme", "dark"));
        assertThat(dark.path()).isEqualTo("/admin/ports");
        assertThat(dark.document().selectFirst("html").attr("data-theme")).isEqualTo("dark");
        Page system = own.submit(dark, "form[action=/admin/theme]", Map.of("theme", "system"));
        assertThat(system.document().selectFirst("html").hasAttr("data-theme")).isFalse();
    }

    @Test
    void routesShowWhatIsShadowedAndExplainWhoAnswers() throws Exception {
        install(first);

        Page page = operator.get("/admin/routes?method=GET&path=/res/probe/version");

        assertThat(page.document().select("td.gone").text()).contains("/res/probe/version");
        assertThat(page.document().select("section.notice").text()).contains("probe", "event loop");
        assertThat(operator.get("/admin/routes?path=x")
                        .document()
                        .select(".error")
                        .text())
                .contains("slash");
    }

    private static Page search(String words) throws Exception {
        return operator.get(
                "/admin/search?q=" + java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String policy(Page page) {
        return page.answer().headers().firstValue("content-security-policy").orElse("");
    }

    private void act(String name) throws Exception {
        String page = "/admin/applets/probe" + (name.equals("rollback") ? "/versions" : "");
        Page done = operator.submit(operator.get(page), "form[action$=/" + name + "]", Map.of());
        assertThat(done.text()).as(name).contains("Done");
    }

    private static void install(Path jar) throws Exception {
        HttpResponse<String> answer = host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(jar)));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private static String answers() throws Exception {
        return host.send(host.request("/res/probe/version")).body();
    }
}
