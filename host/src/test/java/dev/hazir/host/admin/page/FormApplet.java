package dev.hazir.host.admin.page;

import dev.hazir.applet.Advanced;
import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.AppletRef;
import dev.hazir.applet.DataSize;
import dev.hazir.applet.Help;
import dev.hazir.applet.HostPort;
import dev.hazir.applet.Invalid;
import dev.hazir.applet.Label;
import dev.hazir.applet.Lines;
import dev.hazir.applet.Secret;
import dev.hazir.applet.TopicRef;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Has a setting of every type that forms know, and says what it was given. */
public final class FormApplet implements Applet {

    /** Few choices. */
    public enum Mode {
        FAST,
        CAREFUL
    }

    /** Many choices. */
    public enum Day {
        MON,
        TUE,
        WED,
        THU,
        FRI
    }

    /** A group with a secret. */
    public record Mail(
            @NotBlank String host, @Min(1) @Max(65535) int port, Secret password) {
        public Mail() {
            this("localhost", 25, Secret.none());
        }
    }

    /** A row of a list. */
    public record Pump(
            @NotBlank String name, @Min(0) @Max(100) int speed) {
        public Pump() {
            this("", 0);
        }
    }

    /** Everything. */
    public record Settings(
            @Label("Places") @Help("How many.") @Min(1) @Max(10)
            int places,

            double factor,
            boolean loud,
            @Size(max = 20) String title,
            @Lines(4) String story,
            Mode mode,
            Day day,
            Set<Day> days,
            Duration pause,
            URI link,
            ZoneId zone,
            LocalTime at,
            @Advanced Path place,
            Optional<String> note,
            @Min(1_000) @Max(1_000_000_000) DataSize cache,
            HostPort server,
            Optional<AppletRef> ledger,
            Optional<TopicRef> alarms,
            Secret token,
            List<String> names,
            Mail mail,
            List<Pump> pumps) {
        public Settings() {
            this(
                    3,
                    1.5,
                    true,
                    "Meters",
                    "one\ntwo",
                    Mode.FAST,
                    Day.MON,
                    Set.of(Day.MON),
                    Duration.ofSeconds(30),
                    URI.create("https://example.org/"),
                    ZoneId.of("UTC"),
                    LocalTime.of(14, 5),
                    Path.of("spool/in"),
                    Optional.empty(),
                    DataSize.ofMegabytes(10),
                    new HostPort("localhost", 502),
                    Optional.empty(),
                    Optional.empty(),
                    Secret.none(),
                    List.of("a", "b"),
                    new Mail(),
                    List.of(new Pump("north", 10), new Pump("south", 20)));
        }

        public Settings {
            if (title.equals("forbidden")) {
                throw Invalid.of("title", "may be anything else");
            }
        }
    }

    @Override
    public void setup(AppletContext app) {
        Settings settings = app.settings(Settings.class);
        app.topic("own", String.class);
        app.loop().resource("/all", request -> settings.toString());
        app.loop()
                .resource(
                        "/secrets",
                        request -> settings.token().reveal() + " "
                                + settings.mail().password().reveal());
        app.loop().resource("/json", request -> settings.mail());
    }
}
