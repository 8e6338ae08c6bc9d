package dev.hazir.applets.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    @ParameterizedTest
    @CsvSource({
        "m1 12.5, m1, 12.5",
        "'  m1 \t 12.5 ', m1, 12.5",
        "A-b_9 0, A-b_9, 0",
        "m1 .5, m1, 0.5",
        "m1 +3., m1, 3",
        "m1 1e3, m1, 1000",
        "m1 -0, m1, 0"
    })
    void aLineOfAMeterAndANumberIsAReading(String line, String meter, double kwh) throws NotAReadingException {
        Reading reading = Reading.parse(line);
        assertThat(reading).isEqualTo(new Reading(meter, kwh));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "m1", "m1 1 2"})
    void aLineOfAnotherShapeIsToldTheShape(String line) {
        assertThatThrownBy(() -> Reading.parse(line)).hasMessage("The line is <meter> <kwh>, such as: m1 12.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1 NaN", "m1 Infinity", "m1 1d", "m1 0x1p3", "m1 12,5", "m1 1e", "m1 .", "m1 ٣", "m1 --1"})
    void whatIsNoDecimalNumberIsRefused(String line) {
        assertThatThrownBy(() -> Reading.parse(line)).hasMessage("kWh is a number with a decimal point, such as 12.5");
    }

    @Test
    void aNumberBeyondCountingIsRefused() {
        assertThatThrownBy(() -> Reading.parse("m1 1e999")).hasMessage("kWh is too large to be counted");
    }

    @Test
    void aNegativeNumberIsRefused() {
        assertThatThrownBy(() -> Reading.parse("m1 -0.1")).hasMessage("kWh is not negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m!", "zähler", "m/1", "<b>", "123456789012345678901234567890123"})
    void aMeterWithAStrangeNameIsRefused(String meter) {
        assertThatThrownBy(() -> Reading.parse(meter + " 1"))
                .hasMessage("Meter names have 1 to 32 letters, digits, '_' or '-'");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> Reading.of("", "much"))
                .isInstanceOfSatisfying(
                        NotAReadingException.class,
                        e -> assertThat(e.flaws()).extracting(Flaw::field).containsExactly("meter", "kwh"));
    }

    @ParameterizedTest
    @CsvSource({"3.0, 3", "12.5, 12.5", "0, 0", "1e14, 100000000000000", "1e20, 1.0E20"})
    void numbersAreShownAsPeopleWriteThem(double kwh, String text) {
        assertThat(new Reading("m1", kwh).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e-300, 12.5, 1.7976931348623157E308, 123456789.123456789})
    void anEntryIsReadAsItWasWritten(double kwh) {
        Entry entry = new Entry(Instant.parse("2026-11-21T08:00:00.123Z"), new Reading("m1", kwh));
        assertThat(entry.line()).endsWith("\n");
        assertThat(Entry.read(entry.line().stripTrailing())).contains(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-11-21T08:00:00Z", "2026-11-21T08:00:00Z m1", "today m1 3", "026-11-21T08:00:00Z m1 3"})
    void aTornLineIsNoEntry(String line) {
        assertThat(Entry.read(line)).isEmpty();
    }
}
