package dev.hazir.host.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.applet.Label;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainlyKeptTest {

    record Settings(
            @Label("Port") @Min(1) @Max(9) int port,
            @Min(5_000_000_000L) long large,
            @NotBlank @Size(min = 2, max = 3) String name,
            @NotEmpty String some,
            @Pattern(regexp = "a+") String pattern,
            @Min(1) @Min(3) Integer twice,
            @Min(1) String text,
            @Valid @Size(max = 9) List<String> list,
            String free) {}

    @ParameterizedTest
    @CsvSource({"port,1", "port,9", "name,ab", "name,abc", "some,x", "free,x", "free,''"})
    void whatSurelyFitsNeedsNoValidator(String component, String value) {
        assertThat(PlainlyKept.keeps(Settings.class, component, typed(component, value)))
                .isTrue();
        assertThat(violations(component, typed(component, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"port,0", "port,10", "name,a", "name,abcd", "name,'  '", "some,''", "pattern,b", "twice,2", "text,0"})
    void whatDoesNotFitIsRefusedByTheValidator(String component, String value) {
        assertThat(PlainlyKept.keeps(Settings.class, component, typed(component, value)))
                .isFalse();
        assertThat(violations(component, typed(component, value))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pattern,a", "twice,3", "text,1"})
    void whatTakesACloserLookIsLeftToTheValidator(String component, String value) {
        assertThat(PlainlyKept.keeps(Settings.class, component, typed(component, value)))
                .isFalse();
        assertThat(violations(component, typed(component, value))).isEmpty();
    }

    private static Object typed(String component, String value) {
        return component.equals("port") || component.equals("twice") ? (Object) Integer.valueOf(value) : value;
    }

    private static List<String> violations(String component, Object value) {
        try (Constraints constraints = new Constraints(Settings.class)) {
            return constraints.violations(Settings.class, component, value);
        }
    }
}
