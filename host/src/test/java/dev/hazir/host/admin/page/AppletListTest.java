package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.PackedApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.operation.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of applets: found by name and state, and several changed at once, on a real host. */
class AppletListTest {

    @TempDir
    static Path directory;

    private static Path folder;
    private static TestHost host;
    private static OperatorBrowser operator;

    @BeforeAll
    static void start() throws Exception {
        folder = Files.createDirectory(directory.resolve("folder"));
        host = TestHost.start(directory.resolve("home"), Map.of("install.folder", folder.toString()));
        operator = new OperatorBrowser(host).signIn();
        Page empty = operator.get("/admin/applets");
        assertThat(empty.text()).contains("Nothing installed yet.", "Install an applet");
        assertThat(operator.get(empty.document()
                                .select("a[href=/admin/first-applet]")
                                .attr("href"))
                        .text())
                .contains("public final class Greeter");
        deploy("base", "1.0.0", "");
        deploy("above", "1.0.0", "base");
        deploy("lonely", "1.2.0", "");
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @BeforeEach
    void startAll() throws Exception {
        for (String id : List.of("base", "above", "lonely")) {
            Applets.await(host.host().applets().enable(id, "test"));
        }
    }

    @Test
    void appletsAreFoundByNameAndStateInTheAddress() throws Exception {
        Applets.await(host.host().applets().disable("lonely", "test"));

        assertThat(ids(operator.get("/admin/applets"))).containsExactly("above", "base", "lonely");
        assertThat(ids(operator.get("/admin/applets?q=LONE"))).containsExactly("lonely");
        assertThat(ids(operator.get("/admin/applets?state=live"))).containsExactly("above", "base");
        assertThat(ids(operator.get("/admin/applets?state=nonsense"))).hasSize(3);
        Page none = operator.get("/admin/applets?q=%3Cb%3E&state=failed");
        assertThat(none.text()).contains("No applet is like that.");
        assertThat(none.document().select("input[name=q]").val()).isEqualTo("<b>");
        assertThat(none.document().select("option[selected]").val()).isEqualTo("failed");
    }

    @Test
    void severalAreStoppedAndStartedInTheOrderThatTheyNeed() throws Exception {
        act("disable", "base", "above");
        assertThat(states()).containsExactly("above disabled", "base disabled", "lonely live");
        act("enable", "above", "base");
        assertThat(states()).containsExactly("above live", "base live", "lonely live");

        assertThat(act("restart", "lonely").path()).startsWith("/admin/operations/");
        assertThat(act("restart").text()).contains("No applet was ticked. Nothing has changed.");
        assertThat(act("erase", "lonely").status()).isEqualTo(400);
        assertThat(act("disable", "nothing").text()).contains("No applet was ticked.");
    }

    @Test
    void newerVersionsInTheFolderAreTold() throws Exception {
        Files.copy(jar("lonely", "1.10.0", ""), folder.resolve("lonely-new.jar"));
        Files.copy(jar("lonely", "1.3.0", ""), folder.resolve("lonely-older.jar"));
        Files.copy(jar("base", "1.0.0", ""), folder.resolve("base.jar"));
        Files.writeString(folder.resolve("broken.jar"), "no jar");

        assertThat(operator.get("/admin/applets").text()).doesNotContain("is there");
        Page looked = operator.get("/admin/applets?newer=yes");

        assertThat(looked.document().select("tr:has(a[href$=/lonely])").text()).contains("1.10.0 is there");
        assertThat(looked.document().select("tr:has(a[href$=/base])").text()).contains("none newer");
        Page plan = operator.submit(looked, "tr form[action=/admin/install/folder]", Map.of());
        assertThat(plan.text()).contains("Upgrade lonely 1.2.0 → 1.10.0");
    }

    @Test
    void refusedPlanLeadsToWhatIsNeededFirst() throws Exception {
        Files.copy(jar("ground", "2.1.0", ""), folder.resolve("ground.jar"));
        Files.copy(jar("above", "3.0.0", "ground >= 2"), folder.resolve("above.jar"));

        Page refused = operator.submit(
                operator.get("/admin/applets?newer=yes"),
                "tr:has(a[href$=/above]) form[action=/admin/install/folder]",
                Map.of());

        assertThat(refused.text()).contains("Applet above needs applet ground", "Keep 1.0.0");
        assertThat(refused.document().select("form.do")).isEmpty();
        Page first = operator.submit(refused, "main form[action=/admin/install/folder]", Map.of());
        assertThat(first.text()).contains("Install ground 2.1.0");
        assertThat(operator.get(refused.path())
                        .document()
                        .select("main a.button[href=" + first.path() + "]")
                        .text())
                .isEqualTo("First ground 2.1.0: show its plan");
    }

    @Test
    void viewerMayLookAndNotChoose() throws Exception {
        OperatorBrowser viewer = new OperatorBrowser(host).signIn("vera", dev.hazir.host.security.Role.VIEWER);

        Page list = viewer.get("/admin/applets?newer=yes");

        assertThat(ids(list)).hasSize(3);
        assertThat(list.document().select("main form[method=post], main input[type=checkbox]"))
                .isEmpty();
    }

    private static Page act(String act, String... chosen) throws Exception {
        Page list = operator.get("/admin/applets");
        String csrf = list.document().select("form#chosen input[name=csrf]").val();
        StringBuilder body = new StringBuilder("csrf=" + csrf + "&act=" + act);
        for (String id : chosen) {
            body.append("&id=").append(id);
        }
        Page end = operator.postRaw("/admin/applets", body.toString());
        for (Operation.View view : host.host().operations().list()) {
            Applets.await(host.host().operations().find(view.number()).orElseThrow());
        }
        return end;
    }

    private static List<String> ids(Page page) {
        return page.document().select("tbody td a[href^=/admin/applets/]").eachText();
    }

    private static List<String> states() {
        return host.host().applets().list().stream()
                .map((AppletStatus applet) -> applet.id() + " " + applet.state())
                .toList();
    }

    private static void deploy(String id, String version, String requires) throws Exception {
        Operation.View end =
                Applets.await(host.host().applets().deploy(jar(id, version, requires), Applets.Intent.EITHER, "test"));
        assertThat(end.state()).as(end.message()).isEqualTo(Operation.State.DONE);
    }

    private static Path jar(String id, String version, String requires) throws Exception {
        PackedApplet packed = PackedApplet.of(id, version, ProbeApplet.class).line("name", id);
        return (requires.isEmpty() ? packed : packed.line("requires", requires)).in(directory);
    }
}
