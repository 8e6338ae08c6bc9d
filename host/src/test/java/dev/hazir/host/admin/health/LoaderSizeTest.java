package dev.hazir.host.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a JVM prints of its memory for classes. */
class LoaderSizeTest {

    @Test
    void classesOfDeploymentsAreFoundInWhatAJvmPrints() {
        String text = """

                   1: CLD 0x00007fb0c049b640: "meter@1.4.0" instance of dev.hazir.host.applet.AppletLoader, 12 classes
                  Non-Class:    2 chunks,     30.00 KB capacity,    3.00 KB (100%) committed,     2.54 KB used
                      Class:    1 chunk,       1.00 KB capacity,    1.00 KB (100%) committed,   552 bytes used
                       Both:    3 chunks,     31.00 KB capacity,    4.00 KB (100%) committed,     3.08 KB used

                   2: CLD 0x00007fb0c0497c10: <hidden class>, loaded by "<bootstrap>", 1 class
                       Both:    3 chunks,      3.00 KB capacity,    3.00 KB (100%) committed,     1.84 KB used

                   3: CLD 0x00007fb0c0497c11: "app" instance of jdk.internal.loader.ClassLoaders$AppClassLoader, 9 classes
                """;

        assertThat(LoaderSize.parse(text)).containsExactly(new LoaderSize("meter@1.4.0", 12, 31 * 1024));
        assertThat(LoaderSize.parse("something else")).isEmpty();
    }
}
