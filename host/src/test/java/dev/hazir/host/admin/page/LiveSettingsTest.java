package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.PackedApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.operation.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settings that an applet takes while it runs, through every door of a real host. */
class LiveSettingsTest {

    private static final String PAGE = "/admin/applets/taking/settings";
    private static final String FORM = "form.settings";

    @TempDir
    static Path directory;

    @AutoClose
    private static final TestHost host = TestHost.alone();

    private static final OperatorBrowser operator = OperatorBrowser.signedIn(host);

    private String born = "";

    @BeforeEach
    void installAnew() throws Exception {
        Applets.await(host.host().applets().remove("taking", Applets.DataFate.ERASE, "test"));
        deploy("1.0.0");
        born = answer("born");
    }

    @Test
    void aChangeIsInEffectWhenItIsAnsweredAndNothingRestarts() throws Exception {
        assertThat(effectOf(put("{\"title\": \"Second\", \"level\": 7}"))).isEqualTo("200 live");

        assertThat(answer("title")).isEqualTo("Second");
        assertThat(answer("asked")).isEqualTo("Second");
        assertThat(answer("born")).isEqualTo(born);
        assertThat(setting("level").path("value").asInt()).isEqualTo(7);
        assertThat(lastOperation().message())
                .isEqualTo("Saved; taking uses the new settings, and nothing was restarted.");
        done(host.host().applets().restart("taking", "test"));
        assertThat(answer("title")).isEqualTo("Second");
        assertThat(answer("born")).isNotEqualTo(born);
    }

    @Test
    void handlersAreCalledInOrderOnAWorkerAndAskForTheOldOnesMeanwhile() throws Exception {
        put("{\"title\": \"Second\"}");
        assertThat(answer("calls")).isEqualTo("1 First>Second First, 2 First>Second on hazir-worker-");
    }

    @Test
    void valuesThatAreInUseAlreadyAreTold() throws Exception {
        assertThat(effectOf(check("{\"title\": \"First\"}"))).isEqualTo("200 none");
        assertThat(effectOf(put("{\"title\": \"First\"}"))).isEqualTo("200 none");
        assertThat(answer("calls")).isEmpty();
        assertThat(setting("title").path("source").asString()).isEqualTo("saved");
        assertThat(effectOf(put("{\"title\": null}"))).isEqualTo("200 none");
        assertThat(setting("title").path("source").asString()).isEqualTo("default");
    }

    @Test
    void aSettingThatNeedsARestartRestartsWithAllThatWasSaved() throws Exception {
        assertThat(setting("title").path("applies").asString()).isEqualTo("live");
        assertThat(setting("workers").path("applies").asString()).isEqualTo("restart");
        assertThat(setting("limits").path("applies").asString())
                .as("a part of it needs a restart")
                .isEqualTo("restart");
        assertThat(effectOf(check("{\"title\": \"Second\", \"workers\": 9}"))).isEqualTo("200 restart");
        assertThat(answer("title")).isEqualTo("First");

        assertThat(effectOf(put("{\"title\": \"Second\", \"workers\": 9}"))).isEqualTo("200 restart");

        assertThat(answer("title")).isEqualTo("Second");
        assertThat(answer("born")).isNotEqualTo(born);
        assertThat(answer("calls")).isEmpty();
        assertThat(lastOperation().steps())
                .first()
                .satisfies(step -> assertThat(step.detail()).isEqualTo("restarts it: workers"));
    }

    @Test
    void aValueThatAHandlerRefusesIsToldAndEveryHandlerGoesBack() throws Exception {
        HttpResponse<String> refused = put("{\"title\": \"bad\", \"level\": 8}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("APP-107", "Setting 'title' of taking: is not liked.");
        expectNothingChanged();
        assertThat(answer("calls")).isEqualTo("1 First>bad First, 2 First>bad on hazir-worker-, 1 bad>First First");
    }

    @Test
    void aHandlerThatFailsLeavesTheOldSettingsAndIsAFaultOfTheApplet() throws Exception {
        long faults = host.host().applets().find("taking").orElseThrow().faults();
        for (String title : List.of("broken", "mad")) {
            HttpResponse<String> failed = put("{\"title\": \"" + title + "\", \"level\": 8}");
            assertThat(failed.statusCode()).isEqualTo(422);
            assertThat(failed.body()).contains("APP-136", "did not take the change", "nothing was saved");
            expectNothingChanged();
        }
        assertThat(host.host().applets().find("taking").orElseThrow().faults()).isEqualTo(faults + 2);
    }

    @Test
    void aHandlerThatCannotGoBackIsToldWithTheRestartThatHelps() throws Exception {
        HttpResponse<String> failed = put("{\"title\": \"one way\"}");
        assertThat(failed.statusCode()).isEqualTo(422);
        assertThat(failed.body()).contains("APP-136", "APP-137", "hazir restart taking");
        assertThat(answer("title")).isEqualTo("one way");
        done(host.host().applets().restart("taking", "test"));
        expectSaved("First");
    }

    @Test
    void aHandlerThatHangsIsEndedAndTheAppletRestartedWithTheNewSettings() throws Exception {
        // With less patience than the other tests leave to a busy machine.
        try (TestHost impatient = TestHost.start(directory.resolve("impatient"), Map.of("setup", "3s"))) {
            done(impatient.host().applets().deploy(jar("1.0.0"), Applets.Intent.EITHER, "test"));
            String before = answer(impatient, "born");

            HttpResponse<String> answered = put(impatient, "{\"title\": \"hanging\"}");

            assertThat(effectOf(answered)).isEqualTo("200 restart-instead");
            assertThat(answer(impatient, "title")).isEqualTo("hanging");
            assertThat(answer(impatient, "asked")).isEqualTo("hanging");
            assertThat(impatient.cli("config", "taking")).containsPattern("title +hanging +saved");
            assertThat(answer(impatient, "born")).isNotEqualTo(before);
            Operation.View change = impatient.host().operations().list().get(0);
            assertThat(change.message()).contains("did not take them in time and was restarted");
            assertThat(change.steps())
                    .anySatisfy(step -> assertThat(step.detail()).isEqualTo("it did not return within 3 s"));
        }
    }

    @Test
    void aChangeWaitsForTheUpgradeThatIsUnderWayAndReachesTheNewVersion() throws Exception {
        Path hold = Files.createFile(host.home().resolve("data/taking/files/hold"));
        Operation upgrade = host.host().applets().deploy(jar("2.0.0"), Applets.Intent.UPGRADE, "test");
        await().until(() -> Files.exists(hold.resolveSibling("holding")));
        Operation change = host.host().applets().saveSettings("taking", Map.of("title", "Second"), "test");
        assertThat(answer("title")).isEqualTo("First");
        Files.delete(hold);

        done(upgrade);
        assertThat(done(change).result()).isEqualTo("live");
        assertThat(host.host().applets().find("taking").orElseThrow().version()).isEqualTo("2.0.0");
        assertThat(answer("calls")).startsWith("1 First>Second");
        done(host.host().applets().rollback("taking", Optional.empty(), "test"));
        expectSaved("First");
        done(host.host().applets().rollback("taking", Optional.empty(), "test"));
        expectSaved("Second");
    }

    @Test
    void whoIsWithdrawnTakesNothingAndNobodyComesAfterSetup() throws Exception {
        assertThat(answer("late")).contains("may be declared in setup only");
        answer("withdraw");
        assertThat(setting("title").path("applies").asString()).isEqualTo("restart");
        assertThat(effectOf(put("{\"title\": \"Second\"}"))).isEqualTo("200 restart");
        assertThat(answer("title")).isEqualTo("Second");
    }

    @Test
    void theCommandLineSaysWhatSavingDoesAndDid() throws Exception {
        assertThat(host.cli("config", "taking"))
                .containsPattern("title +First +default +applies at once")
                .containsPattern("workers +2 +default +restarts it");
        assertThat(host.cli("config", "taking", "check", "title=Second"))
                .contains("They fit. Nothing was saved. Saving them takes effect at once; nothing restarts.");
        assertThat(host.cli("config", "taking", "check", "workers=7")).contains("Saving them restarts taking.");
        assertThat(host.cli("config", "taking", "set", "title=Second"))
                .contains("takes effect at once", "Saved; taking uses the new settings, and nothing was restarted.");
        assertThat(host.cli("config", "taking", "set", "title=bad")).contains("'title' of taking: is not liked");
        done(host.host().applets().disable("taking", "test"));
        assertThat(host.cli("config", "taking")).containsPattern("title +Second +saved +from its next start");
        assertThat(host.cli("config", "taking", "check", "title=Third"))
                .contains("they hold from the next start of taking");
        assertThat(host.cli("config", "taking", "set", "title=Third"))
                .contains("Saved; taking is stopped and starts with the new settings.");
    }

    @Test
    void theEnvironmentWinsOverWhatIsSavedAndIsNamed() throws Exception {
        try (TestHost fixed =
                TestHost.startIn(Map.of("HAZIR_TAKING_TITLE", "Fixed"), directory.resolve("environment"))) {
            done(fixed.host().applets().deploy(jar("1.0.0"), Applets.Intent.EITHER, "test"));

            assertThat(fixed.cli("config", "taking", "check", "title=Second"))
                    .contains("Saving them changes nothing for taking. The environment of the host wins")
                    .contains("as long as it sets HAZIR_TAKING_TITLE.");
            assertThat(fixed.cli("config", "taking", "check", "title=Second", "level=7"))
                    .contains("Saving them takes effect at once", "HAZIR_TAKING_TITLE");
            assertThat(fixed.cli("config", "taking", "check", "level=7")).doesNotContain("environment");
            assertThat(fixed.cli("config", "taking", "set", "title=Second"))
                    .contains("nothing changes for taking. HAZIR_TAKING_TITLE in the environment of the host wins");
            HttpResponse<String> checked = fixed.send(fixed.api("/applets/taking/settings/check")
                    .POST(BodyPublishers.ofString("{\"title\": \"Third\"}")));
            assertThat(checked.headers().firstValue("Hazir-Overruled-By")).contains("HAZIR_TAKING_TITLE");
        }
    }

    @Test
    void theFormSaysWhatSavingDoesAndDid() throws Exception {
        Page form = operator.get(PAGE);
        assertThat(form.document().select(".field:has(#set\\.title)").text()).contains("a change takes effect at once");
        assertThat(form.document().select(".field:has(#set\\.workers)").text()).contains("a change restarts taking");
        assertThat(saving(form))
                .contains(
                        "A change of Workers, Limits restarts taking, without a gap; anything else takes effect at once")
                .endsWith(" Save");

        Page saved = operator.submit(form, FORM, Map.of("set.title", "Second"));
        assertThat(saved.document().select("[role=status]").eachText())
                .contains("Saved. taking uses the new settings; nothing was restarted.");
        Page restarted = operator.submit(saved, FORM, Map.of("set.workers", "5"));
        assertThat(restarted.document().select("[role=status]").eachText())
                .contains("Saved. taking was restarted and runs with the new settings.");
        assertThat(operator.get(PAGE + "?saved=%3Cb%3E").document().select("main [role=status]"))
                .isEmpty();
    }

    @Test
    void aFieldThatIsLeftTellsWhatSavingWouldDo() throws Exception {
        Page form = operator.get(PAGE);
        for (String part : List.of("set.title", "set.workers")) {
            assertThat(form.document().selectFirst("[data-check=" + part + "]").attr("hx-select-oob"))
                    .isEqualTo("#saving:outerMorph");
        }
        assertThat(saving(checked(form, Map.of("set.title", "Second")))).contains("Saving takes effect at once.");
        assertThat(saving(checked(form, Map.of("set.title", "Second", "set.workers", "5"))))
                .contains("Saving restarts taking, without a gap, because of Workers.", "Save and restart taking");
        assertThat(saving(checked(form, Map.of()))).contains("As it stands, saving changes nothing.");
        assertThat(answer("born")).isEqualTo(born);
    }

    @Test
    void whatAHandlerRefusesStandsAtItsFieldOrAboveTheForm() throws Exception {
        Page refused = operator.submit(operator.get(PAGE), FORM, Map.of("set.title", "bad"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select("[role=alert]").text()).contains("Title: is not liked.");
        assertThat(refused.document().getElementById("set.title").attr("aria-invalid"))
                .isEqualTo("true");
        assertThat(refused.document().getElementById("set.title").val()).isEqualTo("bad");

        assertThat(operator.submit(operator.get(PAGE), FORM, Map.of("set.title", "odd"))
                        .text())
                .as("there is no such field")
                .contains("Setting 'colour' of taking: is not liked.");
        assertThat(operator.submit(operator.get(PAGE), FORM, Map.of("set.title", "broken"))
                        .text())
                .contains("taking@1.0.0 did not take the change of its settings: the pump does not answer.");
        expectNothingChanged();
    }

    @Test
    void whatWasSavedOnceIsTakenLiveToo() throws Exception {
        put("{\"title\": \"Second\"}");
        put("{\"title\": \"Third\"}");
        Page page = operator.get(PAGE);
        assertThat(page.text()).contains("Restoring takes effect at once, unless Workers, Limits differs");
        Page restored = operator.submit(page, "form[action$=restore]", Map.of());
        assertThat(restored.text()).contains("Saved. taking uses the new settings; nothing was restarted.");
        expectSaved("Second");
        assertThat(answer("born")).isEqualTo(born);
    }

    @Test
    void restoredBackupHasWhatWasSavedLiveAndTheAppletUsesIt() throws Exception {
        Path backup = directory.resolve("taking.zip");
        put("{\"title\": \"Second\", \"level\": 7}");
        assertThat(host.verb("backup", backup.toString(), "--applet", "taking").exit())
                .isZero();
        put("{\"title\": \"Third\", \"level\": 8}");

        assertThat(host.verb("restore", backup.toString()).exit()).isZero();

        expectSaved("Second");
        assertThat(setting("level").path("value").asInt()).isEqualTo(7);
        assertThat(effectOf(put("{\"title\": \"Fourth\"}"))).isEqualTo("200 live");
        expectSaved("Fourth");
    }

    private void expectNothingChanged() throws Exception {
        expectSaved("First");
        assertThat(answer("born")).isEqualTo(born);
        assertThat(setting("level").path("value").asInt()).isEqualTo(1);
    }

    private static void expectSaved(String title) throws Exception {
        assertThat(answer("title")).isEqualTo(title);
        assertThat(answer("asked")).isEqualTo(title);
        assertThat(setting("title").path("value").asString()).isEqualTo(title);
    }

    private static Page checked(Page form, Map<String, String> fields) throws Exception {
        return operator.submit(form, FORM, fields, PAGE + "/check");
    }

    private static String saving(Page page) {
        return page.document().getElementById("saving").text();
    }

    private static void deploy(String version) throws Exception {
        done(host.host().applets().deploy(jar(version), Applets.Intent.EITHER, "test"));
    }

    private static Path jar(String version) throws Exception {
        return PackedApplet.of("taking", version, TakingApplet.class)
                .with(TakingApplet.Settings.class)
                .with(TakingApplet.Limits.class)
                .in(directory);
    }

    private static Operation.View done(Operation operation) throws InterruptedException {
        Operation.View view = Applets.await(operation);
        assertThat(view.state()).as(view.toString()).isEqualTo(Operation.State.DONE);
        return view;
    }

    private static Operation.View lastOperation() {
        return host.host().operations().list().get(0);
    }

    private static HttpResponse<String> put(String json) throws Exception {
        return put(host, json);
    }

    private static HttpResponse<String> put(TestHost to, String json) throws Exception {
        return to.send(to.api("/applets/taking/settings").PUT(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> check(String json) throws Exception {
        return host.send(host.api("/applets/taking/settings/check").POST(BodyPublishers.ofString(json)));
    }

    private static String effectOf(HttpResponse<String> answer) {
        return answer.statusCode() + " "
                + answer.headers().firstValue("Hazir-Effect").orElse(answer.body());
    }

    private static JsonNode setting(String name) throws Exception {
        return JsonMapper.shared()
                .readTree(host.send(host.api("/applets/taking/settings").GET()).body())
                .valueStream()
                .filter(setting -> setting.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String answer(String name) throws Exception {
        return answer(host, name);
    }

    private static String answer(TestHost of, String name) throws Exception {
        HttpResponse<String> answer = of.send(of.request("/res/taking/" + name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).asString();
    }
}
