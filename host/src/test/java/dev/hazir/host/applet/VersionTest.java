package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @Test
    void versionsStandInTheOrderOfTheStandard() {
        List<String> ascending = List.of(
                "0.9",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.2",
                "1.10",
                "2");
        for (int i = 1; i < ascending.size(); i++) {
            assertThat(Version.parse(ascending.get(i - 1)))
                    .as("%s before %s", ascending.get(i - 1), ascending.get(i))
                    .isLessThan(Version.parse(ascending.get(i)));
        }
    }

    @Test
    void buildMetadataDoesNotCount() {
        assertThat(Version.parse("1.4.0+a")).isEqualByComparingTo(Version.parse("1.4.0+b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1.", "1..2", "1.2.3.4", "-1", "1.0-", "1.0/../../x"})
    void anythingElseIsRefusedWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> Version.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
