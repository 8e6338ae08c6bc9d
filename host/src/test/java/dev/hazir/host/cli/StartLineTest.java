package dev.hazir.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain command line of start means the same whoever reads it. */
class StartLineTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("HAZIR_HOME", "/from/environment");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "start --home /h",
                "start --home=/h --port=0",
                "start --port 0 --home h --bind ::1",
                "start --dev -q",
                "start --quiet --port 80",
                "start --demo --demo-jar a.jar --demo-jar b.jar",
                "start --demo-jar a.jar",
                "start --home a=b"
            })
    void plainLineIsReadAsTheLibraryReadsIt(String line) {
        assertThat(StartLine.read(ENVIRONMENT, line.split(" "))).contains(asTheLibrary(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "--home h start",
                "start --help",
                "start --json",
                "start --unknown",
                "start stray",
                "start --port",
                "start --port --dev",
                "start --port 1 --port 2",
                "start --dev --dev",
                "start --dev=true",
                "start -q --quiet",
                "start --demo",
                "start --home @file",
                "start --home 'h"
            })
    void everythingElseIsLeftToTheLibrary(String line) {
        assertThat(StartLine.read(ENVIRONMENT, line.split(" "))).isEmpty();
    }

    @Test
    void withoutOptionAndVariableTheHomeIsBelowTheCurrentDirectory() {
        assertThat(StartLine.read(Map.of(), "start"))
                .hasValueSatisfying(options -> assertThat(options.home()).isEqualTo(Path.of("hazir-home")));
    }

    /** The option in front makes the line one for the library. */
    private static StartOptions asTheLibrary(String line) {
        List<String> words = new ArrayList<>(List.of("--json"));
        words.addAll(List.of(line.split(" ")));
        List<StartOptions> started = new ArrayList<>();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Starter starter = options -> {
            started.add(options);
            return 0;
        };
        assertThat(new Cli(starter, ENVIRONMENT, nowhere, nowhere).run(words.toArray(String[]::new)))
                .isZero();
        return started.get(0);
    }
}
