package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, or cannot be written: what runs goes on, acts are refused with what to do, and then go again. */
class SmallDiskTest {

    /** As people name folders, as far as this Java can. */
    private static final String AWKWARD =
            "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? "Zählwerk Büro 1" : "Zaehlwerk Buero 1";

    @TempDir
    Path directory;

    @Test
    void aFullDiskRefusesActsAndNothingElseAndNeedsNoRestart() throws Exception {
        Path place = directory.resolve(AWKWARD);
        Optional<SmallDisk> mounted = SmallDisk.mount(place, 80);
        assumeTrue(mounted.isPresent(), "file systems may be mounted");
        Path home = place.resolve("home");
        try (SmallDisk disk = mounted.get();
                HostProcess host = HostProcess.start(home, Map.of("LC_ALL", "C"))) {
            Rest rest = host.rest();
            rest.deploy(titled("1.0.0"));

            disk.leave(10);
            Rest.Answer scarce = rest.offer(titled("2.0.0"));
            assertThat(scarce.status()).as(scarce.text()).isEqualTo(409);
            assertThat(scarce.codes()).containsExactly("SYS-511");
            assertThat(rest.admin("GET", "problems").text()).contains("SYS-512");
            assertThat(rest.put("applets/titled/settings", "{\"title\": \"Small\"}")
                            .status())
                    .isEqualTo(200);
            Files.copy(titled("3.0.0"), home.resolve("applets/titled.jar"));

            disk.leave(0);
            Rest.Answer full = rest.put("applets/titled/settings", "{\"title\": \"Lost\"}");
            assertThat(full.status()).as(full.text()).isEqualTo(409);
            assertThat(full.codes()).containsExactly("SYS-510");
            assertThat(full.text()).contains("No space left").contains("Free space");
            assertThat(rest.offer(titled("2.0.0")).status()).isIn(409, 507);
            assertThat(rest.get("/res/titled/title").text()).isEqualTo("Small");
            assertThat(rest.standing("titled")).isEqualTo("live 1.0.0");

            disk.leave(70);
            await().atMost(Patience.LIMIT).until(() -> rest.standing("titled").equals("live 3.0.0"));
            assertThat(rest.get("/res/titled/title").text()).isEqualTo("Small");
            assertThat(rest.put("applets/titled/settings", "{\"title\": \"Large\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void versionsThatCannotBeWrittenAreTold() {
        Path home = directory.resolve("home");
        Optional<SmallDisk> mounted = SmallDisk.mount(home.resolve("versions"), 80);
        assumeTrue(mounted.isPresent(), "file systems may be mounted");
        try (SmallDisk disk = mounted.get()) {
            try (HostProcess host = HostProcess.start(home)) {
                Rest rest = host.rest();
                rest.deploy(titled("1.0.0"));
                disk.readOnly();
                for (Rest.Answer refused : new Rest.Answer[] {
                    rest.offer(titled("2.0.0")),
                    rest.put("applets/titled/settings", "{\"title\": \"Lost\"}"),
                    rest.admin("POST", "applets/titled/disable"),
                    rest.admin("DELETE", "applets/titled?data=erase")
                }) {
                    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
                    assertThat(refused.text()).contains("Read-only file system").contains("Mount that file system");
                }
                assertThat(rest.get("/res/titled/title").text()).isEqualTo("Untitled");
                disk.writable();
                rest.deploy(titled("2.0.0"));
                assertThat(rest.standing("titled")).isEqualTo("live 2.0.0");
            }
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsAProblemUntilThereIsRoomAgain() throws Exception {
        Path home = directory.resolve("home");
        Optional<SmallDisk> mounted = SmallDisk.mount(home.resolve("logs"), 2);
        assumeTrue(mounted.isPresent(), "file systems may be mounted");
        try (SmallDisk disk = mounted.get();
                HostProcess host = HostProcess.start(home)) {
            Rest rest = host.rest();
            rest.deploy(titled("1.0.0"));
            disk.leave(0);
            await().atMost(Patience.LIMIT).until(() -> {
                assertThat(rest.act("POST", "applets/titled/restart").isObject())
                        .isTrue(); // which logs some lines
                return rest.admin("GET", "problems").text().contains("SYS-513");
            });
            assertThat(rest.admin("GET", "problems").text())
                    .contains("No space left")
                    .contains("Free space there");
            assertThat(rest.get("/res/titled/title").text()).isEqualTo("Untitled");
            rest.deploy(titled("2.0.0"));

            disk.leave(1);
            await().atMost(Patience.LIMIT).until(() -> {
                rest.act("POST", "applets/titled/restart");
                return !rest.admin("GET", "problems").text().contains("SYS-513");
            });
            int before = host.log().size();
            rest.act("POST", "applets/titled/restart");
            assertThat(host.log().subList(before, host.log().size()))
                    .anyMatch(line -> line.contains("titled@2.0.0 is live"));
        }
    }

    @Test
    void anUploadThatTheDiskHasNoRoomForIsRefusedAndNothingStaysOfIt() throws Exception {
        Path home = directory.resolve("home");
        Optional<SmallDisk> mounted = SmallDisk.mount(home, 80);
        assumeTrue(mounted.isPresent(), "file systems may be mounted");
        try (SmallDisk disk = mounted.get();
                HostProcess host = HostProcess.start(home)) {
            Rest rest = host.rest();
            rest.deploy(AppletSource.of("album", "1.0.0")
                    .setup("app.web().servlet(\"/upload\", new Upload());")
                    .members("""
                            @MultipartConfig
                            public static final class Upload extends HttpServlet {
                                @Override
                                protected void doPost(HttpServletRequest request, HttpServletResponse response)
                                        throws IOException, ServletException {
                                    response.getWriter().print(request.getPart("picture").getSize());
                                }
                            }
                            """)
                    .jar(directory));
            String picture = "--b\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"p\"\r\n\r\n"
                    + "x".repeat(6 << 20) + "\r\n--b--\r\n";
            disk.leave(2);
            Rest.Answer refused = rest.post("/apps/album/upload", picture, "multipart/form-data; boundary=b");
            assertThat(refused.status()).as(refused.text()).isEqualTo(507);
            assertThat(refused.text()).contains("has no room");
            assertThat(rest.admin("GET", "logs").text())
                    .contains(
                            "[album]",
                            "An upload to POST /apps/album/upload was refused",
                            "No space left",
                            "Free space")
                    .doesNotContain(" ERROR ");
            assertThat(rest.admin("GET", "problems").text()).contains("SYS-512");
            assertThat(rest.post("/apps/album/upload", picture.replace("x", ""), "multipart/form-data; boundary=b")
                            .text())
                    .isEqualTo("0");
            assertThat(home.toFile().getUsableSpace()).isGreaterThan(1 << 20);

            disk.leave(70);
            assertThat(rest.post("/apps/album/upload", picture, "multipart/form-data; boundary=b")
                            .text())
                    .isEqualTo(String.valueOf(6 << 20));
            await().atMost(Patience.LIMIT)
                    .until(() ->
                            rest.applet("album").orElseThrow().path("requests").asInt() == 0);
        }
    }

    @Test
    void aReadOnlyHomeIsRefusedWithWhatToDo() {
        Path home = directory.resolve("home");
        Optional<SmallDisk> mounted = SmallDisk.mount(home, 8);
        assumeTrue(mounted.isPresent(), "file systems may be mounted");
        try (SmallDisk disk = mounted.get()) {
            disk.readOnly();
            Hazir.Result start = Hazir.run("start", "--home", home.toString(), "--port", "0");
            assertThat(start.exit()).as(start.toString()).isEqualTo(1);
            assertThat(start.err()).contains(home.toString()).contains("--home").contains("Read-only");
        }
    }

    private Path titled(String version) {
        return AppletSource.of("titled", version).setup("""
                        String title = app.settings(Settings.class).title();
                        app.loop().resource("/title", request -> Reply.text(title));
                        """).members("""
                        public record Settings(String title) {
                            public Settings() {
                                this("Untitled");
                            }
                        }
                        """).jar(directory);
    }
}
