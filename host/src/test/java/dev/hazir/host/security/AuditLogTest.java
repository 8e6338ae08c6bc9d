package dev.hazir.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.lifecycle.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are only ever added, and none that is lost silently. */
class AuditLogTest {

    private static final AuditFilter ALL = new AuditFilter("", "", "", "");

    @TempDir
    Path logs;

    private final Caller anna = new Caller("anna", Role.ADMIN, List.of(), Door.UI, "10.0.0.7");

    @Test
    void linesOutliveTheHostAndComeBackNewestFirst() throws Exception {
        log().note(anna, "restart", "meter", "done", "");
        log().note(anna, "remove", "meter", "refused", "no");

        List<AuditEntry> entries = log().last(10, ALL);

        assertThat(entries).extracting(AuditEntry::act).containsExactly("remove", "restart");
        assertThat(entries.get(0).from()).isEqualTo("10.0.0.7");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void manyLinesAreReadFromTheEndInPieces() throws Exception {
        AuditLog log = log();
        for (int i = 0; i < 2_000; i++) {
            log.note(anna, "act", "subject ü " + i, "done", "x".repeat(i % 200));
        }

        assertThat(log.last(5_000, ALL)).hasSize(2_000);
        assertThat(log.last(3, ALL))
                .extracting(AuditEntry::subject)
                .containsExactly("subject ü 1999", "subject ü 1998", "subject ü 1997");
        assertThat(log.last(10, new AuditFilter("ANN", "ui", "done", "ü 77")))
                .hasSize(10)
                .allMatch(entry -> entry.subject().contains("77"));
    }

    @Test
    void lineThatACrashCutShortIsPassedOver() throws Exception {
        log().note(anna, "restart", "meter", "done", "");
        Files.writeString(file(), "{\"time\":\"2026-01-0\n", StandardOpenOption.APPEND);
        log().note(anna, "disable", "meter", "done", "");

        assertThat(log().last(10, ALL)).extracting(AuditEntry::act).containsExactly("disable", "restart");
    }

    @Test
    void whatTheDiskDoesNotTakeIsToldAndWrittenLater() throws Exception {
        AuditLog log = log();
        Files.createDirectories(file());

        log.note(anna, "restart", "meter", "done", "");
        log.note(anna, "disable", "meter", "done", "");
        assertThat(log.failure().orElseThrow()).contains("2 lines are kept in memory");

        Files.delete(file());
        assertThat(log.failure()).isEmpty();
        assertThat(log.last(10, ALL)).extracting(AuditEntry::act).containsExactly("disable", "restart");
    }

    @Test
    void textThatVisitorsChooseStaysOneLine() throws Exception {
        log().note(anna, "add", "x\n{\"who\":\"host\"}" + "y".repeat(1_000), "refused", "");

        assertThat(Files.readAllLines(file())).hasSize(1);
        assertThat(log().last(10, ALL).get(0).subject()).hasSizeLessThan(400).startsWith("x\n{");
    }

    private AuditLog log() {
        return new AuditLog(file(), new ManualTime());
    }

    private Path file() {
        return logs.resolve(AuditLog.NAME);
    }
}
