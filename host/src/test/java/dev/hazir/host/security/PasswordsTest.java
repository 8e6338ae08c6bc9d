package dev.hazir.host.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a password must be, and what is kept of it. */
class PasswordsTest {

    private final PasswordHash hashes = new PasswordHash();

    @Test
    void hashIsOfThePasswordAloneAndNeverTheSameTwice() throws Exception {
        String hash = hashes.of("seven small green boats");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("seven");
        assertThat(hashes.of("seven small green boats")).isNotEqualTo(hash);
        assertThat(hashes.matches("seven small green boats", hash)).isTrue();
        assertThat(hashes.matches("seven small green boat", hash)).isFalse();
        assertThat(hashes.matches("", hash)).isFalse();
    }

    @Test
    void hashOfAnotherProgramIsUnderstood() throws Exception {
        // Made with the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(hashes.matches("password", reference)).isTrue();
        assertThat(hashes.matches("passwort", reference)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=262144,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$2b$12$abcdefghijklmnopqrstuv"
            })
    void hashOfAnotherKindOrThatAsksForTooMuchIsNotReadable(String hash) {
        assertThat(PasswordHash.readable(hash)).isFalse();
    }

    @Test
    void whoFloodsTheHostIsTurnedAwayBeforeMemoryIsTaken() throws Exception {
        String hash = hashes.of("seven small green boats");
        ExecutorService clients = Executors.newFixedThreadPool(60);
        try {
            List<Future<Boolean>> tries = clients.invokeAll(IntStream.range(0, 60)
                    .mapToObj(i -> (Callable<Boolean>) () -> hashes.matches("guess " + i, hash))
                    .toList());

            assertThat(tries)
                    .anySatisfy(one -> assertThatExceptionOfType(ExecutionException.class)
                            .isThrownBy(one::get)
                            .withCauseInstanceOf(AccessException.class)
                            .withMessageContaining("Too many sign in"));
            assertThat(tries).anySatisfy(one -> assertThat(one.get()).isFalse());
        } finally {
            clients.shutdownNow();
        }
        assertThat(hashes.matches("seven small green boats", hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short words",
                "password1234",
                "Password!2026",
                "adminadminadmin1",
                "1234567890123",
                "qwertyuiop[]",
                "QwertyUiopAsdf",
                "aaaaaaaaaaaaaaaaaa",
                "ababababababab",
                "iloveyou2024!!",
                "letmeinletmein",
                "correct horse battery staple",
                "anna-1234567"
            })
    void passwordThatIsShortOrTriedFirstIsRefused(String password) {
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> PasswordRules.check("anna", password))
                .satisfies(e -> assertThat(e.status()).isEqualTo(422))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seven small green boats",
                "kjh2gkj3h4g5kj",
                "mavi bisiklet yedi kedi",
                "äußerst schön hier",
                "日本語の長い合言葉です、ね"
            })
    void longPasswordOfAnyCharactersWillDo(String password) {
        assertThatNoException().isThrownBy(() -> PasswordRules.check("anna", password));
    }

    @Test
    void passwordWithoutEndIsRefusedInsteadOfHashed() {
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> PasswordRules.check("anna", "word ".repeat(100)))
                .withMessageContaining("at most 200");
    }
}
