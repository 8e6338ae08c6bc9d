package dev.hazir.host.admin.page.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FirstAppletPageTest {

    @Test
    void whatThePageShowsIsWhatTheReadmeBuilds() throws Exception {
        assertThat(Files.readString(Path.of("../README.md")))
                .contains(FirstAppletPage.CODE, FirstAppletPage.DESCRIPTOR, FirstAppletPage.COMMANDS);
    }
}
