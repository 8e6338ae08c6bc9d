package dev.hazir.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.security.SignIns.Begun;
import dev.hazir.host.security.SignIns.Session;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins that outlive the host, and all that must end them. A run of the host is one {@link Access}. */
class SignInsTest {

    private static final String PASSWORD = "seven small green boats";
    private static final String OTHER = "eight large red boats";
    private static final Visitor DESK = new Visitor("10.0.0.7", "Firefox");

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final Set<Disk.Step> failing = EnumSet.noneOf(Disk.Step.class);
    private final AtomicInteger writes = new AtomicInteger();
    private Home home;
    private Access access;

    @BeforeEach
    void open() throws Exception {
        home = Home.open(directory.resolve("home"), (step, file) -> {
            if (file.toString().contains("sign-ins.json")) {
                if (failing.contains(step)) {
                    throw new IOException("No space left on device");
                }
                writes.addAndGet(step == Disk.Step.RENAME ? 1 : 0);
            }
        });
        People.offline(home).addFirst("anna", PASSWORD);
        access = run();
    }

    @AfterEach
    void close() throws Exception {
        access.close();
        home.close();
    }

    @Test
    void signInIsThereAfterARestartAndAfterACrashWithItsFormsButWithoutItsConfirmation() throws Exception {
        Begun begun = access.signIn("anna", PASSWORD, DESK);
        assertThat(access.confirmed(begun.signIn())).isTrue();

        crash();

        assertThat(access.signedIn(begun.secret())).contains(begun.signIn());
        assertThat(access.confirmed(begun.signIn())).isFalse();
        assertThat(access.signIns().list()).singleElement().satisfies(session -> {
            assertThat(session.person()).isEqualTo("anna");
            assertThat(session.from()).isEqualTo("10.0.0.7");
            assertThat(session.agent()).isEqualTo("Firefox");
        });
        access.confirm(begun.signIn(), PASSWORD, DESK);
        assertThat(access.confirmed(begun.signIn())).isTrue();
    }

    @Test
    void oldPasswordSignsNobodyInAtWhateverMomentItIsChanged() throws Exception {
        access.close();
        Moments moments = new Moments(time);
        access = Access.open(home, HostToken.create(home.run().resolve("token")), moments, false, null);
        int moment = 0;
        boolean changed;
        do {
            access.resetPassword("anna", PASSWORD);
            moments.act(++moment, () -> access.resetPassword("anna", OTHER));
            String secret = "";
            try {
                secret = access.signIn("anna", PASSWORD, DESK).secret();
            } catch (AccessException e) {
                assertThat(e.reason()).isEqualTo(AccessException.Reason.WRONG);
            }
            changed = moments.over();
            if (changed) {
                assertThat(access.signedIn(secret)).as("at moment " + moment).isEmpty();
                assertThat(access.signIns().list()).as("at moment " + moment).isEmpty();
            }
        } while (changed);
        assertThat(moment).as("moments of a sign-in").isGreaterThan(3);
        assertThat(access.signIns().list()).as("nothing was changed").hasSize(1);
    }

    @Test
    void fileIsForTheOwnerAloneAndSignsNobodyIn() throws Exception {
        Begun begun = access.signIn("anna", PASSWORD, DESK);

        String kept = Files.readString(file());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(kept)
                .contains("anna", begun.signIn().id())
                .doesNotContain(begun.secret(), begun.signIn().csrf(), "argon2");
        restart();
        assertThat(access.signedIn(begun.signIn().id()))
                .as("what the file has, shown as a cookie")
                .isEmpty();
    }

    @Test
    void hoursWithoutARequestCountOverARestart() throws Exception {
        Begun begun = access.signIn("anna", PASSWORD, DESK);
        time.advance(Duration.ofHours(7));
        restart();
        time.advance(Duration.ofMinutes(59));
        assertThat(access.signIns().goesOn(begun.signIn().id())).isTrue();

        time.advance(Duration.ofMinutes(2));

        assertThat(access.signedIn(begun.secret())).isEmpty();
        restart();
        assertThat(access.signIns().list()).isEmpty();
    }

    @Test
    void useIsWrittenSeldomAndWhenTheHostStops() throws Exception {
        Begun begun = access.signIn("anna", PASSWORD, DESK);
        int before = writes.get();
        for (int i = 0; i < 50; i++) {
            access.signedIn(begun.secret());
        }
        assertThat(writes).hasValue(before);

        time.advance(SignIns.USE_WRITTEN.plusSeconds(1));
        access.signedIn(begun.secret());
        access.signedIn(begun.secret());
        assertThat(writes).hasValue(before + 1);

        time.advance(Duration.ofMinutes(5));
        access.signedIn(begun.secret());
        restart();
        assertThat(access.signIns().list())
                .extracting(Session::lastUsed)
                .containsExactly(time.clock().instant());
    }

    @Test
    void whatEndsASignInHoldsAfterACrash() throws Exception {
        Begun signedOut = access.signIn("anna", PASSWORD, DESK);
        Begun revoked = access.signIn("anna", PASSWORD, DESK);
        Begun stays = access.signIn("anna", PASSWORD, DESK);

        access.signIns().end(signedOut.signIn());
        access.signIns()
                .endAll(session -> session.handle().equals(revoked.signIn().handle()));
        crash();

        assertThat(access.signedIn(signedOut.secret())).isEmpty();
        assertThat(access.signedIn(revoked.secret())).isEmpty();
        assertThat(access.signedIn(stays.secret())).isPresent();
    }

    @Test
    void ownNewPasswordKeepsTheBrowserThatSetItAndEndsTheOthers() throws Exception {
        Begun desk = access.signIn("anna", PASSWORD, DESK);
        Begun phone = access.signIn("anna", PASSWORD, DESK);

        access.changePassword(desk.signIn(), OTHER);
        crash();

        assertThat(access.signedIn(desk.secret())).isPresent();
        assertThat(access.signedIn(phone.secret())).isEmpty();
    }

    @Test
    void whoWasChangedWhileNoHostRanSignsInAgain() throws Exception {
        access.people().add("bob", Role.OPERATOR, PASSWORD);
        access.people().add("kim", Role.OPERATOR, PASSWORD);
        access.people().add("lea", Role.OPERATOR, PASSWORD);
        Begun anna = access.signIn("anna", PASSWORD, DESK);
        Begun bob = access.signIn("bob", PASSWORD, DESK);
        Begun kim = access.signIn("kim", PASSWORD, DESK);
        Begun lea = access.signIn("lea", PASSWORD, DESK);
        access.close();

        People offline = People.offline(home);
        offline.changePassword("anna", PASSWORD); // hazir admin reset, even to the same one
        offline.changeRole("bob", Role.VIEWER);
        offline.remove("kim");
        offline.add("kim", Role.OPERATOR, PASSWORD);
        access = run();

        assertThat(access.signedIn(anna.secret())).isEmpty();
        assertThat(access.signedIn(bob.secret())).isEmpty();
        assertThat(access.signedIn(kim.secret())).isEmpty();
        assertThat(access.signedIn(lea.secret())).isPresent();
    }

    @Test
    void fullDiskKeepsNobodyOutAndBringsNothingBackThatWasEnded() throws Exception {
        Begun revoked = access.signIn("anna", PASSWORD, DESK);
        failing.addAll(Set.of(Disk.Step.WRITE, Disk.Step.RENAME));

        access.signIns().end(revoked.signIn());
        Begun late = access.signIn("anna", PASSWORD, DESK);

        assertThat(access.signedIn(late.secret())).isPresent();
        assertThat(access.signIns().failure()).get().satisfies(failure -> {
            assertThat(failure.why()).contains("No space left");
            assertThat(failure.stale()).isFalse();
        });
        crash();
        assertThat(access.signedIn(revoked.secret())).isEmpty();
        assertThat(access.signedIn(late.secret())).isEmpty();

        failing.clear();
        Begun again = access.signIn("anna", PASSWORD, DESK);
        assertThat(access.signIns().failure()).isEmpty();
        crash();
        assertThat(access.signedIn(again.secret())).isPresent();
    }

    @Test
    void diskOnWhichNothingGoesIsTold() throws Exception {
        access.signIn("anna", PASSWORD, DESK);
        failing.addAll(EnumSet.allOf(Disk.Step.class));

        access.signIn("anna", PASSWORD, DESK);

        assertThat(access.signIns().failure())
                .get()
                .matches(SignIns.NotKept::stale, "what was written before is still there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[{\"id\":", "{}", "[null]", "[{\"id\":\"no digest\"}]", "[{}]", "null", "\u0000\u0001"})
    void fileThatCannotBeReadMakesPeopleSignInAgain(String content) throws Exception {
        Begun before = access.signIn("anna", PASSWORD, DESK);
        access.close();
        Files.writeString(file(), content);

        access = run();

        assertThat(access.signedIn(before.secret())).isEmpty();
        Begun after = access.signIn("anna", PASSWORD, DESK);
        crash();
        assertThat(access.signedIn(after.secret())).isPresent();
    }

    @Test
    void developersSignInIsOfNoUseOnAHostThatIsNoneOfHis() throws Exception {
        access.close();
        access = Access.open(home, HostToken.create(home.run().resolve("token")), time, true, null);
        Begun dev = access.signInDeveloper(DESK);
        access.close();
        assertThat(file()).exists();

        access = run();

        assertThat(access.signedIn(dev.secret())).isEmpty();
    }

    /** A host that stops and starts. */
    private void restart() throws Exception {
        access.close();
        access = run();
    }

    /** One that ends without having been told. */
    private void crash() throws Exception {
        access = run();
    }

    private Access run() throws Exception {
        return Access.open(home, HostToken.create(home.run().resolve("token")), time, false, null);
    }

    private Path file() {
        return home.access().resolve("sign-ins.json");
    }

    /** Time that does something in the middle of something else: when it is looked at for the nth time. */
    private static final class Moments extends Clock implements HostTime {

        @FunctionalInterface
        interface Act {
            void run() throws Exception;
        }

        private final HostTime time;
        private Act act = () -> {};
        private int left;

        Moments(HostTime time) {
            this.time = time;
        }

        void act(int moment, Act what) {
            act = what;
            left = moment;
        }

        /** Whether it was done; if not it is not done any more. */
        boolean over() {
            boolean done = left <= 0;
            left = 0;
            return done;
        }

        @Override
        public Instant instant() {
            look();
            return time.clock().instant();
        }

        @Override
        public long nanoTime() {
            look();
            return time.nanoTime();
        }

        @Override
        public Clock clock() {
            return this;
        }

        @Override
        public Registration after(Duration delay, Executor executor, Runnable task) {
            return time.after(delay, executor, task);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        private void look() {
            if (--left == 0) {
                try {
                    act.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
