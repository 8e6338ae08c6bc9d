package dev.hazir.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a/",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/.., /",
        "/a/b/.., /a/",
        "/a/%2e%2e/b, /b",
        "/a;x=1/b;jsessionid=2, /a/b",
        "/%C3%A4, /ä",
        "/a%20b, /a b",
        "/a//b, /a//b",
    })
    void pathsAreDecodedAndNormalised(String raw, String decoded) {
        assertThat(RequestPath.parse(raw).decoded()).isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "",
                "/..",
                "/a/../..",
                "/%2f",
                "/a%2Fb",
                "/%00",
                "/%0a",
                "/a\\b",
                "/%5c",
                "/%",
                "/%4",
                "/%zz",
                "/%ff"
            })
    void pathsThatHideSomethingAreRefused(String raw) {
        assertThatThrownBy(() -> RequestPath.parse(raw)).isInstanceOf(IllegalArgumentException.class);
    }
}
