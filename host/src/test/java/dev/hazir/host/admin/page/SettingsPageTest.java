package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.PackedApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.applet.Applets;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of settings with every type, on a real host. */
class SettingsPageTest {

    private static final String PAGE = "/admin/applets/form/settings";
    private static final String FORM = "form.settings";

    @TempDir
    static Path directory;

    @AutoClose
    private static final TestHost host = TestHost.alone();

    private static final OperatorBrowser operator = OperatorBrowser.signedIn(host);
    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        jar = PackedApplet.of("form", "1.0.0", FormApplet.class)
                .with(FormApplet.Settings.class)
                .with(FormApplet.Mode.class)
                .with(FormApplet.Day.class)
                .with(FormApplet.Mail.class)
                .with(FormApplet.Pump.class)
                .in(directory);
    }

    @BeforeEach
    void installAnew() throws Exception {
        Applets.await(host.host().applets().remove("form", Applets.DataFate.ERASE, "test"));
        var end = Applets.await(host.host().applets().deploy(jar, Applets.Intent.EITHER, "test"));
        assertThat(end.message()).contains("form 1.0.0 runs");
    }

    @Test
    void everyTypeHasItsControlWithItsLimits() throws Exception {
        Page page = operator.get(PAGE);

        Element places = field(page, "set.places");
        assertThat(places.attr("type")).isEqualTo("number");
        assertThat(places.attr("min") + " " + places.attr("max") + " " + places.attr("step"))
                .isEqualTo("1 10 1");
        assertThat(page.document().getElementById("set.places-notes").text()).contains("How many.", "1 to 10.");
        assertThat(field(page, "set.factor").attr("step")).isEqualTo("any");
        assertThat(field(page, "set.loud").hasAttr("checked")).isTrue();
        assertThat(field(page, "set.title").attr("maxlength")).isEqualTo("20");
        assertThat(field(page, "set.story").tagName()).isEqualTo("textarea");
        assertThat(field(page, "set.story").wholeText()).isEqualTo("one\ntwo");
        assertThat(page.document().select("input[type=radio][name=set.mode]").eachAttr("value"))
                .containsExactly("FAST", "CAREFUL");
        assertThat(page.document().select("select[name=set.day] option").eachText())
                .hasSize(5);
        assertThat(page.document().select("input[type=checkbox][name=set.days]"))
                .hasSize(5);
        assertThat(field(page, "set.pause").val()).isEqualTo("30");
        assertThat(unit(page, "set.pause")).isEqualTo("s");
        assertThat(field(page, "set.cache").val() + " " + unit(page, "set.cache"))
                .isEqualTo("10 MB");
        assertThat(page.document().getElementById("set.cache-notes").text()).contains("1 kB to 1 GB.");
        assertThat(field(page, "set.server").val()).isEqualTo("localhost:502");
        assertThat(page.document()
                        .select("datalist#" + field(page, "set.ledger").attr("list") + " option")
                        .eachAttr("value"))
                .contains("form");
        assertThat(page.document()
                        .select("datalist#" + field(page, "set.alarms").attr("list") + " option")
                        .eachAttr("value"))
                .contains("form/own");
        assertThat(field(page, "set.at").attr("type")).isEqualTo("time");
        assertThat(page.document().select("details [name=set.place]").val()).isEqualTo("spool/in");
        assertThat(field(page, "set.token").attr("type")).isEqualTo("password");
        assertThat(page.document().select("fieldset[id=set.pumps] .row")).hasSize(2);
        assertThat(field(page, "set.pumps.1.name").val()).isEqualTo("south");
        assertThat(page.text()).contains("Saving restarts form", "the default · a change restarts form");
    }

    @Test
    void formSentAsItStandsChangesNothing() throws Exception {
        assertThat(operator.submit(operator.get(PAGE), FORM, Map.of()).text()).contains("Nothing was changed");
    }

    @Test
    void everyTypeIsSaved() throws Exception {
        Map<String, String> fields = new HashMap<>();
        fields.put("set.places", "5");
        fields.put("set.factor", "2.25");
        fields.put("set.title", "Über <b>");
        fields.put("set.story", "a\nb");
        fields.put("set.mode", "CAREFUL");
        fields.put("set.day", "FRI");
        fields.put("set.days", "TUE");
        fields.put("set.pause", "5");
        fields.put("set.pause.unit", "min");
        fields.put("set.cache", "1.5 MiB");
        fields.put("set.server", "[::1]:503");
        fields.put("set.ledger", "ledger");
        fields.put("set.alarms", "form/own");
        fields.put("set.link", "https://example.net/x");
        fields.put("set.zone", "Europe/Berlin");
        fields.put("set.at", "23:59");
        fields.put("set.place", "/var/spool");
        fields.put("set.note", "noted");
        fields.put("set.names.1", "z");
        fields.put("set.mail.port", "587");
        fields.put("set.pumps.0.speed", "99");

        Page saved = operator.submit(operator.get(PAGE), FORM, fields);

        assertThat(saved.text()).contains("Saved.", "saved by an operator · default 3");
        assertThat(answer("all"))
                .contains("places=5", "factor=2.25", "loud=true", "title=Über <b>", "story=a\\nb", "mode=CAREFUL")
                .contains("day=FRI", "days=[TUE]", "pause=PT5M", "link=https://example.net/x", "zone=Europe/Berlin")
                .contains("cache=1536 KiB", "server=[::1]:503", "ledger=Optional[ledger]", "alarms=Optional[form/own]")
                .contains("at=23:59", "place=/var/spool", "note=Optional[noted]", "names=[a, z]")
                .contains("Mail[host=localhost, port=587", "Pump[name=north, speed=99]");
        assertThat(saved.text())
                .contains("default Host = localhost, Port = 25")
                .contains("default (Name = north, Speed = 10), (Name = south, Speed = 20)")
                .doesNotContain("Password =");
        assertThat(field(saved, "set.title").val()).isEqualTo("Über <b>");
        assertThat(saved.document().select("main b")).isEmpty();
        assertThat(saved.document().getElementById("set.ledger-notes").text()).contains("It is not there now.");
        assertThat(saved.document().getElementById("set.alarms-notes").text()).doesNotContain("It is not there now.");
    }

    @Test
    void fieldIsCheckedWhenItIsLeftAndNothingChanges() throws Exception {
        Page form = operator.get(PAGE);
        Element leaf = form.document().selectFirst("[data-check=set.places]");
        assertThat(leaf.attr("hx-post")).isEqualTo(PAGE + "/check");
        assertThat(leaf.attr("hx-select")).isEqualTo("[data-check='set.places']");

        Page checked = operator.submit(form, FORM, Map.of("set.places", "99", "set.title", "Kept"), PAGE + "/check");

        assertThat(checked.status()).isEqualTo(200);
        Element answer = checked.document().selectFirst(leaf.attr("hx-select"));
        assertThat(answer.select("[aria-invalid=true]").attr("aria-describedby"))
                .isEqualTo("set.places-notes");
        assertThat(answer.select("#set\\.places-error").text()).contains("10");
        assertThat(checked.document().selectFirst("[data-check=set.title]").select(".error"))
                .isEmpty();
        Page rule = operator.submit(form, FORM, Map.of("set.title", "forbidden"), PAGE + "/check");
        assertThat(rule.document().selectFirst("[data-check=set.title]").text()).contains("may be anything else");
        assertThat(answer("all")).contains("places=3", "title=Meters");
        assertThat(host.host().applets().shelf().settings("form")).isEmpty();
    }

    @Test
    void settingsOfAStoppedAppletAreSavedForItsNextStart() throws Exception {
        operator.submit(operator.get(PAGE), FORM, Map.of("set.token", "s3cret"));
        Applets.await(host.host().applets().disable("form", "test"));

        Page asleep = operator.get(PAGE);
        assertThat(asleep.text()).contains("form does not run", "holds from the next start", "Save for the next start");
        assertThat(asleep.answer().body()).doesNotContain("s3cret");
        Page wrong = operator.submit(asleep, FORM, Map.of("set.places", "99"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.document().getElementById("set.places-error")).isNotNull();
        Page checked = operator.submit(asleep, FORM, Map.of("set.places", "99"), PAGE + "/check");
        assertThat(checked.document().getElementById("set.places-error")).isNotNull();
        Page saved = operator.submit(asleep, FORM, Map.of("set.places", "4", "set.names.0", "z"));

        assertThat(saved.text()).contains("Saved. form stays stopped");
        assertThat(field(saved, "set.places").val()).isEqualTo("4");
        assertThat(host.host().applets().find("form").orElseThrow().state()).isEqualTo("disabled");
        Applets.await(host.host().applets().enable("form", "test"));
        assertThat(answer("all")).contains("places=4", "names=[z, b]");
        assertThat(answer("secrets")).contains("s3cret");
    }

    @Test
    void appletThatDoesNotStartBecauseOfItsSettingsIsMendedByItsForm(@TempDir Path other) throws Exception {
        Path state = other.resolve("home/versions/form/state.json");
        try (TestHost before = TestHost.start(other.resolve("home"))) {
            Applets.await(before.host().applets().deploy(jar, Applets.Intent.EITHER, "test"));
            Applets.await(before.host().applets().saveSettings("form", Map.of("places", 5), "test"));
        }
        Files.writeString(state, Files.readString(state).replace("\"places\":5", "\"places\":99"));
        try (TestHost again = TestHost.start(other.resolve("home"))) {
            OperatorBrowser browser = new OperatorBrowser(again).signIn();
            assertThat(again.host().applets().find("form").orElseThrow().state())
                    .isEqualTo("failed");

            Page failed = browser.get(PAGE);
            assertThat(field(failed, "set.places").val()).isEqualTo("99");
            assertThat(failed.text()).contains("Save and start form", "a change starts form");
            Page mended = browser.submit(failed, FORM, Map.of("set.places", "6"));

            assertThat(mended.text()).contains("Saved.");
            assertThat(again.host().applets().find("form").orElseThrow().state())
                    .isEqualTo("live");
        }
    }

    @Test
    void whatDoesNotFitIsToldAtItsFieldHoweverDeep() throws Exception {
        Page wrong = operator.submit(
                operator.get(PAGE),
                FORM,
                Map.of(
                        "set.places", "99",
                        "set.pause", "soon",
                        "set.zone", "Mars/Base",
                        "set.mail.host", " ",
                        "set.mail.port", "many",
                        "set.pumps.1.speed", "101"));

        assertThat(wrong.status()).isEqualTo(422);
        for (String key : new String[] {
            "set.places", "set.pause", "set.zone", "set.mail.host", "set.mail.port", "set.pumps.1.speed"
        }) {
            assertThat(field(wrong, key).attr("aria-invalid")).as(key).isEqualTo("true");
            assertThat(wrong.document().getElementById(key + "-error")).as(key).isNotNull();
            assertThat(wrong.document().select("[role=alert] a[href=#" + key + "]"))
                    .as(key)
                    .hasSize(1);
        }
        assertThat(field(wrong, "set.pumps.1.speed").val()).isEqualTo("101");
        assertThat(wrong.document().getElementById("set.pause-error").text()).contains("'30 s'");
        assertThat(answer("all")).contains("places=3");

        Page rule = operator.submit(operator.get(PAGE), FORM, Map.of("set.title", "forbidden"));
        assertThat(rule.document().getElementById("set.title-error").text()).contains("may be anything else");
    }

    @Test
    void rowsAreAddedMovedAndRemovedWithoutAScript() throws Exception {
        Page more = operator.submit(operator.get(PAGE), FORM, Map.of("set.places", "7", "rows", "add:set.pumps"));
        assertThat(more.document().select("fieldset[id=set.pumps] .row")).hasSize(3);
        assertThat(field(more, "set.places").val()).isEqualTo("7");
        assertThat(answer("all")).contains("places=3");

        Page moved = operator.submit(
                more, FORM, Map.of("set.pumps.2.name", "west", "set.pumps.2.speed", "5", "rows", "up:set.pumps.2"));
        assertThat(field(moved, "set.pumps.1.name").val()).isEqualTo("west");
        Page fewer = operator.submit(moved, FORM, Map.of("rows", "remove:set.pumps.0"));
        operator.submit(fewer, FORM, Map.of());

        assertThat(answer("all")).contains("places=7", "pumps=[Pump[name=west, speed=5], Pump[name=south, speed=20]]");
        for (String nonsense :
                new String[] {"add:set.nothing", "remove:set.pumps.99", "up:", "x", "remove:set.title.0"}) {
            assertThat(operator.submit(operator.get(PAGE), FORM, Map.of("rows", nonsense))
                            .status())
                    .as(nonsense)
                    .isEqualTo(200);
        }
    }

    @Test
    void secretIsTakenAndNeverGivenOut() throws Exception {
        Page saved = operator.submit(
                operator.get(PAGE), FORM, Map.of("set.token", "s3cret-t", "set.mail.password", "s3cret-m"));
        assertThat(answer("secrets")).contains("s3cret-t s3cret-m");
        assertThat(saved.answer().body()).doesNotContain("s3cret");
        assertThat(host.send(host.api("/applets/form/settings")).body())
                .doesNotContain("s3cret")
                .contains("********");
        assertThat(host.send(host.api("/applets/form/settings/history")).body())
                .doesNotContain("s3cret")
                .contains("\"token\"");
        assertThat(answer("all")).doesNotContain("s3cret");
        assertThat(answer("json")).doesNotContain("s3cret");
        assertThat(Files.readString(host.home().resolve("versions/form/history.json")))
                .doesNotContain("s3cret");

        operator.submit(operator.get(PAGE), FORM, Map.of("set.places", "4", "set.mail.port", "26"));
        assertThat(answer("secrets")).contains("s3cret-t s3cret-m");
        HttpResponse<String> put = host.send(host.api("/applets/form/settings")
                .PUT(BodyPublishers.ofString("{\"token\":\"********\",\"mail\":{\"host\":\"h\",\"port\":1,"
                        + "\"password\":\"********\"}}")));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(answer("secrets")).contains("s3cret-t s3cret-m");

        operator.submit(operator.get(PAGE), FORM, Map.of("clear.set.token", "on"));
        assertThat(answer("secrets")).contains("\" s3cret-m");
    }

    @Test
    void whatWasSavedOnceIsBroughtBack() throws Exception {
        operator.submit(operator.get(PAGE), FORM, Map.of("set.places", "5", "set.mail.password", "pw"));
        Page second = operator.submit(operator.get(PAGE), FORM, Map.of("set.places", "6", "set.title", "Later"));
        assertThat(second.text()).contains("What was saved", "Places: 6", "Title: Later", "Places: 5", "anna");

        Page back = operator.submit(second, "form[action$=/restore]", Map.of());

        assertThat(back.text()).contains("Saved.");
        assertThat(answer("all")).contains("places=5", "title=Meters");
        assertThat(answer("secrets")).contains("pw");
        assertThat(operator.post("/admin/applets/form/settings/restore", Map.of("number", "77"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void defaultIsShownAndRestored() throws Exception {
        Page saved = operator.submit(operator.get(PAGE), FORM, Map.of("set.places", "5"));

        Page back = operator.submit(saved, FORM, Map.of("default.places", "on"));

        assertThat(field(back, "set.places").val()).isEqualTo("3");
    }

    private static String unit(Page page, String name) {
        return page.document()
                .select("select[name=" + name + ".unit] option[selected]")
                .val();
    }

    private static Element field(Page page, String name) {
        Element field = page.document().selectFirst("[name=" + name + "]");
        assertThat(field).as(name + " in " + page.text()).isNotNull();
        return field;
    }

    private static String answer(String resource) throws Exception {
        return host.send(host.request("/res/form/" + resource)).body();
    }
}
