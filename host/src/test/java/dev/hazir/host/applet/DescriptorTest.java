package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.operation.Problem;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorTest {

    private static final String GOOD = """
            id = meter
            name = Meter readings
            version = 1.4.0
            main = demo.MeterApplet
            api = 1
            requires = ledger >= 2.0, ?mail >= 1
            permissions = ports:7000-7099, paths:/tcp
            """;

    @Test
    void aDescriptorIsRead() {
        Descriptor descriptor = Objects.requireNonNull(Descriptor.read(GOOD).descriptor());
        assertThat(descriptor.info().id()).isEqualTo("meter");
        assertThat(descriptor.info().permissions()).containsExactly("ports:7000-7099", "paths:/tcp");
        assertThat(descriptor.requires()).hasSize(2);
        assertThat(descriptor.requires().get(0).satisfiedBy(Version.parse("1.9")))
                .isFalse();
        assertThat(descriptor.requires().get(0).satisfiedBy(Version.parse("2.0.1")))
                .isTrue();
        assertThat(descriptor.requires().get(1).optional()).isTrue();
        assertThat(descriptor.incompatibilities()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        List<Problem> problems =
                Descriptor.read("id = Meter!\nversion = new\nmian = x\n").problems();
        assertThat(problems)
                .extracting(Problem::what)
                .anySatisfy(what -> assertThat(what).contains("'Meter!'"))
                .anySatisfy(what -> assertThat(what).contains("'new'"))
                .anySatisfy(what -> assertThat(what).contains("'mian'"))
                .anySatisfy(what -> assertThat(what).contains("'main' is missing"))
                .anySatisfy(what -> assertThat(what).contains("'api' is missing"));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "1.0,true", "1.1,false", "2,false", "0,false"})
    void theLevelOfTheApiDecides(String api, boolean runs) {
        Descriptor descriptor = Objects.requireNonNull(
                Descriptor.read(GOOD.replace("api = 1", "api = " + api)).descriptor());
        assertThat(descriptor.incompatibilities().isEmpty()).isEqualTo(runs);
    }

    @ParameterizedTest
    @CsvSource({"host", "admin", "a", "Meter", "me_ter", "../x", "1meter"})
    void idsThatWouldHurtAreRefused(String id) {
        assertThat(Descriptor.read(GOOD.replace("id = meter", "id = " + id)).descriptor())
                .isNull();
    }
}
