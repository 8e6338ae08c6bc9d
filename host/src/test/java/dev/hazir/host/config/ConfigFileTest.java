package dev.hazir.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes in the file of the configuration. */
class ConfigFileTest {

    @Test
    void commentsAndOtherKeysStay() {
        assertThat(ConfigFile.change("# a\n\nport=1\n! b\ntls : off\n", Map.of("tls", "on")))
                .isEqualTo("# a\n\nport=1\n! b\ntls = on\n");
        assertThat(ConfigFile.change("# tls = on", Map.of("tls", "off"))).isEqualTo("# tls = on\ntls = off\n");
        assertThat(ConfigFile.change("", Map.of("tls", "on"))).isEqualTo("tls = on\n");
        assertThat(ConfigFile.change("port=1", Map.of("tls", "on"))).isEqualTo("port=1\ntls = on\n");
    }

    @Test
    void anEmptyValueTakesTheKeyOut() {
        assertThat(ConfigFile.change("a\nweb.hosts = x\nport=1\n", Map.of("web.hosts", "")))
                .isEqualTo("a\nport=1\n");
        assertThat(ConfigFile.change("", Map.of("web.hosts", ""))).isEmpty();
    }

    @Test
    void continuedLinesBelongToTheirKey() {
        assertThat(ConfigFile.change("web.hosts = a, \\\n  tls = b\nport=1\n", Map.of("web.hosts", "c")))
                .isEqualTo("web.hosts = c\nport=1\n");
        assertThat(ConfigFile.change("x = a \\\n tls = b\n", Map.of("tls", "on")))
                .isEqualTo("x = a \\\n tls = b\ntls = on\n");
    }

    @Test
    void aKeyThatStandsTwiceIsLeftOnce() {
        assertThat(ConfigFile.change("tls=off\nport=1\ntls=off\n", Map.of("tls", "on")))
                .isEqualTo("tls = on\nport=1\n");
    }
}
