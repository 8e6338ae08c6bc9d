package dev.hazir.host.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People on disk: who is in, and what stands in the way. */
class PeopleTest {

    private static final String PASSWORD = "seven small green boats";

    @TempDir
    Path directory;

    private final AtomicReference<Disk.@Nullable Step> failing = new AtomicReference<>();
    private Home home;

    @BeforeEach
    void open() throws Exception {
        home = Home.open(directory.resolve("home"), (step, file) -> {
            if (step == failing.get() && file.toString().contains("access")) {
                throw new IOException("No space left on device");
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        home.close();
    }

    @Test
    void whoWasAddedIsThereAfterARestartAndInAFileForTheOwnerAlone() throws Exception {
        People.offline(home).addFirst("anna", PASSWORD);
        People.offline(home).add("Bob", Role.VIEWER, PASSWORD);

        People again = People.offline(home);

        assertThat(again.list()).extracting(Person::name).containsExactly("anna", "Bob");
        assertThat(again.find("ANNA").orElseThrow().role()).isEqualTo(Role.ADMIN);
        assertThat(again.proven("bob", PASSWORD)).isPresent();
        assertThat(again.proven("bob", "another one of these")).isEmpty();
        assertThat(again.proven("nobody", PASSWORD)).isEmpty();
        Path file = home.access().resolve("access.json");
        assertThat(Files.readString(file)).doesNotContain(PASSWORD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theLastAdministratorStaysOne() throws Exception {
        People people = People.offline(home);
        people.addFirst("anna", PASSWORD);
        people.add("bob", Role.OPERATOR, PASSWORD);

        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> people.remove("anna"))
                .withMessageContaining("only administrator");
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> people.changeRole("anna", Role.OPERATOR))
                .withMessageContaining("only administrator");

        people.changeRole("bob", Role.ADMIN);
        people.remove("anna");
        assertThat(People.offline(home).with(Role.ADMIN)).containsExactly("bob");
    }

    @Test
    void thereIsOneFirstAdministratorAndOnePersonOfEachName() throws Exception {
        People people = People.offline(home);
        people.addFirst("anna", PASSWORD);

        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> people.addFirst("bob", PASSWORD))
                .withMessageContaining("set up already");
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> people.add("Anna", Role.VIEWER, PASSWORD))
                .withMessageContaining("already");
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> people.changeRole("carl", Role.VIEWER))
                .withMessage("There is nobody called carl. There are: anna.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "../x",
                "-x",
                "<b>",
                "cli",
                "HOST",
                "x123456789012345678901234567890123456789y"
            })
    void nameThatIsNoneIsRefused(String name) {
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> People.offline(home).add(name, Role.ADMIN, PASSWORD))
                .satisfies(e -> assertThat(e.status()).isEqualTo(422));
    }

    @ParameterizedTest
    @EnumSource(
            value = Disk.Step.class,
            names = {"CREATE", "WRITE", "FORCE", "RENAME", "FORCE_DIRECTORY"})
    void changeThatTheDiskBreaksOffLeavesWhatWas(Disk.Step step) throws Exception {
        People people = People.offline(home);
        people.addFirst("anna", PASSWORD);
        failing.set(step);

        assertThatIOException()
                .isThrownBy(() -> people.add("bob", Role.ADMIN, PASSWORD))
                .withMessageContaining("No space left");

        failing.set(null);
        assertThat(people.list()).extracting(Person::name).containsExactly("anna");
        assertThat(People.offline(home).list()).extracting(Person::name).containsExactly("anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"people\":[{\"name\":\"x\"}],\"tokens\":[]}",
                "null",
                "{\"people\":[{\"name\":\"x\",\"role\":\"BOSS\",\"hash\":\"\",\"since\":null,\"passwordSince\":null}],\"tokens\":[]}"
            })
    void fileThatCannotBeReadLetsNobodyInAndIsNotOverwritten(String content) throws Exception {
        Path file = home.access().resolve("access.json");
        Files.createDirectories(home.access());
        Files.writeString(file, content);

        People people = People.offline(home);

        assertThat(people.fault()).isPresent();
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> people.proven("anna", PASSWORD))
                .satisfies(e -> assertThat(e.status()).isEqualTo(503));
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> people.addFirst("anna", PASSWORD))
                .withMessageContaining("cannot be read");
        assertThat(Files.readString(file)).isEqualTo(content);
    }
}
