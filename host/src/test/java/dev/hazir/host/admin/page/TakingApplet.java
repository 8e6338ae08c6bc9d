package dev.hazir.host.admin.page;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.Invalid;
import dev.hazir.applet.Label;
import dev.hazir.applet.NeedsRestart;
import dev.hazir.applet.Registration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Takes changes while it runs, with two handlers of which the second does what its title says. */
public final class TakingApplet implements Applet {

    public record Limits(int low, @NeedsRestart int high) {}

    public record Settings(
            @Label("Title") String title,
            @Label("Level") int level,
            @Label("Workers") @NeedsRestart int workers,
            @Label("Limits") Limits limits) {

        public Settings() {
            this("First", 1, 2, new Limits(1, 2));
        }
    }

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile String title = "";
    private Path files = Path.of("");

    @Override
    public void setup(AppletContext app) {
        String born = UUID.randomUUID().toString();
        title = app.settings(Settings.class).title();
        files = app.files();
        Registration first = app.onSettings(Settings.class, (before, now) -> {
            calls.add("1 " + before.title() + ">" + now.title() + " "
                    + app.settings(Settings.class).title());
            if (before.title().equals("one way")) {
                throw new IllegalStateException("there is no way back");
            }
            title = now.title();
        });
        Registration second = app.onSettings(Settings.class, (before, now) -> take(before, now));
        app.loop().resource("/born", request -> born);
        app.loop().resource("/title", request -> title);
        app.loop().resource("/asked", request -> app.settings(Settings.class).title());
        app.loop().resource("/calls", request -> String.join(", ", calls));
        app.loop().resource("/late", request -> {
            try {
                return app.onSettings(Settings.class, (before, now) -> {}).toString();
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        });
        app.loop().resource("/withdraw", request -> {
            first.close();
            second.close();
            return "done";
        });
    }

    /** As long as a file is there the version does not come up. */
    @Override
    public void started() throws Exception {
        if (Files.exists(files.resolve("hold"))) {
            Files.createFile(files.resolve("holding"));
            while (Files.exists(files.resolve("hold"))) {
                Thread.sleep(10);
            }
        }
    }

    private void take(Settings before, Settings now) throws InterruptedException {
        calls.add("2 " + before.title() + ">" + now.title() + " on "
                + Thread.currentThread().getName().replaceAll("[0-9]+$", ""));
        switch (now.title()) {
            case "bad" -> throw Invalid.of("title", "is not liked");
            case "odd" -> throw Invalid.of("colour", "is not liked");
            case "one way", "broken" -> throw new IllegalStateException("the pump does not answer");
            case "mad" -> throw new NoClassDefFoundError("a/Missing");
            case "hanging" -> new CountDownLatch(1).await();
            default -> {}
        }
    }
}
