package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a reader to type works. */
class ReadmeTest {

    private static final Pattern FIRST_APPLET = Pattern.compile("```sh first-applet\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void everyVerbIsInTheReadme() throws Exception {
        String readme = Files.readString(Hazir.repository().resolve("README.md"));
        List<String> verbs = Hazir.run("--help")
                .out()
                .lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .filter(line -> line.matches("  [a-z]+ .*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertThat(verbs).contains("start", "install");
        assertThat(verbs).allSatisfy(verb -> assertThat(readme).containsPattern("`(bin/hazir )?" + verb + "[ `]"));
    }

    @Test
    void theFirstAppletWorksAsWritten() throws Exception {
        Matcher block = FIRST_APPLET.matcher(Files.readString(Hazir.repository().resolve("README.md")));
        assertThat(block.find()).isTrue();
        Path home = directory.resolve("home");
        try (HostProcess host = HostProcess.start(home)) {
            String script = block.group(1)
                    .replace(
                            "bin/hazir", Hazir.repository().resolve("bin/hazir").toString())
                    .replace(" applet-api/", " " + Hazir.repository() + "/applet-api/")
                    .replace("8899", String.valueOf(host.url().getPort()));
            Path output = directory.resolve("typed.out");
            ProcessBuilder typed = new ProcessBuilder("bash", "-euc", script)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            typed.environment().put("HAZIR_HOME", home.toString());
            Path java = Path.of(System.getProperty("java.home"));
            typed.environment().put("JAVA_HOME", java.toString());
            typed.environment().merge("PATH", java.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
            Process process = typed.start();
            assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).contains("{\"text\":\"Hello, Ada!\"}");
        }
    }
}
